package io.memstream.adapters.lucene;

import io.memstream.core.port.MemoryIndex.Hit;
import java.io.IOException;
import java.util.List;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.jspecify.annotations.Nullable;

/**
 * The nearest of the owner's entries, by looking at each of them.
 *
 * <p>There is no graph: one owner's entries are a small part of the index, which is where a graph over all owners helps
 * least; a graph would have to be built anew with every merge of the many small segments that reads right after writes
 * make; and its answers would depend on which segments there happen to be. Lucene itself scans when a filter leaves few
 * documents. Of an owner with many entries the signs of the components, a fiftieth of the bytes to compare, first choose
 * which ones are scored.
 */
final class DenseScan {
    /** Up to here every entry is scored. */
    static final int SCORE_ALL = 4_096;

    /** How many more than asked for, and how many at least, the signs choose. */
    private static final int CHOSEN_PER_HIT = 16;

    private final float[] query;
    private final int limit;

    DenseScan(float[] query, int limit) {
        this.query = StoredVector.unitLength(query);
        this.limit = limit;
    }

    List<Hit> best(List<SegmentMatches> matches) throws IOException {
        BestHits best = new BestHits(limit);
        int chosen = Math.max(SCORE_ALL, CHOSEN_PER_HIT * limit);
        if (SegmentMatches.total(matches) <= chosen) {
            for (SegmentMatches segment : matches) {
                score(segment, null, 0, best);
            }
        } else {
            scoreChosen(matches, chosen, best);
        }
        return best.inOrder();
    }

    private void scoreChosen(List<SegmentMatches> matches, int chosen, BestHits best) throws IOException {
        long[] signs = StoredVector.signs(query);
        int[] withDistance = new int[signs.length * Long.SIZE + 1];
        short[][] distances = new short[matches.size()][];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = distances(matches.get(i), signs, withDistance);
        }
        int largest = 0;
        for (int sum = withDistance[0]; sum < chosen; sum += withDistance[largest]) {
            largest++;
        }
        for (int i = 0; i < distances.length; i++) {
            score(matches.get(i), distances[i], largest, best);
        }
    }

    private static short[] distances(SegmentMatches segment, long[] signs, int[] withDistance) throws IOException {
        BinaryDocValues values = DocValues.getBinary(segment.reader(), EntryFields.SIGNS);
        short[] distances = new short[segment.size()];
        for (int i = 0; i < distances.length; i++) {
            values.advanceExact(segment.documents()[i]);
            int distance = StoredVector.distance(signs, values.binaryValue());
            distances[i] = (short) distance;
            withDistance[distance]++;
        }
        return distances;
    }

    /** @param distances only entries with at most the largest one are scored; null for all */
    private void score(SegmentMatches segment, short @Nullable [] distances, int largest, BestHits best)
            throws IOException {
        BinaryDocValues vectors = DocValues.getBinary(segment.reader(), EntryFields.VECTOR);
        BestHits.Segment into = best.of(segment.reader());
        for (int i = 0; i < segment.size(); i++) {
            if (distances == null || distances[i] <= largest) {
                int document = segment.documents()[i];
                vectors.advanceExact(document);
                into.offer(document, StoredVector.cosine(query, vectors.binaryValue()));
            }
        }
    }
}
