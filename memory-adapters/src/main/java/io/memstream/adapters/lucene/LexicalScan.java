package io.memstream.adapters.lucene;

import io.memstream.adapters.index.TermSaturation;
import io.memstream.core.port.MemoryIndex.Hit;
import io.memstream.core.port.MemoryIndex.Query;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;

/**
 * The owner's entries in which the query's terms occur, by BM25.
 *
 * <p>Lucene's own scoring counts rarity over all owners, so one owner's answers would change with what others write.
 * Here it is counted over the owner's entries, unless the caller knows better.
 */
final class LexicalScan {
    private final long[] terms;
    private final Query query;

    LexicalScan(Query query) {
        this.query = query;
        this.terms = query.terms().stream()
                .mapToLong(Long::longValue)
                .distinct()
                .sorted()
                .toArray();
    }

    /**
     * @param all everything of the owner's, for how rare a term is
     * @param matches what the filter leaves of it
     */
    List<Hit> best(List<SegmentMatches> all, List<SegmentMatches> matches) throws IOException {
        double[] weights = weights(all);
        BestHits best = new BestHits(query.limit());
        for (SegmentMatches segment : matches) {
            double[] scores = scores(segment, weights);
            BestHits.Segment into = best.of(segment.reader());
            for (int i = 0; i < scores.length; i++) {
                if (scores[i] > 0) {
                    into.offer(segment.documents()[i], scores[i]);
                }
            }
        }
        return best.inOrder();
    }

    private double[] weights(List<SegmentMatches> all) throws IOException {
        double[] weights = new double[terms.length];
        if (!query.termWeights().isEmpty()) {
            Arrays.setAll(weights, i -> query.termWeights().getOrDefault(terms[i], 1.0));
            return weights;
        }
        int[] entriesWith = new int[terms.length];
        for (SegmentMatches segment : all) {
            visit(segment, (term, index, frequency) -> entriesWith[term]++);
        }
        int entries = SegmentMatches.total(all);
        Arrays.setAll(weights, i -> Math.log(1 + (entries - entriesWith[i] + 0.5) / (entriesWith[i] + 0.5)));
        return weights;
    }

    private double[] scores(SegmentMatches segment, double[] weights) throws IOException {
        double[] scores = new double[segment.size()];
        visit(segment, (term, index, frequency) -> {
            if (weights[term] > 0) {
                scores[index] += weights[term] * frequency / TermSaturation.STEPS;
            }
        });
        return scores;
    }

    private void visit(SegmentMatches segment, Visitor visitor) throws IOException {
        Terms postings = segment.reader().terms(EntryFields.TERMS);
        if (postings == null) {
            return;
        }
        TermsEnum lookup = postings.iterator();
        PostingsEnum documents = null;
        for (int term = 0; term < terms.length; term++) {
            if (lookup.seekExact(KeyedTermStream.bytes(terms[term]))) {
                documents = lookup.postings(documents, PostingsEnum.FREQS);
                visit(segment, term, documents, visitor);
            }
        }
    }

    private static void visit(SegmentMatches segment, int term, PostingsEnum documents, Visitor visitor)
            throws IOException {
        int index = 0;
        int document = documents.nextDoc();
        while (document != PostingsEnum.NO_MORE_DOCS) {
            index = Arrays.binarySearch(segment.documents(), index, segment.size(), document);
            if (index >= 0) {
                visitor.visit(term, index, documents.freq());
                document = documents.nextDoc();
            } else {
                index = -index - 1;
                if (index >= segment.size()) {
                    return;
                }
                document = documents.advance(segment.documents()[index]);
            }
        }
    }

    /** One occurrence: which of the query's terms, which of the segment's matches, and the posting's frequency. */
    private interface Visitor {
        void visit(int term, int index, int frequency);
    }
}
