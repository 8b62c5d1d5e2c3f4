package io.memstream.adapters.index;

import static io.memstream.adapters.index.EntryBuilder.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.memstream.adapters.lucene.LuceneIndex;
import io.memstream.adapters.qdrant.QdrantConfig;
import io.memstream.adapters.qdrant.QdrantDouble;
import io.memstream.adapters.qdrant.QdrantIndex;
import io.memstream.core.model.Owner;
import io.memstream.core.port.MemoryIndex;
import io.memstream.core.port.MemoryIndex.Candidates;
import io.memstream.core.port.MemoryIndex.Collected;
import io.memstream.core.port.MemoryIndex.Entry;
import io.memstream.core.port.MemoryIndex.Filter;
import io.memstream.core.port.MemoryIndex.Hit;
import io.memstream.core.port.MemoryIndex.Query;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which index a deployment has must not decide what is found: both give the same candidates in the same order. */
class SameOrderTest {
    private static final List<Owner> OWNERS =
            List.of(new Owner("acme", "eva-0123456789abcdef"), new Owner("acme", "fay-0123456789abcdef"));

    /** Lucene adds doubles, Qdrant floats. */
    private static final double ROUNDING = 1e-5;

    @Test
    void bothIndexesAnswerAlike(@TempDir Path folder) throws Exception {
        try (QdrantDouble server = QdrantDouble.start(0);
                MemoryIndex lucene = LuceneIndex.open(folder);
                MemoryIndex qdrant =
                        QdrantIndex.connect(QdrantConfig.of(server.url(), "same", "g1", EntryBuilder.DIMENSIONS))) {
            Random random = new Random(3);
            List<Entry> entries = entries(random);
            lucene.upsert(Collected.EPISODE, entries);
            qdrant.upsert(Collected.EPISODE, entries);

            for (int number = 0; number < 60; number++) {
                Query query = query(random, number);
                assertAlike(lucene.search(Collected.EPISODE, query), qdrant.search(Collected.EPISODE, query));
            }
        }
    }

    private static List<Entry> entries(Random random) {
        List<Entry> entries = new ArrayList<>();
        for (Owner owner : OWNERS) {
            for (int number = 0; number < 300; number++) {
                long[] terms = IntStream.range(0, random.nextInt(25))
                        .mapToLong(any -> (long) (40 * random.nextDouble() * random.nextDouble()))
                        .toArray();
                entries.add(entry(owner, number)
                        .termsOf(terms)
                        .session("s" + random.nextInt(5))
                        .scope(random.nextBoolean() ? "" : "red")
                        .build());
            }
        }
        return entries;
    }

    private static Query query(Random random, int number) {
        Owner owner = OWNERS.get(number % OWNERS.size());
        List<Long> terms = new ArrayList<>();
        Map<Long, Double> weights = new HashMap<>();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            long term = EntryBuilder.term(random.nextInt(40));
            terms.add(term);
            weights.put(term, 0.3 + 6 * random.nextDouble());
        }
        Filter filter = number % 3 == 0
                ? new Filter(Set.of(), Set.of("s1", "s3"), Set.of(), "red", null, null, true)
                : Filter.NONE;
        return new Query(owner, EntryBuilder.vector(10_000 + number), terms, weights, filter, 50);
    }

    private static void assertAlike(Candidates lucene, Candidates qdrant) {
        assertAlike(lucene.dense(), qdrant.dense());
        assertAlike(lucene.lexical(), qdrant.lexical());
    }

    /** Position by position the same score; and the same memory, where no neighbour has the same score but for rounding. */
    private static void assertAlike(List<Hit> lucene, List<Hit> qdrant) {
        assertThat(qdrant).hasSameSizeAs(lucene);
        for (int i = 0; i < lucene.size(); i++) {
            assertThat(qdrant.get(i).score()).isCloseTo(lucene.get(i).score(), within(ROUNDING));
            boolean alone = (i == 0 || lucene.get(i - 1).score() - lucene.get(i).score() > 2 * ROUNDING)
                    && i + 1 < lucene.size()
                    && lucene.get(i).score() - lucene.get(i + 1).score() > 2 * ROUNDING;
            if (alone) {
                assertThat(qdrant.get(i).id()).isEqualTo(lucene.get(i).id());
                assertThat(qdrant.get(i).ordinal()).isEqualTo(lucene.get(i).ordinal());
            }
        }
    }
}
