package io.memstream.retrieval;

import static io.memstream.retrieval.Api.segment;
import static io.memstream.retrieval.MemoryFixture.turn;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.memstream.core.model.Alias;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Role;
import io.memstream.core.model.Status;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading what is held of a user. */
class InspectionTest {
    private InMemoryStack stack;

    @BeforeEach
    void start(@TempDir Path folder) {
        stack = new InMemoryStack(folder);
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    private Fact fact(String statement, Kind kind, Status status, String said) {
        Instant until = status == Status.ACTIVE ? null : Instant.parse("2026-05-01T00:00:00Z");
        var written = stack.remember(turn("ada", statement).at(said).recordedAt(said));
        Fact fact = stack.fixture.fact("ada", kind, statement, written.episode(), status, until);
        stack.remember("ada", fact);
        return fact;
    }

    private static List<String> texts(JsonNode memories) {
        return Api.texts(memories.get("memories"));
    }

    @Test
    void theLastTurnsOfASession() {
        stack.remember(
                turn("ada", "Let us call the new service Heron.").id("t-1").session("now"));
        stack.remember(turn("ada", "Good name.")
                .id("t-2")
                .session("now")
                .role(Role.ASSISTANT)
                .speaker("Max"));
        stack.remember(turn("ada", "It should listen on port 7070.").id("t-3").session("now"));

        JsonNode turns =
                stack.api().get("/v1/users/ada/sessions/now/turns?last=2").ok().get("turns");

        assertThat(turns).hasSize(2);
        assertThat(turns.get(0).toString())
                .isEqualTo("{\"turn_id\":\"t-2\",\"role\":\"assistant\",\"speaker\":\"Max\",\"content\":\"Good name.\","
                        + "\"occurred_at\":\"2026-06-01T11:59:00Z\"}");
        assertThat(turns.get(1).get("content").asText()).isEqualTo("It should listen on port 7070.");
    }

    @Test
    void memoriesAreTheActiveOnesUnlessAskedOtherwise() {
        fact("The user lives in Boston.", Kind.FACT, Status.SUPERSEDED, "2026-01-01T00:00:00Z");
        fact("The user lives in Denver.", Kind.FACT, Status.ACTIVE, "2026-05-01T00:00:00Z");
        fact("The user likes opera.", Kind.PREFERENCE, Status.ACTIVE, "2026-05-02T00:00:00Z");

        assertThat(texts(stack.api().get("/v1/users/ada/memories").ok()))
                .containsExactly("The user likes opera.", "The user lives in Denver.");
        assertThat(texts(stack.api()
                        .get("/v1/users/ada/memories?status=superseded")
                        .ok()))
                .containsExactly("The user lives in Boston.");
        assertThat(texts(stack.api()
                        .get("/v1/users/ada/memories?kind=preference")
                        .ok()))
                .containsExactly("The user likes opera.");
        assertThat(texts(stack.api()
                        .get("/v1/users/ada/memories?as_of=2026-03-01T00:00:00Z")
                        .ok()))
                .containsExactly("The user lives in Boston.");
    }

    @Test
    void pagesHoldEveryMemoryOnce() {
        for (int day = 1; day <= 7; day++) {
            fact("The user knows city " + day + ".", Kind.FACT, Status.ACTIVE, "2026-04-0" + day + "T00:00:00Z");
        }
        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = stack.api()
                    .get("/v1/users/ada/memories?limit=3&cursor=" + cursor)
                    .ok();
            read.addAll(texts(page));
            cursor = page.path("next").asText();
        } while (!cursor.isEmpty());

        assertThat(read)
                .hasSize(7)
                .doesNotHaveDuplicates()
                .startsWith("The user knows city 7.")
                .endsWith("The user knows city 1.");
    }

    @Test
    void oneMemoryWithItsEvidenceAndHistory() {
        Fact fact = fact("The user likes opera.", Kind.PREFERENCE, Status.ACTIVE, "2026-05-02T00:00:00Z");

        JsonNode memory = stack.api().get("/v1/users/ada/memories/" + fact.id()).ok();
        JsonNode history = stack.api()
                .get("/v1/users/ada/memories/" + fact.id() + "/history")
                .ok();

        assertThat(memory.get("text").asText()).isEqualTo("The user likes opera.");
        assertThat(memory.get("kind").asText()).isEqualTo("preference");
        assertThat(memory.get("mentions").asInt()).isEqualTo(1);
        assertThat(memory.get("importance").asDouble()).isBetween(.5, 1.0);
        assertThat(memory.get("evidence").get(0).get("quote").asText()).isEqualTo("The user likes opera.");
        assertThat(history.get("versions")).hasSize(1);
        assertThat(history.get("versions").get(0).get("version").asInt()).isEqualTo(1);
    }

