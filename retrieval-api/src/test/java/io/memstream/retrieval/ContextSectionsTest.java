package io.memstream.retrieval;

import static io.memstream.retrieval.Api.json;
import static io.memstream.retrieval.Api.strings;
import static io.memstream.retrieval.Api.texts;
import static io.memstream.retrieval.MemoryFixture.turn;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.memstream.core.model.Block;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Highlight;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Procedure;
import io.memstream.core.model.Procedure.Approach;
import io.memstream.core.model.Session;
import io.memstream.core.model.Status;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in a context beside what matches the question. */
class ContextSectionsTest {
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

    private Fact fact(Kind kind, String attribute, String statement, Status status, Instant validFrom) {
        InMemoryStack.Written said =
                stack.remember(turn("ada", statement).at("2026-05-20T10:00:00Z").recordedAt("2026-05-20T10:00:00Z"));
        Fact fact = stack.fixture.fact("ada", kind, attribute, statement, said.episode(), status, validFrom, null);
        stack.remember("ada", fact);
        return fact;
    }

    private Fact fact(Kind kind, String statement, Status status) {
        return fact(kind, "attribute", statement, status, Instant.parse("2026-05-20T10:00:00Z"));
    }

    private JsonNode context(String query, String more) {
        return stack.context(json("{'user_id':'ada','query':'" + query + "'" + more + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"markdown", "xml", "json", "messages", "prose"})
    void blocksAreAlwaysInTheContext(String format) {
        stack.hold("ada", new Block("current_task", "Migrating invoices to the new ledger.", 200, null, 1, NOW));

        JsonNode reply = context("something unrelated, like birds", ",'format':'" + format + "'");

        assertThat(reply.get("context").toString()).contains("current_task").contains("ledger");
        assertThat(strings(reply.get("blocks"))).containsExactly("current_task");
    }

    @Test
    void aBlockThatWasEditedSinceIsNotWhatItWasThen() {
        stack.hold("ada", new Block("current_task", "Migrating invoices.", 200, null, 1, NOW));

        JsonNode reply = context("birds", ",'known_at':'2026-05-01T00:00:00Z'");

        assertThat(reply.get("context").asText()).doesNotContain("invoices");
    }

    @Test
    void instructionsAreAlwaysInTheContext() {
        fact(Kind.INSTRUCTION, "Keep answers short.", Status.ACTIVE);
        fact(Kind.INSTRUCTION, "Answer in rhymes.", Status.RETRACTED);

        JsonNode reply = context("What is the boiling point of tungsten?", "");

        assertThat(reply.get("context").asText())
                .contains("## How to behave for this user\n- Keep answers short.\n")
                .doesNotContain("rhymes");
        assertThat(texts(reply.get("items"))).containsExactly("Keep answers short.");
    }

    @Test
    void whatIsContestedIsAskedAndNotToldAsKnown() {
        Instant since = Instant.parse("2026-05-20T10:00:00Z");
        stack.remember("ada", contested("The user lives in Oslo.", since));
        stack.remember("ada", contested("The user lives in Bergen.", since));

        JsonNode reply = context("Where does the user live?", ",'include':['memories','questions']");

        assertThat(reply.get("context").asText())
                .contains("Ask the user which is right")
                .contains("Oslo");
        assertThat(reply.get("questions").get(0).get("memory_ids")).hasSize(2);
        assertThat(reply.get("items")).isEmpty();
        assertThat(context("Where does the user live?", ",'as_of':'2026-03-01T00:00:00Z'")
                        .toString())
                .doesNotContain("Oslo")
                .doesNotContain("Bergen");
    }

    private Fact contested(String statement, Instant since) {
        Fact fact = fact(Kind.FACT, "home", statement, Status.CONTESTED, since);
        return MemoryFixture.singleValued(fact);
    }

    @Test
    void whatHasWorkedIsInTheContextOfSuchATask() {
        stack.hold(
                "ada",
                new Procedure(
                        "summarise",
                        "summarise",
                        null,
                        null,
                        List.of(
                                new Approach("bullet list", List.of("read", "list"), 2, 2, List.of(), NOW),
                                new Approach("long essay", List.of(), 3, 1, List.of(), NOW)),
                        NOW));

        JsonNode asked = context("Please summarise this report", "");
        JsonNode other = context("Who is Rupert?", "");

        assertThat(asked.get("context").asText())
                .contains("summarise: bullet list (worked 2 of 2 times). Steps: read; list.");
        assertThat(asked.get("procedures").get(0).get("approach").asText()).isEqualTo("bullet list");
        assertThat(other.get("context").asText()).doesNotContain("bullet");
    }

    @Test
    void whatIsDueIsBroughtUp() {
        fact(
                Kind.GOAL,
                "visa application deadline",
                "The user's visa application is due on 3 June 2026.",
                Status.ACTIVE,
                Instant.parse("2026-06-03T00:00:00Z"));

        JsonNode reply = context("birds", ",'include':['reminders']");
        JsonNode early = context("birds", ",'include':['reminders'],'as_of':'2026-05-21T00:00:00Z'");

        assertThat(reply.get("context").asText())
                .contains("2026-06-03 (in 2 days): The user's visa application is due on 3 June 2026.");
        assertThat(reply.get("reminders")).hasSize(1);
        assertThat(early.get("context").asText()).isEmpty();
    }

    @Test
    void olderTurnsOfALongSessionAreToldAsAWhole() {
        for (int turn = 0; turn < 25; turn++) {
            stack.remember(turn("ada", "Lap number " + turn + ".").session("now"));
        }
        stack.hold(
                "ada",
                new Session(
                        "now",
                        NOW.minusSeconds(300),
                        NOW,
                        25,
                        25,
                        false,
                        NOW,
                        null,
                        null,
                        null,
                        null,
                        List.of(
                                new Highlight("t1", 1, Highlight.Type.DECISION, "We run around the lake.", 1),
                                new Highlight("t2", 24, Highlight.Type.DECISION, "We stop now.", 1)),
                        0,
                        0,
                        null,
                        null));

        JsonNode reply = context("What did we decide?", ",'session_id':'now'");

        assertThat(reply.get("context").asText())
                .contains("## Where things stand\n- Earlier in this conversation: We run around the lake.\n")
                .doesNotContain("We stop now.");
    }

    @Test
    void aUserWhoAsksWhatIsKnownIsToldAllOfIt() {
        fact(Kind.FACT, "The user plays the cello.", Status.ACTIVE);
        fact(Kind.PREFERENCE, "The user likes opera.", Status.ACTIVE);

        JsonNode reply = context("What do you know about me?", "");

        assertThat(reply.get("asks_what_is_known").asBoolean()).isTrue();
        assertThat(reply.get("summary").get("memories").asInt()).isEqualTo(2);
        assertThat(reply.get("context").asText()).contains("cello").contains("opera");
        assertThat(context("Who plays the cello?", "").get("asks_what_is_known").asBoolean())
                .isFalse();
    }

    @Test
    void whatIsLongUnconfirmedSaysSo() {
        Fact fact = fact(Kind.FACT, "The user lives in Oslo.", Status.ACTIVE);
        stack.remember("ada", MemoryFixture.lastSeen(fact, Instant.parse("2025-01-01T00:00:00Z")));

        JsonNode reply = context("Where does the user live?", ",'include':['memories']");

        assertThat(reply.get("items").get(0).get("stale").asBoolean()).isTrue();
        assertThat(reply.get("items").get(0).get("text").asText()).isEqualTo("The user lives in Oslo.");
        assertThat(reply.get("context").asText()).contains("(not confirmed for long)");
    }

    @Test
    void archivedMemoriesAreFoundOnRequest() {
        fact(Kind.FACT, "The user plays the cello.", Status.ARCHIVED);

        String asked = "{'user_id':'ada','query':'cello','kinds':['fact']";

        assertThat(stack.search(json(asked + "}")).get("results")).isEmpty();
        assertThat(texts(stack.search(json(asked + ",'include_archived':true}")).get("results")))
                .containsExactly("The user plays the cello.");
        assertThat(texts(stack.search(json(asked + ",'status':['archived']}")).get("results")))
                .containsExactly("The user plays the cello.");
    }

    @Test
    void whatWasServedIsNoted() {
        Fact fact = fact(Kind.FACT, "The user plays the cello.", Status.ACTIVE);

        stack.search(json("{'user_id':'ada','query':'cello','kinds':['fact']}"));
        context("cello", ",'include':['memories']");

        assertThat(stack.accesses.served)
                .containsExactly(
                        new InMemoryAccesses.Served(AccessLog.Call.SEARCH, List.of(fact.id())),
                        new InMemoryAccesses.Served(AccessLog.Call.CONTEXT, List.of(fact.id())));
    }

    @Test
    void eachPieceIsCitedByANumberOfTheReply() {
        fact(Kind.FACT, "The user plays the cello.", Status.ACTIVE);
        fact(
                Kind.GOAL,
                "visa application deadline",
                "The visa application is due on 3 June 2026.",
                Status.ACTIVE,
                Instant.parse("2026-06-03T00:00:00Z"));

        JsonNode reply = context("Who plays the cello?", ",'include':['memories','reminders'],'cite':true");

        assertThat(reply.get("items").get(0).get("cite").asInt()).isEqualTo(1);
        assertThat(reply.get("reminders").get(0).get("cite").asInt()).isEqualTo(2);
        assertThat(reply.get("context").asText())
                .contains("The user plays the cello. (2026-05-20) [1]")
                .contains("3 June 2026. [2]");
        assertThat(context("Who plays the cello?", "").get("items").get(0).has("cite"))
                .isFalse();
    }

    @Test
    void whatFoundNoRoomIsNamed() {
        for (String who : List.of("Ada", "Ben", "Chloe", "Dev", "Elif", "Farid", "Greta", "Hugo")) {
            stack.remember(turn("ada", who + " repaired the wooden boat with tar and rope and a lot of patience."));
        }
        stack.hold("ada", new Block("persona", "Goes on and on ".repeat(40), 2_000, null, 1, NOW));

        JsonNode reply = context("Who repaired the wooden boat?", ",'max_tokens':80");

        assertThat(reply.get("left_out_total").asInt())
                .isEqualTo(reply.get("left_out").size())
                .isPositive();
        assertThat(reply.get("left_out").get(0).get("id").asText()).isEqualTo("persona");
        assertThat(reply.get("left_out").get(1).get("section").asText()).isEqualTo("earlier");
        assertThat(reply.get("left_out").get(1).get("score").asDouble()).isPositive();
    }

    @Test
    void whatTheRunningSessionSaidIsNoMemory() {
        stack.remember(turn("ada", "My bike is a red Brompton.").session("old"));
        stack.remember(turn("ada", "Let us talk about my bike.").session("now"));

        JsonNode reply = context("bike", ",'session_id':'now','include':['memories','episodes']");

        assertThat(texts(reply.get("items"))).containsExactly("My bike is a red Brompton.");
    }

    @Test
    void aConversationGoesOnInAnotherSession() {
        stack.remember(turn("ada", "The login page hangs after the second redirect.")
                .session("laptop")
                .at("2026-05-31T10:00:00Z"));

        JsonNode reply = context("So which one was it?", ",'session_id':'phone','as_of':'2026-05-31T10:10:00Z'");
        JsonNode other = context("Who is Rupert?", ",'as_of':'2026-05-31T10:10:00Z'");

        assertThat(reply.get("context").asText())
                .contains("- Last conversation: 10 minutes ago; its last turns:\n- user: The login page hangs");
        assertThat(other.get("context").asText()).isEmpty();
    }

    @Test
    void theLastSessionIsRecapped() {
        stack.remember(turn("ada", "Let us plan the trip.").session("trip").at("2026-05-31T10:00:00Z"));
        stack.hold(
                "ada",
                new Session(
                        "trip",
                        Instant.parse("2026-05-31T10:00:00Z"),
                        Instant.parse("2026-05-31T10:00:00Z"),
                        1,
                        1,
                        true,
                        Instant.parse("2026-05-31T10:00:00Z"),
                        null,
                        null,
                        null,
                        null,
                        List.of(
                                new Highlight("t1", 0, Highlight.Type.DECISION, "We take the night train.", 1),
                                new Highlight("t1", 0, Highlight.Type.OPEN_QUESTION, "Is there a ferry?", 1)),
                        0,
                        0,
                        null,
                        null));

        JsonNode reply = context("hello", ",'session_id':'new','as_of':'2026-05-31T15:00:00Z'");

        assertThat(reply.get("resumption").get("recap").asText()).isEqualTo("We take the night train.");
        assertThat(strings(reply.get("resumption").get("open_questions"))).containsExactly("Is there a ferry?");
        assertThat(reply.get("context").asText())
                .contains(
                        "- Last conversation, 5 hours ago: We take the night train.\n- Still open: Is there a ferry?");
    }

    @Test
    void aShortAnswerBringsItsQuestion() {
        stack.remember(turn("ada", "Shall we take the night train to Vienna?").speaker("Ada"));
        stack.remember(turn("ada", "Yes, on Friday.").speaker("Ben"));

        JsonNode reply = context("Yes, on Friday", ",'min_score':0");

        assertThat(reply.get("context").asText())
                .contains("- Ada: Shall we take the night train to Vienna?\n  Ben: Yes, on Friday.\n");
    }
}
