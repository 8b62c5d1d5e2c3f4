package io.memstream.retrieval;

import static io.memstream.retrieval.Api.json;
import static io.memstream.retrieval.Api.texts;
import static io.memstream.retrieval.MemoryFixture.turn;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Status;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTest {
    private InMemoryStack stack;

    @BeforeEach
    void start(@TempDir Path folder) {
        stack = new InMemoryStack(folder);
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void meaningIsFoundNotOnlyWords() {
        stack.remember(turn("ada", "My daughter is allergic to peanuts."));
        stack.remember(turn("ada", "I love Italian food."));
        stack.remember(turn("ada", "The weather was grey all week."));
        stack.remember(turn("ada", "Our cat sleeps on the printer."));
        stack.remember(turn("ada", "I bought new tyres for the car."));

        JsonNode reply =
                stack.search(json("{'user_id':'ada','query':'Which foods must be avoided for the kid?','limit':3}"));

        assertThat(texts(reply.get("results"))).contains("My daughter is allergic to peanuts.");
    }

    @Test
    void nothingRelevantGivesNothing() {
        var tech = stack.remember(turn("ada", "I work at TechCorp."));
        var python = stack.remember(turn("ada", "I prefer Python over JavaScript."));
        stack.remember(
                "ada",
                stack.fixture.fact(
                        "ada", Kind.FACT, "The user works at TechCorp.", tech.episode(), Status.ACTIVE, null));
        stack.remember(
                "ada",
                stack.fixture.fact(
                        "ada",
                        Kind.PREFERENCE,
                        "The user prefers Python over JavaScript.",
                        python.episode(),
                        Status.ACTIVE,
                        null));

        JsonNode reply = stack.search(json("{'user_id':'ada','query':'What is the boiling point of tungsten?'}"));

        assertThat(reply.get("results")).isEmpty();
    }

    @Test
    void aFactIsFoundWithItsEvidence() {
        var said = stack.remember(turn("ada", "I am a vegetarian since March.").id("t-9"));
        stack.remember(
                "ada",
                stack.fixture.fact(
                        "ada", Kind.PREFERENCE, "The user is vegetarian.", said.episode(), Status.ACTIVE, null));

        JsonNode reply = stack.search(
                json("{'user_id':'ada','query':'Is the user vegetarian?','kinds':['preference'],'limit':1}"));

        JsonNode item = reply.get("results").get(0);
        assertThat(item.get("text").asText()).isEqualTo("The user is vegetarian.");
        assertThat(item.get("kind").asText()).isEqualTo("preference");
        assertThat(item.get("status").asText()).isEqualTo("active");
        assertThat(item.get("confidence").asDouble()).isEqualTo(.9);
        assertThat(item.get("evidence").get(0).get("turn_id").asText()).isEqualTo("t-9");
        assertThat(item.get("reasons")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'session_ids':['s1']                    | red",
                "'speakers':['BEN']                      | green",
                "'from':'2026-04-01T00:00:00Z'           | blue",
                "'until':'2026-02-01T00:00:00Z'          | red",
                "'scope':'apollo','session_ids':['s2']   | green",
                "'metadata':{'channel':'mail'}           | blue",
                "'as_of':'2026-01-31T00:00:00Z'          | red"
            })
    void filtersNarrow(String filter, String expected) {
        stack.remember(turn("ada", "The canoe is red.").session("s1").at("2026-01-01T00:00:00Z"));
        stack.remember(
                turn("ada", "The canoe is green.").session("s2").speaker("Ben").at("2026-03-01T00:00:00Z"));
        stack.remember(turn("ada", "The canoe is blue.")
                .session("s3")
                .scope("zeus")
                .metadata(Map.of("channel", "mail"))
                .at("2026-05-01T00:00:00Z"));

        JsonNode reply = stack.search(json("{'user_id':'ada','query':'canoe','min_score':0," + filter + "}"));

        assertThat(texts(reply.get("results"))).containsExactly("The canoe is " + expected + ".");
    }

    @Test
    void aContestedFactIsShown() {
        var said = stack.remember(turn("ada", "I am a vegetarian since March."));
        stack.remember(
                "ada",
                stack.fixture.fact(
                        "ada", Kind.PREFERENCE, "The user is vegetarian.", said.episode(), Status.CONTESTED, null));

        JsonNode now = stack.search(json("{'user_id':'ada','query':'vegetarian','kinds':['preference']}"));
        JsonNode asOfNow = stack.search(
                json("{'user_id':'ada','query':'vegetarian','kinds':['preference'],'as_of':'2026-06-01T12:00:00Z'}"));

        assertThat(texts(now.get("results"))).containsExactly("The user is vegetarian.");
        assertThat(texts(asOfNow.get("results"))).containsExactly("The user is vegetarian.");
    }

    @Test
    void whatWasRecordedLaterHasNoPartInTheRanking() {
        stack.remember(turn("ada", "The canoe is red.").session("s1"));
        stack.remember(turn("ada", "The barn is red.").session("s2"));
        String question = json("{'user_id':'ada','query':'red canoe','min_score':0,'known_at':'2026-06-01T11:59:30Z'}");
        JsonNode before = stack.search(question).get("results");
        for (int i = 0; i < 5; i++) {
            stack.remember(turn("ada", "Another canoe, number " + i + ".")
                    .session("s1")
                    .recordedAt("2026-06-01T11:59:45Z"));
        }

        JsonNode after = stack.search(question).get("results");

        assertThat(before).hasSize(2);
        assertThat(after).isEqualTo(before);
    }

    @Test
    void theIndexFindsWhatIsFarBack() {
        stack.remember(turn("ada", "The spare key of the boathouse hangs behind the blue oar."));
        for (int i = 0; i < Candidates.RANKED_WHOLE; i++) {
            stack.remember(turn("ada", "Lap number " + i % 30 + " around the lake took a while."));
        }

        JsonNode reply = stack.search(json("{'user_id':'ada','query':'where is the boathouse key?','limit':1}"));

        assertThat(texts(reply.get("results")))
                .containsExactly("The spare key of the boathouse hangs behind the blue oar.");
        assertThat(reply.get("degraded")).isEmpty();
    }

    @Test
    void limitAndMinScoreHold() {
        for (int i = 0; i < 8; i++) {
            stack.remember(turn("ada", "Canoe trip number " + i + "."));
        }
        stack.remember(turn("ada", "Taxes are due."));

        JsonNode all = stack.search(json("{'user_id':'ada','query':'canoe trip','min_score':0,'limit':200}"));

        assertThat(all.get("results")).hasSize(9);
        assertThat(stack.search(json("{'user_id':'ada','query':'canoe trip','limit':3}"))
                        .get("results"))
                .hasSize(3);
    }

    @Test
    void oddNamesComeThrough() {
        String user = "ünï/cödé user+?#%";
        stack.remember(turn(user, "Ich wohne in Zürich 🏔️ — \"naïve\" <b>tags</b> & \\backslashes\\."));

        JsonNode reply = stack.search(json("{'user_id':'" + user + "','query':'Zürich','limit':5}"));

        assertThat(texts(reply.get("results"))).singleElement().asString().contains("Zürich 🏔️");
    }
}
