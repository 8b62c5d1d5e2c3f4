package io.memstream.adapters.index;

import static io.memstream.adapters.index.EntryBuilder.START;
import static io.memstream.adapters.index.EntryBuilder.entry;
import static io.memstream.adapters.index.EntryBuilder.id;
import static io.memstream.adapters.index.EntryBuilder.term;
import static io.memstream.adapters.index.EntryBuilder.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.memstream.core.failure.Rejected;
import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Owner;
import io.memstream.core.port.MemoryIndex;
import io.memstream.core.port.MemoryIndex.Candidates;
import io.memstream.core.port.MemoryIndex.Collected;
import io.memstream.core.port.MemoryIndex.Entry;
import io.memstream.core.port.MemoryIndex.Filter;
import io.memstream.core.port.MemoryIndex.Hit;
import io.memstream.core.port.MemoryIndex.Query;
import io.memstream.core.ranking.Aspect;
import io.memstream.core.ranking.Preferences;
import io.memstream.core.ranking.RankQuery;
import io.memstream.core.ranking.Ranker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every memory index is held to. A test that implements it says how an empty one is made. */
public abstract class MemoryIndexContract {
    protected static final int DIMENSIONS = EntryBuilder.DIMENSIONS;

    private static final Owner ANN = new Owner("acme", "ann-0123456789abcdef");
    private static final Owner BEN = new Owner("acme", "ben-0123456789abcdef");
    private static final Owner OTHER_TENANT = new Owner("beta", "ann-0123456789abcdef");

    private MemoryIndex index;

    /** An index without entries, for vectors of the given length. */
    protected abstract MemoryIndex openEmpty(int dimensions);

    /** The same index in a new instance, as after a restart; the old one is closed. */
    protected abstract MemoryIndex reopen(MemoryIndex open);

    @BeforeEach
    void open() {
        index = openEmpty(EntryBuilder.DIMENSIONS);
    }

    @AfterEach
    void close() {
        index.close();
    }

    // --- owners

    @Test
    void anOwnerSeesOnlyItsOwn() {
        episodes(entry(ANN, 1), entry(BEN, 2), entry(OTHER_TENANT, 3));

        Candidates found =
                index.search(Collected.EPISODE, new Query(ANN, vector(2), terms(1, 2, 3, 4), Filter.NONE, 10));

        assertThat(ids(found.dense())).containsExactly(id(ANN, 1));
        assertThat(ids(found.lexical())).containsExactly(id(ANN, 1));
    }

    @Test
    void whatOthersWriteDoesNotChangeTheOrder() {
        episodes(
                entry(ANN, 1).termsOf(100, 1, 2),
                entry(ANN, 2).termsOf(200, 201, 3),
                entry(ANN, 3).termsOf(200, 4, 5),
                entry(ANN, 4).termsOf(200, 6, 7));
        Query query = new Query(ANN, vector(9), terms(100, 200), Filter.NONE, 10);
        Candidates before = index.search(Collected.EPISODE, query);
        episodes(LongStream.range(0, 50)
                .mapToObj(number -> entry(BEN, number).termsOf(100, 101))
                .toArray(EntryBuilder[]::new));

        Candidates after = index.search(Collected.EPISODE, query);

        assertThat(after).isEqualTo(before);
    }

    @Test
    void anUnknownOwnerHasNothing() {
        episodes(entry(ANN, 1));

        Candidates found = index.search(Collected.EPISODE, new Query(BEN, vector(1), terms(1), Filter.NONE, 10));

        assertThat(found).isEqualTo(new Candidates(List.of(), List.of()));
        assertThat(index.count(Collected.EPISODE, BEN)).isZero();
    }

    @Test
    void anotherOwnersDeleteRemovesNothing() {
        episodes(entry(ANN, 1));

        index.delete(Collected.EPISODE, BEN, List.of(id(ANN, 1)));

        assertThat(index.count(Collected.EPISODE, ANN)).isEqualTo(1);
    }