    @Test
    void theSummaryCounts() {
        fact("The user lives in Boston.", Kind.FACT, Status.SUPERSEDED, "2026-01-01T00:00:00Z");
        fact("The user lives in Denver.", Kind.FACT, Status.ACTIVE, "2026-05-01T00:00:00Z");

        JsonNode summary = stack.api().get("/v1/users/ada/summary").ok();

        assertThat(summary.get("episodes").asInt()).isEqualTo(2);
        assertThat(summary.get("memories").asInt()).isEqualTo(1);
        assertThat(summary.get("by_kind").toString()).isEqualTo("{\"fact\":1}");
        assertThat(summary.get("by_status").toString()).isEqualTo("{\"active\":1,\"superseded\":1}");
        assertThat(summary.get("sessions").asInt()).isEqualTo(1);
        assertThat(summary.get("last_7_days").get("episodes").asInt()).isZero();
        assertThat(summary.get("mode").asText()).isEqualTo("on");
        assertThat(summary.get("last_updated").asText()).isEqualTo("2026-05-01T00:00:00Z");
    }

    @Test
    void aMemorySaysWhyItIsThought() {
        Fact fact = fact("The user likes opera.", Kind.PREFERENCE, Status.ACTIVE, "2026-05-02T00:00:00Z");

        JsonNode why =
                stack.api().get("/v1/users/ada/memories/" + fact.id()).ok().get("why");

        assertThat(why.get("rule").asText()).isEqualTo("new-fact");
        assertThat(why.get("explanation").asText()).startsWith("It was said");
        assertThat(why.get("cause").get("quote").asText()).isEqualTo("The user likes opera.");
    }

    @Test
    void aMemoryIsFoundByTheIdThatWasAnsweredForIt() {
        Fact fact = fact("The user likes opera.", Kind.PREFERENCE, Status.ACTIVE, "2026-05-02T00:00:00Z");
        String answered = "11111111-2222-3333-4444-555555555555";
        stack.hold("ada", new Alias(answered, fact.id()));

        JsonNode memory = stack.api().get("/v1/users/ada/memories/" + answered).ok();
        JsonNode history = stack.api()
                .get("/v1/users/ada/memories/" + answered + "/history")
                .ok();

        assertThat(memory.get("id").asText()).isEqualTo(fact.id().toString());
        assertThat(history.get("versions")).hasSize(1);
    }

    @Test
    void aListKnownAtATimeHasTheVersionsOfThen() {
        Fact fact = fact("The user likes opera.", Kind.PREFERENCE, Status.ACTIVE, "2026-05-02T00:00:00Z");
        stack.remember("ada", MemoryFixture.version(fact, 2, Status.RETRACTED, Instant.parse("2026-05-10T00:00:00Z")));

        assertThat(texts(stack.api().get("/v1/users/ada/memories").ok())).isEmpty();
        assertThat(texts(stack.api()
                        .get("/v1/users/ada/memories?known_at=2026-05-05T00:00:00Z")
                        .ok()))
                .containsExactly("The user likes opera.");
        assertThat(texts(stack.api()
                        .get("/v1/users/ada/memories?known_at=2026-05-01T00:00:00Z")
                        .ok()))
                .isEmpty();
    }

    @Test
    void whatIsNotSureEnoughIsLeftOut() {
        fact("The user likes opera.", Kind.PREFERENCE, Status.ACTIVE, "2026-05-02T00:00:00Z");

        assertThat(texts(stack.api()
                        .get("/v1/users/ada/memories?min_confidence=0.95")
                        .ok()))
                .isEmpty();
    }

    @Test
    void theSummaryCountsWhatIsSureEnough() {
        fact("The user likes opera.", Kind.PREFERENCE, Status.ACTIVE, "2026-05-02T00:00:00Z");

        JsonNode usual = stack.api().get("/v1/users/ada/summary").ok();
        JsonNode surer =
                stack.api().get("/v1/users/ada/summary?min_confidence=0.95").ok();

        assertThat(usual.get("memories").asInt()).isEqualTo(1);
        assertThat(surer.get("memories").asInt()).isZero();
        assertThat(surer.get("by_status")).isEmpty();
    }

    @Test
    void anUnknownUserIsEmpty() {
        assertThat(stack.api().get("/v1/users/nobody/sessions").ok().get("sessions"))
                .isEmpty();
        assertThat(stack.api().get("/v1/users/nobody/sessions/s/turns").ok().get("turns"))
                .isEmpty();
        assertThat(stack.api().get("/v1/users/nobody/memories").ok().get("memories"))
                .isEmpty();
        assertThat(stack.api()
                        .get("/v1/users/nobody/summary")
                        .ok()
                        .get("episodes")
                        .asInt())
                .isZero();
    }

    @Test
    void oddNamesInThePathComeThrough() {
        String user = "ünï/cödé user+?#%";
        stack.remember(turn(user, "Hello.").session("a/b c"));

        assertThat(stack.api()
                        .get("/v1/users/" + segment(user) + "/summary")
                        .ok()
                        .get("episodes")
                        .asInt())
                .isEqualTo(1);
        assertThat(stack.api()
                        .get("/v1/users/" + segment(user) + "/sessions/" + segment("a/b c") + "/turns")
                        .ok()
                        .get("turns"))
                .hasSize(1);
    }
}
