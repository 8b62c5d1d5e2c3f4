package io.memstream.adapters.index;

import static io.memstream.adapters.index.EntryBuilder.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Role;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.port.MemoryIndex.Entry;
import io.memstream.core.port.MemoryIndex.Filter;
import io.memstream.core.port.MemoryIndex.Hit;
import io.memstream.core.port.MemoryIndex.Query;
import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.ranking.OwnerView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Some hundred entries, and the order that a search of them must give, computed from the entries alone. */
final class ExactOrder {
    /** One index adds doubles, another floats. */
    private static final double ROUNDING = 1e-5;

    private static final int ENTRIES = 240;

    /** So many entries before each twin is one with the same vector and terms. */
    private static final int TWIN = 9;

    private static final int VOCABULARY = 40;

    private final Map<Owner, List<Entry>> entries = new HashMap<>();

    ExactOrder(List<Owner> owners, long seed) {
        Random random = new Random(seed);
        owners.forEach(owner -> entries.put(owner, entries(owner, random)));
    }

    private static List<Entry> entries(Owner owner, Random random) {
        List<Entry> entries = new ArrayList<>();
        List<long[]> terms = new ArrayList<>();
        for (int number = 0; number < ENTRIES; number++) {
            int same = number % 20 == TWIN ? number - TWIN : number;
            terms.add(IntStream.range(0, 1 + random.nextInt(24))
                    .mapToLong(any -> (long) (VOCABULARY * random.nextDouble() * random.nextDouble()))
                    .toArray());
            entries.add(entry(owner, number)
                    .vector(EntryBuilder.vector(same))
                    .termsOf(terms.get(same))
                    .session("s" + number / 12)
                    .scope(random.nextBoolean() ? "" : "red")
                    .build());
        }
        return entries;
    }

    List<Entry> all() {
        return entries.values().stream().flatMap(List::stream).toList();
    }

    private List<Entry> of(Owner owner) {
        return Objects.requireNonNull(entries.get(owner));
    }

    static Query query(Owner owner, long seed, int limit) {
        Random random = new Random(seed);
        Map<Long, Double> weights = new HashMap<>();
        while (weights.size() < 4) {
            weights.put(EntryBuilder.term(random.nextInt(VOCABULARY)), .3 + 6 * random.nextDouble());
        }
        Filter filter = seed % 3 == 0
                ? new Filter(Set.of(), Set.of("s1", "s3", "s4", "s8"), Set.of(), "red", null, null, true)
                : Filter.NONE;
        return new Query(
                owner, EntryBuilder.vector(10_000 + seed), List.copyOf(weights.keySet()), weights, filter, limit);
    }

    void assertDense(Query query, List<Hit> found) {
        assertInOrder(query, found, entry -> cosine(query, entry), Double.NEGATIVE_INFINITY);
    }

    void assertLexical(Query query, List<Hit> found) {
        assertInOrder(query, found, entry -> bm25(query, entry), 0);
    }

    /** Best first; of equal scores the latest first; nothing left out that is better than what was found. */
    private void assertInOrder(Query query, List<Hit> found, ToDoubleFunction<Entry> score, double above) {
        Map<UUID, Double> exact = new HashMap<>();
        of(query.owner()).stream()
                .filter(entry -> admits(query.filter(), entry) && score.applyAsDouble(entry) > above)
                .forEach(entry -> exact.put(entry.id(), score.applyAsDouble(entry)));
        assertThat(found).hasSize(Math.min(query.limit(), exact.size()));
        double last = Double.POSITIVE_INFINITY;
        for (int i = 0; i < found.size(); i++) {
            double expected = Objects.requireNonNull(exact.get(found.get(i).id()));
            assertThat(found.get(i).score()).isCloseTo(expected, within(ROUNDING));
            assertThat(expected).isLessThanOrEqualTo(last + 2 * ROUNDING);
            if (expected == last) {
                assertThat(found.get(i).ordinal()).isLessThan(found.get(i - 1).ordinal());
            }
            last = expected;
        }
        found.forEach(hit -> exact.remove(hit.id()));
        double least = last;
        assertThat(exact.values()).allSatisfy(left -> assertThat(left).isLessThanOrEqualTo(least + 2 * ROUNDING));
    }

    private static boolean admits(Filter filter, Entry entry) {
        return (filter.sessionKeys().isEmpty() || filter.sessionKeys().contains(entry.sessionKey()))
                && (filter.scopeKey() == null
                        || entry.scopeKey().isEmpty()
                        || entry.scopeKey().equals(filter.scopeKey()));
    }

    private static double cosine(Query query, Entry entry) {
        float[] asked = Objects.requireNonNull(query.vector());
        float[] stored = entry.vector().toFloats();
        double product = 0;
        double squares = 0;
        for (int i = 0; i < stored.length; i++) {
            product += asked[i] * stored[i];
            squares += stored[i] * stored[i];
        }
        return product / Math.sqrt(squares);
    }

    /** BM25 with the caller's rarity, a typical length of 16 and a weak length normalisation. */
    private static double bm25(Query query, Entry entry) {
        int length = entry.terms().stream().mapToInt(KeyedTerm::count).sum();
        double sum = 0;
        for (KeyedTerm term : entry.terms()) {
            double saturated = term.count() * 2.2 / (term.count() + 1.2 * (.6 + .4 * length / 16));
            sum += query.termWeights().getOrDefault(term.term(), 0.0) * Math.round(saturated * 1024) / 1024;
        }
        return sum;
    }

    /** The owner's entries as what ranking needs of turns. */
    OwnerView view(Owner owner) {
        return OwnerView.of(of(owner).stream().map(ExactOrder::row).toList());
    }

    private static RankRow row(Entry entry) {
        return new RankRow(
                entry.id(),
                RankRow.month(entry.occurredAt()),
                entry.ordinal(),
                entry.sessionKey(),
                (int) entry.ordinal() % 12,
                Role.USER,
                null,
                null,
                entry.occurredAt(),
                entry.occurredAt(),
                new TextFeatures(
                        entry.vector(),
                        entry.terms(),
                        new byte[0],
                        0,
                        entry.terms().size()));
    }

    /** The ordinals that an exact search finds, in any order. */
    Set<Long> candidates(Query query) {
        Set<Long> ordinals = new HashSet<>();
        for (ToDoubleFunction<Entry> score :
                List.<ToDoubleFunction<Entry>>of(entry -> cosine(query, entry), entry -> bm25(query, entry))) {
            of(query.owner()).stream()
                    .filter(entry -> admits(query.filter(), entry) && score.applyAsDouble(entry) != 0)
                    .sorted((one, other) -> Double.compare(score.applyAsDouble(other), score.applyAsDouble(one)))
                    .limit(query.limit())
                    .forEach(entry -> ordinals.add(entry.ordinal()));
        }
        return ordinals;
    }
}