    @Test
    void episodesAndFactsAreApart() {
        index.upsert(Collected.EPISODE, List.of(entry(ANN, 1).build()));
        index.upsert(
                Collected.FACT,
                List.of(entry(ANN, 1).kind("goal").build(), entry(ANN, 2).build()));

        index.delete(Collected.EPISODE, ANN, List.of(id(ANN, 1)));

        assertThat(index.count(Collected.EPISODE, ANN)).isZero();
        assertThat(index.count(Collected.FACT, ANN)).isEqualTo(2);
        assertThat(dense(Collected.EPISODE, vector(1), Filter.NONE)).isEmpty();
        assertThat(ids(dense(Collected.FACT, vector(1), Filter.NONE))).contains(id(ANN, 1), id(ANN, 2));
    }

    // --- search by meaning

    @Test
    void theNearestComeFirstWithTheirCosine() {
        episodes(
                entry(ANN, 1).vector(axes(1, 0)),
                entry(ANN, 2).vector(axes(1, 1)),
                entry(ANN, 3).vector(axes(0, 1)),
                entry(ANN, 4).vector(axes(-1, 0)));

        List<Hit> found = dense(Collected.EPISODE, axes(1, 0), Filter.NONE);

        assertThat(ids(found)).containsExactly(id(ANN, 1), id(ANN, 2), id(ANN, 3), id(ANN, 4));
        assertThat(found).extracting(Hit::ordinal).containsExactly(1L, 2L, 3L, 4L);
        assertThat(found.get(0).score()).isCloseTo(1, within(1e-5));
        assertThat(found.get(1).score()).isCloseTo(Math.sqrt(0.5), within(1e-5));
        assertThat(found.get(2).score()).isCloseTo(0, within(1e-5));
        assertThat(found.get(3).score()).isCloseTo(-1, within(1e-5));
    }

    @Test
    void atMostTheLimitOfEachList() {
        episodes(LongStream.range(0, 20)
                .mapToObj(number -> entry(ANN, number).termsOf(1, number + 100))
                .toArray(EntryBuilder[]::new));

        Candidates found = index.search(Collected.EPISODE, new Query(ANN, vector(5), terms(1), Filter.NONE, 7));

        assertThat(found.dense()).hasSize(7);
        assertThat(found.lexical()).hasSize(7);
        assertThat(found.dense().get(0).id()).isEqualTo(id(ANN, 5));
    }

    @Test
    void ofEqualScoresTheLatestComesFirst() {
        episodes(
                entry(ANN, 2).vector(axes(1, 0)).termsOf(1),
                entry(ANN, 3).vector(axes(1, 0)).termsOf(1),
                entry(ANN, 1).vector(axes(1, 0)).termsOf(1));

        Candidates found = index.search(Collected.EPISODE, new Query(ANN, axes(1, 0), terms(1), Filter.NONE, 10));

        assertThat(ids(found.dense())).containsExactly(id(ANN, 3), id(ANN, 2), id(ANN, 1));
        assertThat(ids(found.lexical())).containsExactly(id(ANN, 3), id(ANN, 2), id(ANN, 1));
    }

    @Test
    void withoutVectorAndTermsNothingIsFound() {
        episodes(entry(ANN, 1));

        Candidates found = index.search(Collected.EPISODE, new Query(ANN, null, List.of(), Filter.NONE, 10));

        assertThat(found).isEqualTo(new Candidates(List.of(), List.of()));
    }

    @Test
    void eachListIsSearchedByItself() {
        episodes(entry(ANN, 1).termsOf(10), entry(ANN, 2).termsOf(20));

        Candidates byMeaning = index.search(Collected.EPISODE, new Query(ANN, vector(1), List.of(), Filter.NONE, 10));
        Candidates byTerms = index.search(Collected.EPISODE, new Query(ANN, null, terms(20), Filter.NONE, 10));

        assertThat(ids(byMeaning.dense())).containsExactlyInAnyOrder(id(ANN, 1), id(ANN, 2));
        assertThat(byMeaning.lexical()).isEmpty();
        assertThat(byTerms.dense()).isEmpty();
        assertThat(ids(byTerms.lexical())).containsExactly(id(ANN, 2));
    }

