package io.memstream.retrieval;

import static io.memstream.retrieval.Api.json;
import static io.memstream.retrieval.Api.strings;
import static io.memstream.retrieval.Api.texts;
import static io.memstream.retrieval.MemoryFixture.turn;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Role;
import io.memstream.core.model.Status;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContextTest {
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
    void aTurnOfOneSessionIsContextInTheNext() {
        stack.remember(turn("ada", "We use FastAPI and struggle with database connection pooling.")
                .id("t-1")
                .session("monday")
                .speaker("Ada")
                .at("2026-05-30T10:00:00Z"));

        JsonNode reply = stack.context(
                json("{'user_id':'ada','query':'remember that pooling issue I mentioned?','session_id':'thursday'}"));

        assertThat(reply.get("context").asText()).contains("pooling");
        assertThat(reply.get("tokens").asInt()).isBetween(1, 2_000);
        assertThat(reply.get("took_ms").asDouble()).isPositive();
        assertThat(reply.get("degraded")).isEmpty();
        JsonNode item = reply.get("items").get(0);
        assertThat(item.get("kind").asText()).isEqualTo("episode");
        assertThat(item.get("text").asText()).contains("pooling");
        assertThat(item.get("turn_id").asText()).isEqualTo("t-1");
        assertThat(item.get("session_id").asText()).isEqualTo("monday");
        assertThat(item.get("speaker").asText()).isEqualTo("Ada");
        assertThat(item.get("role").asText()).isEqualTo("user");
        assertThat(item.get("occurred_at").asText()).isEqualTo("2026-05-30T10:00:00Z");
        assertThat(item.get("recorded_at").asText()).isNotEmpty();
        assertThat(item.get("score").asDouble()).isBetween(.3, 1.0);
        assertThat(item.get("reasons").get(0).get("feature").asText()).isNotEmpty();
        assertThat(item.get("reasons").get(0).get("contribution").isNumber()).isTrue();
        JsonNode evidence = item.get("evidence").get(0);
        assertThat(evidence.get("turn_id").asText()).isEqualTo("t-1");
        assertThat(evidence.get("session_id").asText()).isEqualTo("monday");
        assertThat(evidence.get("quote").asText()).contains("pooling");
    }

    @Test
    void theLastTurnsOfTheSessionAreInTheContextAndNotItems() {
        stack.remember(turn("ada", "Let us call the new service Heron.").session("now"));
        stack.remember(turn("ada", "It should listen on port 7070.").session("now"));

        JsonNode reply =
                stack.context(json("{'user_id':'ada','query':'which port does Heron use?','session_id':'now'}"));

        assertThat(reply.get("context").asText()).contains("7070").contains("Heron");
        assertThat(reply.get("items")).isEmpty();
    }

    @Test
    void messagesOfTheRequestAreTheWorkingMemory() {
        stack.remember(turn("ada", "My bike is a red Brompton.").session("old"));
        stack.remember(turn("ada", "Where is my bike?").session("now"));

        JsonNode reply = stack.context(
                json(
                        "{'user_id':'ada','query':'bike','session_id':'now',"
                                + "'messages':[{'role':'user','content':'Where is my bike?'},{'role':'assistant','content':'In the hall.'}]}"));

        assertThat(reply.get("context").asText()).contains("In the hall.");
        assertThat(texts(reply.get("items"))).containsExactly("My bike is a red Brompton.");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 40, 200, 1_000})
    void theTokenBudgetHolds(int budget) {
        for (String name : new String[] {"Ada", "Ben", "Chloe", "Dev", "Elif", "Farid"}) {
            for (String topic : new String[] {"the harbour", "a job offer", "a wooden boat", "bread", "drums"}) {
                stack.remember(
                        turn("ada", "I walked along the river with " + name + ", we talked about " + topic + "."));
            }
        }

        JsonNode reply = stack.context(
                json("{'user_id':'ada','query':'What did I talk about on walks along the river?','max_tokens':" + budget
                        + "}"));

        assertThat(reply.get("tokens").asInt()).isBetween(budget / 3, budget);
    }

    @ParameterizedTest
    @ValueSource(strings = {"markdown", "xml", "json", "messages", "prose"})
    void everyFormatHoldsTheMemory(String format) {
        stack.remember(turn("ada", "I prefer answers in metric units."));

        JsonNode reply = stack.context(json("{'user_id':'ada','query':'units','format':'" + format + "'}"));

        assertThat(reply.get("context").toString()).contains("metric");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T10:20:00Z, continue",
        "2026-03-01T10:59:59Z, continue",
        "2026-03-01T16:00:00Z, recap",
        "2026-03-20T10:00:00Z, fresh_start"
    })
    void resumptionDependsOnTheGap(String asOf, String mode) {
        stack.remember(turn("ada", "Let's debug the login page.").at("2026-03-01T10:00:00Z"));

        JsonNode reply = stack.context(
                json("{'user_id':'ada','query':'hello again','session_id':'new','as_of':'" + asOf + "'}"));

        assertThat(reply.get("resumption").get("mode").asText()).isEqualTo(mode);
        assertThat(reply.get("resumption").get("last_session_id").asText()).isEqualTo("s1");
    }

    @Test
    void anUnknownUserIsEmpty() {
        JsonNode reply = stack.context(json("{'user_id':'nobody','query':'anything'}"));

        assertThat(reply.get("items")).isEmpty();
        assertThat(reply.get("resumption").get("mode").asText()).isEqualTo("fresh_start");
        assertThat(reply.get("degraded")).isEmpty();
    }

    @Test
    void usersDoNotSeeEachOther() {
        stack.remember(turn("one", "My passport number ends in 4711."));
        stack.remember(turn("two", "I collect stamps."));

        JsonNode reply = stack.context(json("{'user_id':'two','query':'passport number','min_score':0}"));

        assertThat(reply.toString()).doesNotContain("4711").contains("stamps");
    }

    @Test
    void whatWasGivenIsNotGivenAgain() {
        String id = stack.remember(turn("ada", "My bike is a red Brompton."))
                .episode()
                .id()
                .toString();

        JsonNode reply = stack.context(json("{'user_id':'ada','query':'bike','exclude_ids':['" + id + "']}"));

        assertThat(reply.get("items")).isEmpty();
    }

    @Test
    void aScopeSeesItselfAndWhatHasNone() {
        stack.remember(
                turn("ada", "The database of this project is PostgreSQL.").scope("apollo"));
        stack.remember(turn("ada", "The database of this project is MongoDB.").scope("zeus"));
        stack.remember(turn("ada", "Every database of mine is backed up at night."));

        JsonNode reply = stack.context(
                json("{'user_id':'ada','query':'Which database do we use?','scope':'apollo','min_score':0}"));

        assertThat(reply.get("context").asText())
                .contains("PostgreSQL")
                .contains("backed up")
                .doesNotContain("MongoDB");
    }

    @Test
    void asOfShowsWhatHeldThen() {
        var boston = stack.remember(turn("ada", "I live in Boston.").at("2026-01-10T09:00:00Z"));
        var denver =
                stack.remember(turn("ada", "I moved to Denver.").session("s2").at("2026-05-01T09:00:00Z"));
        stack.remember(
                "ada",
                stack.fixture.fact(
                        "ada",
                        Kind.FACT,
                        "The user lives in Boston.",
                        boston.episode(),
                        Status.SUPERSEDED,
                        Instant.parse("2026-05-01T09:00:00Z")));
        stack.remember(
                "ada",
                stack.fixture.fact(
                        "ada", Kind.FACT, "The user lives in Denver.", denver.episode(), Status.ACTIVE, null));

        JsonNode then = stack.context(
                json("{'user_id':'ada','query':'Where does the user live?','as_of':'2026-03-01T00:00:00Z'}"));

        assertThat(texts(then.get("items"))).contains("The user lives in Boston.");
        assertThat(then.get("context").asText()).doesNotContain("Denver");
    }

    @Test
    void includeNarrowsTheParts() {
        var said = stack.remember(turn("ada", "I live in Oslo."));
        stack.remember(
                "ada",
                stack.fixture.fact("ada", Kind.FACT, "The user lives in Oslo.", said.episode(), Status.ACTIVE, null));

        JsonNode reply = stack.context(json("{'user_id':'ada','query':'Where do I live?','include':['memories']}"));

        assertThat(texts(reply.get("items"))).containsExactly("The user lives in Oslo.");
    }

    @Test
    void theAssistantsTurnsAreRecalledToo() {
        stack.remember(turn("ada", "Which wine goes with the duck?"));
        stack.remember(
                turn("ada", "A Pinot Noir from Baden goes well with duck.").role(Role.ASSISTANT));

        JsonNode reply = stack.context(json("{'user_id':'ada','query':'which wine did you recommend for duck?'}"));

        assertThat(texts(reply.get("items"))).contains("A Pinot Noir from Baden goes well with duck.");
    }

    @Test
    void knownAtShowsWhatWasRecordedByThen() {
        stack.remember(turn("ada", "My desk is made of oak.")
                .at("2026-01-01T09:00:00Z")
                .recordedAt("2026-05-01T09:00:00Z"));

        JsonNode reply = stack.context(json("{'user_id':'ada','query':'desk','known_at':'2026-03-01T00:00:00Z'}"));

        assertThat(reply.get("items")).isEmpty();
        assertThat(strings(reply.get("degraded"))).isEmpty();
    }
}
