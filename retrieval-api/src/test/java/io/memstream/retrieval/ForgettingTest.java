package io.memstream.retrieval;

import static io.memstream.retrieval.Api.json;
import static io.memstream.retrieval.Api.texts;
import static io.memstream.retrieval.MemoryFixture.turn;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Status;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is forgotten is in no answer that begins afterwards. */
class ForgettingTest {
    private InMemoryStack stack;

    @BeforeEach
    void start(@TempDir Path folder) {
        stack = new InMemoryStack(folder);
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    private static String asked(String query, String position) {
        return json("{'user_id':'ada','query':'" + query + "','min_score':0,'after':'" + position + "'}");
    }

    @Test
    void aTurnThatIsForgottenIsNotFoundThoughItsViewWasCached() {
        stack.remember(turn("ada", "I play the cello."));
        InMemoryStack.Written rupert = stack.remember(turn("ada", "My ex-boyfriend is called Rupert."));
        stack.search(json("{'user_id':'ada','query':'Rupert'}"));

        String position = stack.forget(rupert);

        JsonNode reply = stack.search(asked("Rupert", position));
        assertThat(texts(reply.get("results"))).containsExactly("I play the cello.");
        assertThat(reply.get("degraded")).isEmpty();
    }

    @Test
    void aFactThatIsForgottenIsNotFoundThoughItWasCached() {
        InMemoryStack.Written said = stack.remember(turn("ada", "My ex-boyfriend is called Rupert."));
        Fact fact = stack.fixture.fact(
                "ada", Kind.RELATIONSHIP, "The user's ex-boyfriend is Rupert.", said.episode(), Status.ACTIVE, null);
        stack.remember("ada", fact);
        stack.context(json("{'user_id':'ada','query':'Who is Rupert?'}"));
        stack.forget(said);

        String position = stack.forget("ada", fact);

        JsonNode reply = stack.context(asked("Who is Rupert?", position));
        assertThat(reply.toString()).doesNotContain("Rupert is").doesNotContain("ex-boyfriend");
    }

    @Test
    void whatIsBehindAGapIsFoundStill() {
        for (int number = 0; number < 130; number++) {
            InMemoryStack.Written written = stack.remember(turn("ada", "Lap number " + number % 30 + "."));
            if (number >= 10) {
                stack.forget(written);
            }
        }
        stack.remember(turn("ada", "The canoe is in the boathouse."));

        JsonNode reply = stack.search(json("{'user_id':'ada','query':'canoe','limit':1}"));

        assertThat(texts(reply.get("results"))).containsExactly("The canoe is in the boathouse.");
    }
}