    @Test
    void aVectorOfAnotherLengthIsRejected() {
        episodes(entry(ANN, 1));

        assertThatThrownBy(() -> episodes(entry(ANN, 2).vector(1, 0, 0))).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> dense(Collected.EPISODE, new float[] {1, 0, 0}, Filter.NONE))
                .isInstanceOf(Rejected.class);
        assertThat(index.count(Collected.EPISODE, ANN)).isEqualTo(1);
    }

    @Test
    void aVectorOfZeroesIsNearToNothing() {
        episodes(entry(ANN, 1).vector(new float[EntryBuilder.DIMENSIONS]), entry(ANN, 2));

        List<Hit> found = dense(Collected.EPISODE, vector(2), Filter.NONE);

        assertThat(ids(found)).containsExactly(id(ANN, 2), id(ANN, 1));
        assertThat(found.get(1).score()).isZero();
    }

    // --- search by terms

    @Test
    void onlyWhatHasATermIsFound() {
        episodes(
                entry(ANN, 1).termsOf(1, 2),
                entry(ANN, 2).termsOf(3, 4),
                entry(ANN, 3).termsOf());

        assertThat(ids(lexical(terms(3, 9), Map.of()))).containsExactly(id(ANN, 2));
        assertThat(lexical(terms(9), Map.of())).isEmpty();
    }

    @Test
    void moreMatchingTermsCountMore() {
        episodes(
                entry(ANN, 1).termsOf(1, 11, 12),
                entry(ANN, 2).termsOf(1, 2, 13),
                entry(ANN, 3).termsOf(1, 2, 3),
                entry(ANN, 4).termsOf(20, 21, 22));

        List<Hit> found = lexical(terms(1, 2, 3), Map.of());

        assertThat(ids(found)).containsExactly(id(ANN, 3), id(ANN, 2), id(ANN, 1));
    }

    @Test
    void aTermThatOccursMoreOftenCountsMoreButNotAsOften() {
        episodes(entry(ANN, 1).termsOf(1, 8, 9), entry(ANN, 2).termsOf(1, 1, 1));

        List<Hit> found = lexical(terms(1), Map.of(term(1), 1.0));

        assertThat(ids(found)).containsExactly(id(ANN, 2), id(ANN, 1));
        assertThat(found.get(0).score()).isLessThan(3 * found.get(1).score());
    }

    @Test
    void aMatchInAShortEntryCountsMore() {
        episodes(
                entry(ANN, 1).termsOf(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
                entry(ANN, 2).termsOf(1, 2));

        assertThat(ids(lexical(terms(1), Map.of()))).containsExactly(id(ANN, 2), id(ANN, 1));
    }

    @Test
    void theCallersWeightsDecide() {
        episodes(
                entry(ANN, 1).termsOf(1, 10, 11),
                entry(ANN, 2).termsOf(2, 3, 12),
                entry(ANN, 3).termsOf(4, 13, 14));

        assertThat(ids(lexical(terms(1, 2, 3), Map.of(term(1), 5.0, term(2), 1.0, term(3), 1.0))))
                .containsExactly(id(ANN, 1), id(ANN, 2));
        assertThat(ids(lexical(terms(1, 2, 3), Map.of(term(1), 1.0, term(2), 2.0, term(3), 2.0))))
                .containsExactly(id(ANN, 2), id(ANN, 1));
        assertThat(ids(lexical(terms(1, 2, 3), Map.of(term(1), 1.5))))
                .as("1 for a term without a weight")
                .containsExactly(id(ANN, 2), id(ANN, 1));
        assertThat(ids(lexical(terms(1, 4), Map.of(term(1), 1.0, term(4), 0.0))))
                .as("not searched for with a weight of 0")
                .containsExactly(id(ANN, 1));
    }

    @Test
    void aTermNamedTwiceIsOneTerm() {
        episodes(entry(ANN, 1).termsOf(1, 2));

        assertThat(lexical(terms(1, 1), Map.of(term(1), 2.0))).isEqualTo(lexical(terms(1), Map.of(term(1), 2.0)));
    }

    @Test
    void termsOfAnySignAreTold() {
        Entry lowest = new Entry(
                ANN,
                id(ANN, 1),
                entry(ANN, 1).build().vector(),
                List.of(new KeyedTerm(Long.MIN_VALUE, 1)),
                1,
                "s",
                "episode",
                "",
                "",
                true,
                START,
                1);
        Entry highest = new Entry(
                ANN,
                id(ANN, 2),
                entry(ANN, 2).build().vector(),
                List.of(new KeyedTerm(Long.MAX_VALUE, 1)),
                2,
                "s",
                "episode",
                "",
                "",
                true,
                START,
                1);
        index.upsert(Collected.EPISODE, List.of(lowest, highest));

        assertThat(ids(lexical(List.of(Long.MIN_VALUE), Map.of()))).contains(id(ANN, 1));
        assertThat(ids(lexical(List.of(Long.MAX_VALUE), Map.of()))).contains(id(ANN, 2));
    }

    // --- the exact order

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void theOrderIsTheExactOneWithinRounding(long seed) {
        ExactOrder exact = new ExactOrder(List.of(ANN, BEN, OTHER_TENANT), seed);
        index.upsert(Collected.EPISODE, exact.all());
        Query query = ExactOrder.query(BEN, seed, seed % 2 == 0 ? 1_000 : 25);

        Candidates found = index.search(Collected.EPISODE, query);

        exact.assertDense(query, found.dense());
        exact.assertLexical(query, found.lexical());
    }

    @Test
    void whatIsFoundIsRankedAsWhatAnExactSearchFinds() {
        ExactOrder exact = new ExactOrder(List.of(ANN, BEN), 5);
        index.upsert(Collected.EPISODE, exact.all());
        Query query = ExactOrder.query(ANN, 5, 40);

        Candidates found = index.search(Collected.EPISODE, query);

        List<Long> ordinals = new ArrayList<>();
        found.lexical().forEach(hit -> ordinals.add(hit.ordinal()));
        found.dense().forEach(hit -> ordinals.add(hit.ordinal()));
        assertThat(ranked(exact, query, ordinals)).isEqualTo(ranked(exact, query, exact.candidates(query)));
    }

    // --- filters

    @Test
    void kindsAreAnyOf() {
        index.upsert(
                Collected.FACT,
                List.of(
                        entry(ANN, 1).kind("goal").build(),
                        entry(ANN, 2).kind("preference").build(),
                        entry(ANN, 3).kind("event").build()));

        assertThat(foundIn(Collected.FACT, filter().kinds("goal", "event"))).containsExactly(1L, 3L);
        assertThat(foundIn(Collected.FACT, filter().kinds("project"))).isEmpty();
    }

    @Test
    void sessionsAndSpeakersAreAnyOf() {
        episodes(
                entry(ANN, 1).session("s1").speaker("x"),
                entry(ANN, 2).session("s2").speaker("y"),
                entry(ANN, 3).session("s3"));

        assertThat(found(filter().sessions("s1", "s3"))).containsExactly(1L, 3L);
        assertThat(found(filter().speakers("x", "y"))).containsExactly(1L, 2L);
        assertThat(found(filter().speakers("z"))).isEmpty();
    }

    @Test
    void aScopeSeesItselfAndWhatHasNone() {
        episodes(entry(ANN, 1).scope("red"), entry(ANN, 2).scope("blue"), entry(ANN, 3));

        assertThat(found(filter().scope("red"))).containsExactly(1L, 3L);
        assertThat(found(filter().scope("green"))).containsExactly(3L);
        assertThat(found(filter())).containsExactly(1L, 2L, 3L);
    }

    @Test
    void timesIncludeBothEnds() {
        Instant fine = START.plusNanos(123_456_000);
        episodes(
                entry(ANN, 1).at(START),
                entry(ANN, 2).at(fine),
                entry(ANN, 3).at(START.plusSeconds(1)),
                entry(ANN, 4).at(Instant.parse("1969-12-31T23:59:59.999999Z")));

        assertThat(found(filter().from(START).until(START))).containsExactly(1L);
        assertThat(found(filter().from(fine).until(START.plusSeconds(1)))).containsExactly(2L, 3L);
        assertThat(found(filter().from(fine.plusNanos(1_000)))).containsExactly(3L);
        assertThat(found(filter().until(fine.minusNanos(1_000)))).containsExactly(1L, 4L);
        assertThat(found(filter().until(Instant.EPOCH))).containsExactly(4L);
        assertThat(found(filter().from(Instant.MIN).until(Instant.MAX))).containsExactly(1L, 2L, 3L, 4L);
        assertThat(found(filter().from(START.plusSeconds(1)).until(START))).isEmpty();
    }

    @Test
    void onlyActiveOnesWhenAsked() {
        episodes(entry(ANN, 1), entry(ANN, 2).inactive());

        assertThat(found(filter().activeOnly())).containsExactly(1L);
        assertThat(found(filter())).containsExactly(1L, 2L);
    }

    @Test
    void allFiltersHoldTogether() {
        episodes(
                entry(ANN, 1).session("s").speaker("x").scope("red").at(START),
                entry(ANN, 2).session("t").speaker("x").scope("red").at(START),
                entry(ANN, 3).session("s").speaker("y").scope("red").at(START),
                entry(ANN, 4).session("s").speaker("x").scope("blue").at(START),
                entry(ANN, 5).session("s").speaker("x").scope("red").at(START.plusSeconds(9)),
                entry(ANN, 6).session("s").speaker("x").scope("red").at(START).inactive(),
                entry(ANN, 7).session("s").speaker("x").scope("red").at(START).kind("event"),
                entry(ANN, 8).session("s").speaker("x").at(START),
                entry(BEN, 9).session("s").speaker("x").scope("red").at(START));

        FilterBuilder all = filter().kinds("episode")
                .sessions("s")
                .speakers("x")
                .scope("red")
                .from(START)
                .until(START.plusSeconds(1))
                .activeOnly();

        assertThat(found(all)).containsExactly(1L, 8L);
    }

    @Test
    void aFilterDoesNotChangeHowRareATermIs() {
        episodes(
                entry(ANN, 1).termsOf(1, 50).session("s"),
                entry(ANN, 2).termsOf(2, 51).session("s"),
                entry(ANN, 3).termsOf(2, 52).session("t"),
                entry(ANN, 4).termsOf(2, 53).session("t"));
        List<Hit> all = index.search(Collected.EPISODE, new Query(ANN, null, terms(1, 2), Filter.NONE, 10))
                .lexical();

        List<Hit> filtered = index.search(
                        Collected.EPISODE,
                        new Query(ANN, null, terms(1, 2), filter().sessions("s").build(), 10))
                .lexical();

        assertThat(all).containsAll(filtered);
        assertThat(filtered).hasSize(2);
    }

    // --- writes

    @Test
    void aNewerVersionReplacesTheWholeEntry() {
        episodes(entry(ANN, 1).vector(axes(1, 0)).termsOf(1).session("old").version(5));

        episodes(entry(ANN, 1).vector(axes(0, 1)).termsOf(2).session("new").version(6));

        assertThat(index.count(Collected.EPISODE, ANN)).isEqualTo(1);
        assertThat(dense(Collected.EPISODE, axes(0, 1), Filter.NONE).get(0).score())
                .isCloseTo(1, within(1e-5));
        assertThat(lexical(terms(1), Map.of())).isEmpty();
        assertThat(lexical(terms(2), Map.of())).hasSize(1);
        assertThat(found(filter().sessions("old"))).isEmpty();
        assertThat(found(filter().sessions("new"))).containsExactly(1L);
    }

    @Test
    void anOlderVersionChangesNothing() {
        episodes(
                entry(ANN, 1).termsOf(1).session("new").version(6),
                entry(ANN, 2).version(1));

        episodes(
                entry(ANN, 1).termsOf(2).session("old").version(5),
                entry(ANN, 3).version(0));

        assertThat(found(filter().sessions("new"))).containsExactly(1L);
        assertThat(lexical(terms(1), Map.of())).hasSize(1);
        assertThat(index.count(Collected.EPISODE, ANN)).isEqualTo(3);
    }

    @Test
    void theSameAgainChangesNothing() {
        Entry same = entry(ANN, 1).version(3).build();
        index.upsert(Collected.EPISODE, List.of(same));

        index.upsert(Collected.EPISODE, List.of(same));

        assertThat(index.count(Collected.EPISODE, ANN)).isEqualTo(1);
        assertThat(dense(Collected.EPISODE, vector(1), Filter.NONE)).hasSize(1);
    }

    @Test
    void entriesOfOneCallMayBeOfSeveralOwners() {
        episodes(entry(ANN, 1), entry(BEN, 1), entry(OTHER_TENANT, 1));

        assertThat(index.count(Collected.EPISODE, ANN)).isEqualTo(1);
        assertThat(index.count(Collected.EPISODE, BEN)).isEqualTo(1);
        assertThat(index.count(Collected.EPISODE, OTHER_TENANT)).isEqualTo(1);
    }

    @Test
    void noEntriesAndNoIdsAreNoWork() {
        index.upsert(Collected.EPISODE, List.of());
        index.delete(Collected.EPISODE, ANN, List.of());

        assertThat(index.count(Collected.EPISODE, ANN)).isZero();
    }

    @Test
    void versionsUpToTheLargestAreTold() {
        long largest = (1L << 53) - 1;
        episodes(entry(ANN, 1).termsOf(1).version(largest));

        episodes(entry(ANN, 1).termsOf(2).version(largest - 1));

        assertThat(lexical(terms(1), Map.of())).hasSize(1);
        assertThatThrownBy(() -> episodes(entry(ANN, 2).version(-1))).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> episodes(entry(ANN, 2).version(largest + 1))).isInstanceOf(Rejected.class);
    }

    @Test
    void whatIsDeletedIsNotFound() {
        episodes(
                entry(ANN, 1).termsOf(1),
                entry(ANN, 2).termsOf(1),
                entry(ANN, 3).termsOf(1));

        index.delete(Collected.EPISODE, ANN, List.of(id(ANN, 1), id(ANN, 3), id(ANN, 99)));

        assertThat(found(filter())).containsExactly(2L);
        assertThat(ids(lexical(terms(1), Map.of()))).containsExactly(id(ANN, 2));
        assertThat(index.count(Collected.EPISODE, ANN)).isEqualTo(1);
    }

    @Test
    void whatWasDeletedMayComeAgain() {
        episodes(entry(ANN, 1).version(5));
        index.delete(Collected.EPISODE, ANN, List.of(id(ANN, 1)));

        episodes(entry(ANN, 1).version(6));

        assertThat(found(filter())).containsExactly(1L);
    }

    @Test
    void anErasedOwnerHasNothingAndOthersKeepAll() {
        episodes(entry(ANN, 1), entry(ANN, 2), entry(BEN, 3));
        index.upsert(
                Collected.FACT, List.of(entry(ANN, 4).build(), entry(BEN, 5).build()));

        index.deleteOwner(ANN);

        assertThat(index.count(Collected.EPISODE, ANN)).isZero();
        assertThat(index.count(Collected.FACT, ANN)).isZero();
        assertThat(found(filter())).isEmpty();
        assertThat(index.count(Collected.EPISODE, BEN)).isEqualTo(1);
        assertThat(index.count(Collected.FACT, BEN)).isEqualTo(1);
    }

    @Test
    void anErasedOwnerMayBeginAnew() {
        episodes(entry(ANN, 1).version(9));
        index.deleteOwner(ANN);

        episodes(entry(ANN, 1).version(1));

        assertThat(found(filter())).containsExactly(1L);
    }

    // --- after a restart

    @Test
    void aCheckpointSurvivesARestart() {
        episodes(entry(ANN, 1).termsOf(1).version(7));
        index.delete(Collected.EPISODE, ANN, List.of(id(ANN, 2)));
        index.checkpoint(Map.of(0, 12L, 3, 40L));

        index = reopen(index);

        Map<Integer, Long> durable = index.durableUpTo();
        assertThat(durable == null || durable.equals(Map.of(0, 12L, 3, 40L))).isTrue();
        assertThat(found(filter())).containsExactly(1L);
        episodes(entry(ANN, 1).termsOf(2).version(6));
        assertThat(lexical(terms(1), Map.of()))
                .as("the older version still changes nothing")
                .hasSize(1);
    }

    @Test
    void anErasureSurvivesARestart() {
        episodes(entry(ANN, 1), entry(BEN, 2));
        index.checkpoint(Map.of(0, 12L));
        index.deleteOwner(ANN);

        index = reopen(index);

        assertThat(index.count(Collected.EPISODE, ANN)).isZero();
        assertThat(index.count(Collected.EPISODE, BEN)).isEqualTo(1);
    }

    // --- many

    @Test
    void anOwnerMayHaveManyEntries() {
        int many = 2_000;
        for (int from = 0; from < many; from += 500) {
            index.upsert(
                    Collected.EPISODE,
                    LongStream.range(from, from + 500)
                            .mapToObj(number -> entry(ANN, number)
                                    .termsOf(number % 10, 1_000 + number)
                                    .session("s" + number % 7)
                                    .build())
                            .toList());
        }

        Candidates found = index.search(
                Collected.EPISODE,
                new Query(
                        ANN,
                        vector(1234),
                        terms(4, 1_000 + 1_234),
                        filter().sessions("s2").build(),
                        200));

        assertThat(index.count(Collected.EPISODE, ANN)).isEqualTo(many);
        assertThat(found.dense()).hasSize(200).isSortedAccordingTo(HitOrder.BEST_FIRST);
        assertThat(found.dense().get(0).id()).isEqualTo(id(ANN, 1_234));
        assertThat(found.lexical().get(0).id()).isEqualTo(id(ANN, 1_234));
        assertThat(found.lexical())
                .isSortedAccordingTo(HitOrder.BEST_FIRST)
                .allSatisfy(hit -> assertThat(hit.ordinal() % 10).isEqualTo(4))
                .allSatisfy(hit -> assertThat(hit.ordinal() % 7).isEqualTo(2));
    }

    @Test
    void writersAndReadersDoNotDisturbEachOther() throws Exception {
        int each = 60;
        AtomicBoolean writing = new AtomicBoolean(true);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> readers = new ArrayList<>();
            for (Owner owner : List.of(ANN, BEN)) {
                readers.add(threads.submit(() -> {
                    while (writing.get()) {
                        Candidates found = index.search(
                                Collected.EPISODE, new Query(owner, vector(3), terms(1), Filter.NONE, 500));
                        assertThat(ids(found.dense())).doesNotHaveDuplicates();
                        assertThat(found.dense()).hasSizeLessThanOrEqualTo(each);
                    }
                }));
            }
            List<Future<?>> writers = new ArrayList<>();
            for (Owner owner : List.of(ANN, BEN)) {
                for (int half = 0; half < 2; half++) {
                    long first = (long) half * each / 2;
                    writers.add(threads.submit(() -> {
                        for (long number = first; number < first + each / 2; number++) {
                            episodes(entry(owner, number).termsOf(1));
                            assertThat(index.search(
                                                    Collected.EPISODE,
                                                    new Query(owner, vector(number), List.of(), Filter.NONE, 1))
                                            .dense()
                                            .get(0)
                                            .id())
                                    .as("found as soon as the write returned")
                                    .isEqualTo(id(owner, number));
                        }
                    }));
                }
            }

            for (Future<?> writer : writers) {
                writer.get();
            }
            writing.set(false);
            for (Future<?> reader : readers) {
                reader.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(index.count(Collected.EPISODE, ANN)).isEqualTo(each);
        assertThat(index.count(Collected.EPISODE, BEN)).isEqualTo(each);
    }

    @Test
    void concurrentVersionsOfOneEntryEndWithTheNewest() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (long version = 1; version <= 40; version++) {
                Entry next = entry(ANN, 1).termsOf(version).version(version).build();
                writers.add(threads.submit(() -> index.upsert(Collected.EPISODE, List.of(next))));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(index.count(Collected.EPISODE, ANN)).isEqualTo(1);
        assertThat(lexical(terms(40), Map.of())).hasSize(1);
    }

    // --- the words of the tests

    private static List<Long> ranked(ExactOrder data, Query query, Collection<Long> candidates) {
        Aspect asked = new Aspect(vector(77), query.termWeights(), new float[0][], 1);
        RankQuery message = new RankQuery(List.of(asked), Map.of(), List.of(), Preferences.NONE, START, null);
        return new Ranker()
                .rank(data.view(query.owner()), message, candidates).stream()
                        .map(one -> one.row().ordinal())
                        .toList();
    }

    private void episodes(EntryBuilder... entries) {
        List<Entry> built = new ArrayList<>();
        for (EntryBuilder entry : entries) {
            built.add(entry.build());
        }
        index.upsert(Collected.EPISODE, built);
    }

    private List<Hit> dense(Collected collected, float[] vector, Filter filter) {
        return index.search(collected, new Query(ANN, vector, List.of(), filter, 100))
                .dense();
    }

    private List<Hit> lexical(List<Long> terms, Map<Long, Double> weights) {
        return index.search(Collected.EPISODE, new Query(ANN, null, terms, weights, Filter.NONE, 100))
                .lexical();
    }

    private List<Long> found(FilterBuilder filter) {
        return foundIn(Collected.EPISODE, filter);
    }

    /** Ordinals, ascending, of what both lists have; each must have the same. */
    private List<Long> foundIn(Collected collected, FilterBuilder filter) {
        List<Long> everyTerm =
                LongStream.range(0, 20).mapToObj(EntryBuilder::term).toList();
        Candidates found = index.search(collected, new Query(ANN, vector(0), everyTerm, filter.build(), 100));
        List<Long> dense = found.dense().stream().map(Hit::ordinal).sorted().toList();
        assertThat(found.lexical().stream().map(Hit::ordinal).sorted().toList()).isEqualTo(dense);
        return dense;
    }

    private static List<UUID> ids(List<Hit> hits) {
        return hits.stream().map(Hit::id).toList();
    }

    private static List<Long> terms(long... numbers) {
        return LongStream.of(numbers).mapToObj(EntryBuilder::term).toList();
    }

    private static float[] axes(float first, float second) {
        float[] values = new float[EntryBuilder.DIMENSIONS];
        double length = Math.sqrt(first * first + second * second);
        values[0] = (float) (first / length);
        values[1] = (float) (second / length);
        return values;
    }

    private static FilterBuilder filter() {
        return new FilterBuilder();
    }

    private static final class FilterBuilder {
        private Set<String> kinds = Set.of();
        private Set<String> sessions = Set.of();
        private Set<String> speakers = Set.of();
        private @Nullable String scope;
        private @Nullable Instant from;
        private @Nullable Instant until;
        private boolean activeOnly;

        FilterBuilder kinds(String... words) {
            kinds = Set.of(words);
            return this;
        }

        FilterBuilder sessions(String... keys) {
            sessions = Set.of(keys);
            return this;
        }

        FilterBuilder speakers(String... keys) {
            speakers = Set.of(keys);
            return this;
        }

        FilterBuilder scope(String key) {
            scope = key;
            return this;
        }

        FilterBuilder from(Instant time) {
            from = time;
            return this;
        }

        FilterBuilder until(Instant time) {
            until = time;
            return this;
        }

        FilterBuilder activeOnly() {
            activeOnly = true;
            return this;
        }

        Filter build() {
            return new Filter(kinds, sessions, speakers, scope, from, until, activeOnly);
        }
    }
}
