package io.memstream.retrieval;

import static io.memstream.retrieval.Api.json;
import static io.memstream.retrieval.Api.texts;
import static io.memstream.retrieval.MemoryFixture.turn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Status;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fact answers a question, in whatever person it is asked. */
class FactRecallTest {
    private static InMemoryStack stack;

    @BeforeAll
    static void start(@TempDir Path folder) {
        stack = new InMemoryStack(folder);
        fact("name", "Nora", "The user's name is Nora.");
        fact("home", "Denver", "The user lives in Denver.");
        fact("employer", "Acme Corp", "The user works at Acme Corp.");
        fact("allergy", "peanuts", "The user is allergic to peanuts.");
        fact("wife", "Sarah", "The user's wife is Sarah.");
        fact("cat", "Luna", "The user's cat is called Luna.");
        fact("favourite colour", "green", "The user's favourite colour is green.");
        fact("age", "34", "The user is 34 years old.");
        fact("plays", "cello", "The user plays the cello.");
        fact("preferred programming language", "Python", "The user prefers Python over JavaScript.");
        fact("language", "Catalan", "The user speaks Catalan.");
    }

    private static void fact(String attribute, String value, String statement) {
        InMemoryStack.Written said = stack.remember(turn("ada", statement).at("2026-05-01T00:00:00Z"));
        Fact fact = stack.fixture.fact(
                "ada",
                Kind.FACT,
                attribute,
                statement,
                said.episode(),
                Status.ACTIVE,
                Instant.parse("2026-05-01T00:00:00Z"),
                null);
        stack.remember("ada", MemoryFixture.value(fact, value));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    private static JsonNode facts(String question, String more) {
        return stack.search(json("{'user_id':'ada','query':'" + question + "','kinds':['fact']" + more + "}"))
                .get("results");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Where does Nora live now | Denver",
                "Where do I live? | Denver",
                "where am I based? | Denver",
                "Where does the user live? | Denver",
                "What is my job? | Acme",
                "Who is my employer? | Acme",
                "Who am I married to? | Sarah",
                "Do I have pets? | Luna",
                "How old am I? | 34",
                "favourite colour | green",
                "instrument | cello",
                "What languages do I speak? | Catalan",
                "Which foods should I avoid? | peanuts",
                "Which programming language should the example be in? | Python"
            })
    void theFactThatAnswersComesFirst(String question, String answer) {
        JsonNode found = facts(question, ",'limit':1");

        assertThat(texts(found)).singleElement().asString().contains(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"What is the boiling point of tungsten?", "What is the capital of France?", "lol ok"})
    void whatIsNotAboutTheUserFindsNothing(String question) {
        assertThat(facts(question, "")).isEmpty();
    }

    @Test
    void whatACallerWantsMoreOfIsTakenFromTheRestAndSaidSo() {
        JsonNode found =
                facts("Where do I live?", ",'limit':1,'weights':{'recency':1}").get(0);

        assertThat(found.get("text").asText()).contains("Denver");
        assertThat(found.get("reasons")).anySatisfy(reason -> {
            assertThat(reason.get("feature").asText()).isEqualTo("recency");
            assertThat(reason.get("contribution").asDouble()).isNegative();
        });
        assertThat(sum(found.get("reasons"))).isCloseTo(found.get("score").asDouble(), within(.001));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fact", "episode"})
    void whatACallerWantsMoreOfHidesNothing(String kind) {
        String asked = "{'user_id':'ada','query':'Where do I live?','kinds':['" + kind + "']";
        JsonNode plain = stack.search(json(asked + ",'limit':4,'min_score':0}")).get("results");
        double least = plain.get(3).get("score").asDouble() - .001;
        String weighed = ",'min_score':" + least + ",'weights':{'recency':1,'importance':1,'diversity':1}}";

        JsonNode found = stack.search(json(asked + weighed)).get("results");

        assertThat(texts(found)).containsAll(texts(plain));
        assertThat(found)
                .anySatisfy(one -> assertThat(one.get("score").asDouble()).isLessThan(least));
    }

    private static double sum(JsonNode reasons) {
        double sum = 0;
        for (JsonNode reason : reasons) {
            sum += reason.get("contribution").asDouble();
        }
        return sum;
    }

    @Test
    void theQuestionIsTurnedIntoTheThirdPerson() {
        assertThat(AboutUser.asked("Where did I leave my keys, and what's Nora's plan?", List.of("Nora")))
                .hasValue("Where did the user leave the user's keys, and what's the user's plan?");
        assertThat(AboutUser.asked("What is the capital of Mali?", List.of("Nora")))
                .isEmpty();
    }
}
