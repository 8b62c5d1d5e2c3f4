package io.memstream.retrieval;

import static io.memstream.retrieval.MemoryFixture.turn;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.memstream.core.model.Block;
import io.memstream.core.model.Consent;
import io.memstream.core.model.Entity;
import io.memstream.core.model.EntityType;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Highlight;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Mode;
import io.memstream.core.model.Observation;
import io.memstream.core.model.Procedure;
import io.memstream.core.model.Procedure.Approach;
import io.memstream.core.model.Session;
import io.memstream.core.model.Status;
import io.memstream.core.model.TopicThread;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading what memory holds beside episodes and facts. */
class HoldingReadsTest {
    private static final Instant NOW = MemoryFixture.NOW;

    private InMemoryStack stack;

    @BeforeEach
    void start(@TempDir Path folder) {
        stack = new InMemoryStack(folder);
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    private JsonNode read(String tail) {
        return stack.api().get("/v1/users/ada" + tail).ok();
    }

    private Fact fact(Kind kind, String attribute, String statement, Status status, Instant validFrom) {
        InMemoryStack.Written said =
                stack.remember(turn("ada", statement).at("2026-02-01T10:00:00Z").recordedAt("2026-02-01T10:00:00Z"));
        Fact fact = stack.fixture.fact("ada", kind, attribute, statement, said.episode(), status, validFrom, null);
        stack.remember("ada", fact);
        return fact;
    }

    private Fact fact(Kind kind, String attribute, String statement) {
        return fact(kind, attribute, statement, Status.ACTIVE, Instant.parse("2026-02-01T10:00:00Z"));
    }

    @Test
    void blocks() {
        stack.hold("ada", new Block("persona", "Likes Oslo.", 200, "Who the user is", 2, NOW));

        JsonNode blocks = read("/blocks").get("blocks");

        assertThat(blocks.toString())
                .isEqualTo(
                        "[{\"label\":\"persona\",\"value\":\"Likes Oslo.\",\"limit\":200,"
                                + "\"description\":\"Who the user is\",\"version\":2,\"updated_at\":\"2026-06-01T12:00:00Z\"}]");
    }

    @Test
    void theBestApproachIsNotTheOneLuckySuccess() {
        stack.hold(
                "ada",
                new Procedure(
                        "summarise",
                        "summarise",
                        null,
                        "a long text",
                        List.of(
                                new Approach("haiku", List.of(), 1, 1, List.of(), NOW),
                                new Approach("bullet list", List.of("read", "list"), 8, 7, List.of("nice"), NOW),
                                new Approach("essay", List.of(), 6, 2, List.of(), NOW)),
                        NOW));

        JsonNode procedure = read("/procedures").get("procedures").get(0);

        assertThat(procedure.get("task_type").asText()).isEqualTo("summarise");
        assertThat(procedure.get("best_approach").asText()).isEqualTo("bullet list");
        assertThat(procedure.get("approaches").get(1).get("rate").asDouble()).isEqualTo(.875);
        assertThat(procedure.get("approaches").get(1).get("steps")).hasSize(2);
    }

    @Test
    void consentsAndTheMode() {
        stack.hold("ada", new Consent("health", null, null, 3));
        stack.modes.put(stack.fixture.owner("ada"), Mode.PAUSED);

        JsonNode reply = read("/consents");

        assertThat(reply.toString())
                .isEqualTo("{\"consents\":[{\"category\":\"health\",\"withheld\":3}],\"mode\":\"paused\"}");
        assertThat(read("/summary").get("withheld").get("health").asInt()).isEqualTo(3);
    }

    @Test
    void sessionsTellWhatHappenedInThem() {
        Highlight trigger = new Highlight("t1", 0, Highlight.Type.POINT, "Let's plan the trip to Lisbon.", 1);
        stack.hold(
                "ada",
                new Session(
                        "trip",
                        NOW.minusSeconds(300),
                        NOW,
                        3,
                        3,
                        true,
                        NOW,
                        null,
                        "th1",
                        null,
                        trigger,
                        List.of(trigger, new Highlight("t3", 2, Highlight.Type.DECISION, "We book Hotel Tejo.", 1)),
                        .5,
                        3,
                        null,
                        null));

        JsonNode session = read("/sessions").get("sessions").get(0);

        assertThat(session.get("session_id").asText()).isEqualTo("trip");
        assertThat(session.get("closed").asBoolean()).isTrue();
        assertThat(session.get("turns").asInt()).isEqualTo(3);
        assertThat(session.get("trigger").asText()).contains("Lisbon");
        assertThat(session.get("summary").asText()).contains("Tejo");
        assertThat(session.get("decisions").get(0).asText()).isEqualTo("We book Hotel Tejo.");
        assertThat(session.get("sentiment").asText()).isEqualTo("positive");
        assertThat(session.get("thread_id").asText()).isEqualTo("th1");
    }

    @Test
    void threadsOfOneSessionAreNone() {
        stack.hold(
                "ada", new TopicThread("a", "Lisbon", null, List.of("s1", "s2"), 5, List.of(), NOW, NOW, null, null));
        stack.hold("ada", new TopicThread("b", "Porto", null, List.of("s3"), 2, List.of(), NOW, NOW, null, null));

        JsonNode threads = read("/threads").get("threads");

        assertThat(threads).hasSize(1);
        assertThat(threads.get(0).get("title").asText()).isEqualTo("Lisbon");
    }

    @Test
    void entitiesWithTheirRelationsFactsAndTurns() {
        Fact wife = fact(Kind.RELATIONSHIP, "wife", "The user's wife is Sarah.");
        Entity.Relation is = new Entity.Relation("sarah", "wife", wife.id(), null, null);
        Entity.Relation works = new Entity.Relation("acme", "employer", wife.id(), null, null);
        stack.hold("ada", entity("user", EntityType.PERSON, "user", List.of(), List.of(is), null));
        stack.hold("ada", entity("sarah", EntityType.PERSON, "Sarah", List.of(wife.id()), List.of(works), null));
        stack.hold("ada", entity("wife", EntityType.PERSON, "wife", List.of(), List.of(), "sarah"));
        stack.hold("ada", entity("acme", EntityType.ORGANISATION, "Acme", List.of(), List.of(), null));

        JsonNode list = read("/entities").get("entities");
        JsonNode sarah = read("/entities/wife");
        JsonNode surer = read("/entities/wife?min_confidence=0.95");
        JsonNode path = read("/entities/user/path?to=Acme");

        assertThat(list).hasSize(3);
        assertThat(sarah.get("name").asText()).isEqualTo("Sarah");
        assertThat(sarah.get("facts").get(0).get("text").asText()).isEqualTo("The user's wife is Sarah.");
        assertThat(sarah.get("turns").get(0).get("quote").asText()).isEqualTo("The user's wife is Sarah.");
        assertThat(sarah.get("relations")).hasSize(2);
        assertThat(surer.get("facts")).isEmpty();
        assertThat(path.get("related").asBoolean()).isTrue();
        assertThat(path.get("path").findValuesAsText("relation")).containsExactly("wife", "employer");
        assertThat(stack.api().get("/v1/users/ada/entities/nobody").status()).isEqualTo(404);
    }

    private static Entity entity(
            String id,
            EntityType type,
            String name,
            List<UUID> facts,
            List<Entity.Relation> relations,
            @Nullable String merged) {
        return new Entity(id, type, name, List.of(), relations, facts, 1, NOW, NOW, merged);
    }

    @Test
    void theProfileGoesByWhatItIsAbout() {
        fact(Kind.FACT, "name", "The user's name is Alex.");
        fact(Kind.FACT, "hobby", "The user plays the cello.");
        fact(Kind.INSTRUCTION, "instruction", "Keep answers short.");
        stack.hold("ada", observation("often", .9));
        stack.hold("ada", observation("once", .3));

        JsonNode profile = read("/profile");

        assertThat(Api.texts(profile.get("identity"))).containsExactly("The user's name is Alex.");
        assertThat(Api.texts(profile.get("facts"))).containsExactly("The user plays the cello.");
        assertThat(Api.texts(profile.get("instructions"))).containsExactly("Keep answers short.");
        assertThat(Api.texts(profile.get("patterns"))).containsExactly("often");
        assertThat(profile.get("goals")).isEmpty();
    }

    private static Observation observation(String statement, double confidence) {
        return new Observation(
                statement,
                Observation.Pattern.TOPIC,
                statement,
                statement,
                5,
                6,
                3,
                null,
                confidence,
                List.of(),
                List.of(),
                NOW,
                NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T08:00:00Z, upcoming",
        "2026-03-03T20:00:00Z, upcoming",
        "2026-03-05T08:00:00Z, overdue",
        "2026-02-02T08:00:00Z, ",
        "2026-06-01T08:00:00Z, "
    })
    void remindersComeBeforeTheDate(String at, String type) {
        fact(
                Kind.GOAL,
                "visa application deadline",
                "The user's visa application is due on 3 March 2026.",
                Status.ACTIVE,
                Instant.parse("2026-03-03T00:00:00Z"));

        JsonNode reminders = read("/reminders?as_of=" + at).get("reminders");

        assertThat(reminders.findValuesAsText("reason"))
                .filteredOn(word -> !word.equals("turn"))
                .isEqualTo(type == null ? List.of() : List.of(type));
    }

    @Test
    void anExportHasEverythingAndIsInTheAudit() {
        stack.remember(turn("ada", "I speak Catalan.").session("one"));
        fact(Kind.FACT, "language", "The user speaks Catalan.");
        stack.hold("ada", new Block("persona", "Answers in Catalan.", 200, null, 1, NOW));

        JsonNode dump = read("/export");

        assertThat(dump.fieldNames())
                .toIterable()
                .contains(
                        "episodes",
                        "memories",
                        "blocks",
                        "sessions",
                        "threads",
                        "entities",
                        "procedures",
                        "consents",
                        "observations",
                        "audit");
        assertThat(dump.get("episodes").get(0).get("content").asText()).isEqualTo("I speak Catalan.");
        assertThat(dump.get("memories").get(0).get("versions")).hasSize(1);
        assertThat(dump.get("blocks").get(0).get("value").asText()).isEqualTo("Answers in Catalan.");
        assertThat(read("/audit").get("entries").findValuesAsText("action")).containsExactly("export");
    }

    @Test
    void anUnknownUserIsEmptyAndNotWrittenAbout() {
        for (String tail : List.of("blocks", "procedures", "threads", "entities", "reminders")) {
            assertThat(read("/" + tail).get(tail)).as(tail).isEmpty();
        }
        assertThat(read("/export").get("episodes")).isEmpty();
        assertThat(read("/audit").get("entries")).isEmpty();
        assertThat(read("/profile").get("identity")).isEmpty();
        assertThat(read("/consents").get("mode").asText()).isEqualTo("on");
    }
}
