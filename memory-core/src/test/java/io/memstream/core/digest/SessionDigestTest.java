package io.memstream.core.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.model.Highlight;
import io.memstream.core.model.Session;
import io.memstream.core.model.TopicThread;
import io.memstream.core.model.WrittenSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionDigestTest {
    private static final Instant THEN = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void theSummaryQuotesTheHeaviestSentencesInTheOrderOfTheConversation() {
        List<Highlight> highlights = new ArrayList<>();
        highlights.add(said(0, Highlight.Type.POINT, "The trip goes to Lisbon", .9));
        for (int turn = 1; turn < 10; turn++) {
            highlights.add(said(turn, Highlight.Type.POINT, "Filler number " + turn + " " + "x".repeat(80), .1));
        }
        highlights.add(said(10, Highlight.Type.DECISION, "We book Hotel Tejo.", .2));

        String summary = SessionDigest.of(session(highlights, 0, null)).summary();

        assertThat(summary).startsWith("The trip goes to Lisbon. ").endsWith(" We book Hotel Tejo.");
        assertThat(summary.length()).isLessThanOrEqualTo(600);
    }

    @Test
    void aSummaryThatWasWrittenIsPreferred() {
        Session session = session(List.of(said(0, Highlight.Type.POINT, "The trip.", 1)), 0, "About a trip.");

        assertThat(SessionDigest.of(session).summary()).isEqualTo("About a trip.");
    }

    @Test
    void withoutAnOutcomeTheLastDecisionIsTheOutcome() {
        List<Highlight> decided = List.of(
                said(0, Highlight.Type.DECISION, "We fly.", 1),
                said(1, Highlight.Type.DECISION, "We take the train.", 1));

        assertThat(SessionDigest.of(session(decided, 0, null)).outcome()).isEqualTo("We take the train.");
    }

    @Test
    void sentimentIsAWord() {
        assertThat(SessionDigest.of(session(List.of(), .5, null)).sentiment()).isEqualTo("positive");
        assertThat(SessionDigest.of(session(List.of(), -.5, null)).sentiment()).isEqualTo("negative");
        assertThat(SessionDigest.of(session(List.of(), .1, null)).sentiment()).isEqualTo("neutral");
    }

    @Test
    void whatLeftTheWorkingMemoryIsToldByItself() {
        Session session = session(
                List.of(
                        said(0, Highlight.Type.TOPIC, "lisbon", 1),
                        said(0, Highlight.Type.POINT, "The trip goes to Lisbon.", 1),
                        said(7, Highlight.Type.DECISION, "We book Hotel Tejo.", 1)),
                0,
                null);

        assertThat(SessionDigest.before(session, 7)).isEqualTo("The trip goes to Lisbon.");
        assertThat(SessionDigest.before(session, 0)).isEmpty();
    }

    @Test
    void aThreadOfOneSessionIsShownWhenTheAppSaysThatItIsOne() {
        assertThat(ThreadDigest.isShown(thread(null, "s1"))).isFalse();
        assertThat(ThreadDigest.isShown(thread("c1", "s1"))).isTrue();
        assertThat(ThreadDigest.isShown(thread(null, "s1", "s2"))).isTrue();
    }

    private static TopicThread thread(@Nullable String conversationId, String... sessions) {
        return new TopicThread("t", "lisbon", conversationId, List.of(sessions), 2, List.of(), THEN, THEN, null, null);
    }

    private static Highlight said(int turn, Highlight.Type type, String text, double weight) {
        return new Highlight("key-" + turn, turn, type, text, weight);
    }

    private static Session session(List<Highlight> highlights, double sentiment, @Nullable String written) {
        return new Session(
                "s1",
                THEN,
                THEN,
                11,
                11,
                false,
                THEN,
                null,
                null,
                null,
                null,
                highlights,
                sentiment,
                11,
                null,
                written == null ? null : new WrittenSummary(written, null));
    }
}
