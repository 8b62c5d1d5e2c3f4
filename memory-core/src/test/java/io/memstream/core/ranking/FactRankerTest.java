package io.memstream.core.ranking;

import static io.memstream.core.ranking.Facts.fact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.memstream.core.model.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactRankerTest {
    private static final Instant NOW = Facts.NOW;
    private static final float[] FAR = {0, 1};

    private final FactRanker ranker =
            new FactRanker(FactWeights.STANDARD, Recency.DEFAULT, text -> List.of(text.split(" ")));

    @Test
    void theNearestStatementComesFirst() {
        List<Fact> facts = List.of(fact("trains", "rides trains", .5f, .87f), fact("kiln", "owns one", .9f, .44f));

        List<RankedFact> ranked = ranker.rank(asked(Preferences.NONE), facts);

        assertThat(ranked.get(0).fact().attribute()).isEqualTo("kiln");
    }

    @Test
    void sharedWordsFindWhatMeaningDoesNot() {
        List<Fact> facts = List.of(fact("trains", "rides trains", FAR), fact("tool", "owns a kiln", FAR));

        List<RankedFact> ranked = ranker.rank(asked(Preferences.NONE, "kiln"), facts);

        assertThat(ranked.get(0).fact().attribute()).isEqualTo("tool");
        assertThat(ranked.get(0).score()).isCloseTo(1, within(.001));
    }

    @Test
    void theWordForWhatIsAskedAboutIsEnoughToBeShown() {
        List<Fact> facts = List.of(fact("home", "lives in Oslo", FAR));

        List<RankedFact> ranked = ranker.rank(asked(Preferences.NONE, "address", "please"), facts);

        assertThat(ranked.get(0).score()).isGreaterThan(Ranker.FLOOR);
        assertThat(ranked.get(0).reasons().get(0).feature()).isEqualTo("attribute");
    }

    @Test
    void whatIsAsNearAmongManyIsLessSurelyMeant() {
        Fact near = fact("kiln", "owns one", .64f, .77f);
        List<Fact> many = Stream.concat(
                        Stream.of(near),
                        IntStream.range(0, 200).mapToObj(number -> fact("trains", "rides train " + number, FAR)))
                .toList();

        double alone =
                ranker.rank(asked(Preferences.NONE), List.of(near)).get(0).score();
        double amongMany = ranker.rank(asked(Preferences.NONE), many).get(0).score();

        assertThat(alone).isGreaterThan(Ranker.FLOOR);
        assertThat(amongMany).isLessThan(Ranker.FLOOR);
    }

    @Test
    void halfTheWordsOfAQuestionAreNotEnough() {
        List<Fact> facts = List.of(fact("likes", "likes opera", FAR));

        List<RankedFact> ranked = ranker.rank(asked(Preferences.NONE, "likes", "oman"), facts);

        assertThat(ranked.get(0).score()).isLessThan(Ranker.FLOOR);
    }

    @Test
    void theThirdPersonIsComparedInsteadOfTheFirst() {
        List<Fact> facts = List.of(fact("home", "lives in Oslo", FAR));
        FactQuery query = new FactQuery(asked(Preferences.NONE).query(), FAR, true, Set.of());

        List<RankedFact> ranked = ranker.rank(query, facts);

        assertThat(ranked.get(0).score()).isGreaterThan(.9);
    }

    @Test
    void aFactCountsByTheThingAskedThatItAnswersBest() {
        Aspect whole = new Aspect(new float[] {1, 0}, Map.of(Rows.term("kiln"), 1.0), new float[0][], 1);
        Aspect second = new Aspect(FAR, Map.of(Rows.term("oslo"), 1.0), new float[0][], .9);
        RankQuery query = new RankQuery(List.of(whole, second), Map.of(), List.of(), Preferences.NONE, NOW, null);

        List<RankedFact> ranked = ranker.rank(
                new FactQuery(query, whole.vector(), false, Set.of()), List.of(fact("home", "lives in oslo", FAR)));

        assertThat(ranked.get(0).score()).isGreaterThan(.9);
    }

    @Test
    void reasonsAddUpToTheScore() {
        List<Fact> facts = List.of(fact("kiln", "owns a kiln", .8f, .6f), fact("home", "lives in Oslo", .7f, .71f));

        List<RankedFact> ranked = ranker.rank(asked(new Preferences(1, 1, 1), "kiln", "please"), facts);

        assertThat(ranked)
                .allSatisfy(one -> assertThat(one.reasons().stream()
                                .mapToDouble(Reason::contribution)
                                .sum())
                        .isCloseTo(one.score(), within(1e-6)));
    }

    @Test
    void ofEquallyGoodFactsTheOneSaidLastComesFirst() {
        List<Fact> facts = List.of(
                fact("home", "lives in Oslo", NOW.minus(Duration.ofDays(9)), 1, 1, 0),
                fact("home", "lives in Bern", NOW, 1, 1, 0));

        List<RankedFact> ranked = ranker.rank(asked(Preferences.NONE), facts);

        assertThat(ranked.get(0).fact().statement()).contains("Bern");
    }

    @ParameterizedTest
    @CsvSource({"0,0,old", "1,0,new", "0,1,old"})
    void preferencesMoveWhatIsRecentOrImportant(double recency, double importance, String first) {
        List<Fact> facts = List.of(
                fact("old", "said long ago", NOW.minus(Duration.ofDays(60)), 1, .72f, .69f),
                fact("new", "said just now", NOW, .3, .7f, .71f));

        List<RankedFact> ranked = ranker.rank(asked(new Preferences(recency, importance, 0)), facts);

        assertThat(ranked.get(0).fact().attribute()).isEqualTo(first);
        assertThat(ranked).allSatisfy(one -> assertThat(one.score()).isBetween(0.0, 1.0));
    }

    @Test
    void whatSaysTheSameAsABetterOneFallsForThoseWhoWantTheDiverse() {
        List<Fact> facts = List.of(
                fact("likes", "likes tea", .95f, .31f),
                fact("likes", "likes green tea", .94f, .34f),
                fact("likes", "likes chess", .7f, .71f));

        List<RankedFact> ranked = ranker.rank(asked(new Preferences(0, 0, 1)), facts);

        assertThat(ranked)
                .extracting(one -> one.fact().statement())
                .containsExactly("likes tea", "likes chess", "likes green tea");
    }

    @Test
    void whatSaysTheSameOfSomethingElseDoesNotFall() {
        List<Fact> facts = List.of(fact("likes", "likes tea", .95f, .31f), fact("drinks", "drinks tea", .94f, .34f));

        List<RankedFact> ranked = ranker.rank(asked(new Preferences(0, 0, 1)), facts);

        assertThat(ranked)
                .allSatisfy(one ->
                        assertThat(one.reasons()).extracting(Reason::feature).doesNotContain("diversity"));
    }

    private static FactQuery asked(Preferences preferences, String... words) {
        Aspect whole = new Aspect(
                new float[] {1, 0},
                Stream.of(words).collect(Collectors.toMap(Rows::term, word -> 1.0)),
                new float[0][],
                1);
        RankQuery query = new RankQuery(List.of(whole), Map.of(), List.of(), preferences, NOW, null);
        return new FactQuery(query, whole.vector(), false, Set.of(words));
    }
}
