package io.memstream.adapters.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.Bits;

/**
 * The live documents of one segment that a query matches.
 *
 * @param documents ascending; only the first {@code size} count
 */
record SegmentMatches(LeafReader reader, int[] documents, int size) {

    /** Segments without a match are left out. */
    static List<SegmentMatches> of(IndexSearcher searcher, Query query) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        List<SegmentMatches> matches = new ArrayList<>();
        for (LeafReaderContext segment : searcher.getIndexReader().leaves()) {
            Scorer scorer = weight.scorer(segment);
            if (scorer != null) {
                SegmentMatches found = of(segment.reader(), scorer.iterator());
                if (found.size > 0) {
                    matches.add(found);
                }
            }
        }
        return matches;
    }

    static int total(List<SegmentMatches> matches) {
        int total = 0;
        for (SegmentMatches segment : matches) {
            total += segment.size;
        }
        return total;
    }

    private static SegmentMatches of(LeafReader reader, DocIdSetIterator iterator) throws IOException {
        Bits live = reader.getLiveDocs();
        int[] documents = new int[(int) Math.min(iterator.cost() + 1, reader.maxDoc())];
        int size = 0;
        for (int document = iterator.nextDoc();
                document != DocIdSetIterator.NO_MORE_DOCS;
                document = iterator.nextDoc()) {
            if (live == null || live.get(document)) {
                documents = ArrayUtil.grow(documents, size + 1);
                documents[size++] = document;
            }
        }
        return new SegmentMatches(reader, documents, size);
    }
}
