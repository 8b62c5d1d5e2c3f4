package io.memstream.core.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.memstream.core.model.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RankerTest {
    private final Ranker ranker = new Ranker();

    @Test
    void theTurnThatSharesTheRareWordComesFirst() {
        OwnerView view = new Rows()
                .said("s1", null, "we talked about boats")
                .said("s2", null, "the kiln is broken")
                .said("s3", null, "we talked about trains")
                .view();

        List<Ranked> ranked = ranker.rank(view, query("kiln"), all(view));

        assertThat(ranked.get(0).row().ordinal()).isEqualTo(1);
        assertThat(ranked.get(0).reasons()).anyMatch(reason -> reason.feature().equals("lexical"));
    }

    @Test
    void theNearestVectorComesFirst() {
        OwnerView view = new Rows()
                .said("s1", null, "one", .1f, 1)
                .said("s2", null, "two", 1, .1f)
                .view();

        List<Ranked> ranked = ranker.rank(view, query(), all(view));

        assertThat(ranked.get(0).row().ordinal()).isEqualTo(1);
    }

    @Test
    void theSpeakerWhoIsNamedComesFirst() {
        OwnerView view = new Rows()
                .said("s1", "Ana", "same words")
                .said("s2", "Ben", "same words")
                .view();
        RankQuery query =
                new RankQuery(List.of(about()), Map.of("ben", 1.0), List.of(), Preferences.NONE, Rows.START, null);

        List<Ranked> ranked = ranker.rank(view, query, all(view));

        assertThat(ranked.get(0).row().speaker()).isEqualTo("Ben");
    }

    @Test
    void theDayThatIsNamedComesFirst() {
        OwnerView view = new Rows().said("s1", null, "a").said("s1", null, "b").view();
        RankQuery query = new RankQuery(
                List.of(about()), Map.of(), List.of(new DateCue(2026, 3, 2)), Preferences.NONE, Rows.START, null);

        List<Ranked> ranked = ranker.rank(view, query, all(view));

        assertThat(ranked)
                .allSatisfy(one -> assertThat(one.reasons()).anySatisfy(reason -> {
                    assertThat(reason.feature()).isEqualTo("date");
                    assertThat(reason.contribution()).isEqualTo(6);
                }));
    }

    @Test
    void whatWasSaidLaterThanAskedAboutIsLeftOut() {
        OwnerView view =
                new Rows().said("s1", null, "kiln").said("s1", null, "kiln").view();
        RankQuery query = new RankQuery(
                List.of(about("kiln")),
                Map.of(),
                List.of(),
                Preferences.NONE,
                Rows.START,
                Rows.START.plus(Duration.ofSeconds(30)));

        List<Ranked> ranked = ranker.rank(view, query, all(view));

        assertThat(ranked).extracting(one -> one.row().ordinal()).containsExactly(0L);
    }

    @Test
    void withAnAssistantTheUsersTurnComesFirst() {
        OwnerView view = new Rows()
                .add("s1", Role.USER, null, "which kiln", 0)
                .add("s1", Role.ASSISTANT, null, "this kiln", TextFlags.ASSISTANT)
                .view();

        List<Ranked> ranked = ranker.rank(view, query("kiln"), all(view));

        assertThat(view.conversation()).isEqualTo(Conversation.ASSISTANT);
        assertThat(ranked.get(0).row().role()).isEqualTo(Role.USER);
    }

    @Test
    void withAnAssistantTheOpeningOfASessionComesBeforeWhatFollows() {
        OwnerView view = new Rows()
                .add("s1", Role.USER, null, "same words", 0)
                .add("s1", Role.ASSISTANT, null, "other words", TextFlags.ASSISTANT)
                .add("s1", Role.USER, null, "same words", 0)
                .view();

        List<Ranked> ranked = ranker.rank(view, query("words"), all(view));

        assertThat(ranked.get(0).row().ordinal()).isZero();
        assertThat(ranked.get(0).reasons()).extracting(Reason::feature).contains("opening");
    }

    @Test
    void withAnAssistantTalkGoesOnFromWhatWasSaidLately() {
        OwnerView view = new Rows()
                .add("s1", Role.USER, null, "same words", 0)
                .add("s2", Role.ASSISTANT, null, "other words", TextFlags.ASSISTANT)
                .add("s3", Role.USER, null, "same words", 0)
                .view();
        RankQuery query = new RankQuery(
                List.of(about("words")),
                Map.of(),
                List.of(),
                Preferences.NONE,
                Rows.START.plus(Duration.ofMinutes(2)),
                null);

        List<Ranked> ranked = ranker.rank(view, query, all(view));

        assertThat(ranked.get(0).row().ordinal()).isEqualTo(2);
    }

    @Test
    void whoAsksWhenIsAnsweredWithATime() {
        OwnerView view = new Rows()
                .add("s1", Role.USER, "Ana", "the kiln broke", TextFlags.TIME_EXPRESSION)
                .add("s2", Role.USER, "Ana", "the kiln broke", 0)
                .view();
        RankQuery query = new RankQuery(
                List.of(about("kiln")),
                Map.of(),
                List.of(),
                TextFlags.TIME_EXPRESSION,
                Preferences.NONE,
                Rows.START,
                null);

        List<Ranked> ranked = ranker.rank(view, query, all(view));

        assertThat(ranked.get(0).reasons()).extracting(Reason::feature).contains("wanted");
    }

    @Test
    void aTurnOfTheSessionThatIsAboutItComesBeforeOneOfAnother() {
        OwnerView view = new Rows()
                .said("s1", null, "one", .5f, .9f)
                .said("s1", null, "two", 0, 1)
                .said("s1", null, "three", 0, 1)
                .said("s1", null, "four", 0, 1)
                .said("s2", null, "five", 0, 1)
                .view();

        List<Ranked> ranked = ranker.rank(view, query(), all(view));

        assertThat(ranked.get(4).row().sessionId()).isEqualTo("s2");
    }

    @Test
    void whoWantsTheRecentGetsItFirst() {
        OwnerView view = new Rows()
                .said("s1", null, "same words here")
                .said("s2", null, "same words")
                .view();
        RankQuery query = wanting(new Preferences(1, 0, 0), Rows.START.plus(Duration.ofDays(1)));

        List<Ranked> ranked = ranker.rank(view, query, all(view));

        assertThat(ranked)
                .allSatisfy(one -> assertThat(one.reasons()).anySatisfy(reason -> {
                    assertThat(reason.feature()).isEqualTo("recency");
                    assertThat(reason.contribution()).isBetween(3.8, 4.0);
                }));
    }

    @Test
    void whoWantsTheImportantGetsFirstWhatFactsRestOn() {
        OwnerView view = new Rows()
                .said("s1", null, "same words")
                .said("s2", null, "same words")
                .view();
        Keys keys = new Keys(Map.of(view.row(0).orElseThrow().id(), new Keys.Key("fact", .5)));

        List<Ranked> ranked = ranker.rank(view, wanting(new Preferences(0, 1, 0), Rows.START), all(view), keys);

        assertThat(ranked.get(0).reasons()).contains(new Reason("importance", 1));
    }

    @Test
    void whoWantsTheDiverseGetsWhatWasNotSaidBeforeItIsSaidAgain() {
        OwnerView view = new Rows()
                .said("s1", null, "words once", 1, 0)
                .said("s2", null, "words again", 1, .01f)
                .said("s3", null, "words otherwise", .8f, -.6f)
                .view();

        List<Ranked> ranked = ranker.rank(view, wanting(new Preferences(0, 0, 1), Rows.START), all(view));

        assertThat(ranked.subList(0, 2)).extracting(one -> one.row().ordinal()).contains(2L);
        assertThat(ranked.get(2).reasons()).extracting(Reason::feature).contains("diversity");
    }

    @Test
    void whoWantsTheDiverseGetsOtherSessionsFirst() {
        OwnerView view = new Rows()
                .said("s1", null, "words", 1, 0)
                .said("s1", null, "words", .5f, .87f)
                .said("s2", null, "words", .5f, -.87f)
                .view();

        List<Ranked> ranked = ranker.rank(view, wanting(new Preferences(0, 0, 1), Rows.START), all(view));

        assertThat(ranked)
                .isSortedAccordingTo((one, other) -> Double.compare(other.score(), one.score()))
                .filteredOn(one -> one.row().ordinal() == 1)
                .allSatisfy(one ->
                        assertThat(one.reasons()).extracting(Reason::feature).contains("diversity"));
    }

    @Test
    void whatTheCallerWantsMoreOfDoesNotChangeTheRelevance() {
        OwnerView view = new Rows()
                .said("s1", null, "words", 1, 0)
                .said("s2", null, "words again", .5f, .87f)
                .said("s2", null, "kiln", .5f, -.87f)
                .view();
        List<Ranked> plain = ranker.rank(view, wanting(Preferences.NONE, Rows.START), all(view));

        List<Ranked> ranked = ranker.rank(view, wanting(new Preferences(1, 1, 1), Rows.START), all(view));

        assertThat(plain).allSatisfy(one -> assertThat(one.relevance()).isEqualTo(one.score()));
        assertThat(ranked)
                .anySatisfy(one -> assertThat(one.score()).isNotEqualTo(one.relevance()))
                .allSatisfy(one -> assertThat(plain)
                        .filteredOn(other -> other.row().equals(one.row()))
                        .singleElement()
                        .satisfies(other -> assertThat(other.relevance()).isEqualTo(one.relevance())));
    }

    @Test
    void reasonsSumUpToTheOrder() {
        OwnerView view = new Rows()
                .said("s1", "Ana", "the kiln is broken and cold", .8f, .6f)
                .said("s1", "Ben", "what kiln", 1, 0)
                .said("s2", "Ana", "trains", 0, 1)
                .view();

        List<Ranked> ranked = ranker.rank(view, query("kiln"), all(view));

        assertThat(ranked)
                .isSortedAccordingTo((one, other) -> Double.compare(sum(other), sum(one)))
                .allSatisfy(one -> assertThat(one.score()).isBetween(0.0, 1.0));
    }

    @Test
    void eachTurnCountsByWhatItFitsBestOfSeveralThingsAsked() {
        OwnerView view = new Rows()
                .said("s1", null, "we talked about boats")
                .said("s2", null, "the kiln is broken")
                .said("s3", null, "we talked about trains")
                .view();
        RankQuery query = new RankQuery(
                List.of(about("kiln", "boats"), about("kiln"), about("boats")),
                Map.of(),
                List.of(),
                Preferences.NONE,
                Rows.START,
                null);

        List<Ranked> ranked = ranker.rank(view, query, all(view));

        assertThat(ranked.subList(0, 2)).extracting(one -> one.row().ordinal()).containsExactlyInAnyOrder(0L, 1L);
    }

    @Test
    void aTurnThatAFactLeadsToRises() {
        OwnerView view = new Rows()
                .said("s1", null, "same words")
                .said("s2", null, "same words")
                .view();
        Keys keys = new Keys(Map.of(view.row(0).orElseThrow().id(), new Keys.Key("fact", .9)));

        List<Ranked> ranked = ranker.rank(view, query("words"), all(view), keys);

        assertThat(ranked.get(0).row().ordinal()).isZero();
        assertThat(ranked.get(0).reasons()).extracting(Reason::feature).contains("fact");
    }

    @Test
    void aQuestionAboutNothingStoredScoresBelowTheFloor() {
        OwnerView view = new Rows()
                .said("s1", null, "trains", .45f, .89f)
                .said("s2", null, "boats", .4f, .92f)
                .view();

        List<Ranked> ranked = ranker.rank(view, query("tungsten"), all(view));

        assertThat(ranked).allSatisfy(one -> assertThat(one.score()).isLessThan(Ranker.FLOOR));
    }

    @Test
    void aQuestionWhoseWordsAreThereScoresHigh() {
        OwnerView view = new Rows()
                .said("s1", null, "trains", .45f, .89f)
                .said("s2", null, "kiln", .4f, .92f)
                .view();

        List<Ranked> ranked = ranker.rank(view, query("kiln"), all(view));

        assertThat(ranked.get(0).score()).isCloseTo(1, within(.01));
    }

    private static double sum(Ranked ranked) {
        return ranked.reasons().stream().mapToDouble(Reason::contribution).sum();
    }

    private static RankQuery query(String... words) {
        return new RankQuery(List.of(about(words)), Map.of(), List.of(), Preferences.NONE, Rows.START, null);
    }

    private static RankQuery wanting(Preferences preferences, Instant at) {
        return new RankQuery(List.of(about("words")), Map.of(), List.of(), preferences, at, null);
    }

    private static Aspect about(String... words) {
        return new Aspect(
                new float[] {1, 0},
                Stream.of(words).collect(Collectors.toMap(Rows::term, word -> 1.0)),
                new float[0][],
                1);
    }

    private static List<Long> all(OwnerView view) {
        return LongStream.range(0, view.size()).boxed().toList();
    }
}
