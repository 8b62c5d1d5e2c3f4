package io.memstream.adapters.lucene;

import io.memstream.adapters.index.HitOrder;
import io.memstream.core.port.MemoryIndex.Hit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;

/** The best of what is offered. Documents of a segment are offered in ascending order. */
final class BestHits {
    private final PriorityQueue<Hit> worstFirst = new PriorityQueue<>(HitOrder.BEST_FIRST.reversed());
    private final int limit;

    BestHits(int limit) {
        this.limit = limit;
    }

    Segment of(LeafReader reader) throws IOException {
        return new Segment(
                DocValues.getNumeric(reader, EntryFields.ORDINAL), DocValues.getBinary(reader, EntryFields.ID));
    }

    List<Hit> inOrder() {
        List<Hit> hits = new ArrayList<>(worstFirst);
        hits.sort(HitOrder.BEST_FIRST);
        return hits;
    }

    /** Reads of a document only what it takes to place it among the best. */
    final class Segment {
        private final NumericDocValues ordinals;
        private final BinaryDocValues ids;

        private Segment(NumericDocValues ordinals, BinaryDocValues ids) {
            this.ordinals = ordinals;
            this.ids = ids;
        }

        void offer(int document, double score) throws IOException {
            Hit worst = worstFirst.peek();
            boolean full = worst != null && worstFirst.size() >= limit;
            if (full && score < worst.score()) {
                return;
            }
            ordinals.advanceExact(document);
            ids.advanceExact(document);
            Hit hit = new Hit(EntryFields.id(ids.binaryValue()), ordinals.longValue(), score);
            if (full) {
                if (HitOrder.BEST_FIRST.compare(hit, worst) > 0) {
                    return;
                }
                worstFirst.poll();
            }
            worstFirst.add(hit);
        }
    }
}
