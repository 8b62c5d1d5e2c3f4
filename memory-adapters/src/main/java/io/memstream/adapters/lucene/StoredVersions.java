package io.memstream.adapters.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/** The versions of the entries that a reader sees. */
final class StoredVersions {
    /** Below every version. */
    static final long NONE = -1;

    private final List<Segment> segments = new ArrayList<>();

    StoredVersions(IndexReader reader) throws IOException {
        for (LeafReaderContext leaf : reader.leaves()) {
            Terms keys = leaf.reader().terms(EntryFields.KEYWORDS);
            if (keys != null) {
                segments.add(new Segment(leaf.reader(), keys.iterator()));
            }
        }
    }

    /** {@link #NONE} when there is no such entry. */
    long of(BytesRef key) throws IOException {
        for (Segment segment : segments) {
            long version = segment.version(key);
            if (version != NONE) {
                return version;
            }
        }
        return NONE;
    }

    private record Segment(LeafReader reader, TermsEnum keys) {
        long version(BytesRef key) throws IOException {
            if (!keys.seekExact(key)) {
                return NONE;
            }
            Bits live = reader.getLiveDocs();
            PostingsEnum documents = keys.postings(null, PostingsEnum.NONE);
            for (int document = documents.nextDoc();
                    document != PostingsEnum.NO_MORE_DOCS;
                    document = documents.nextDoc()) {
                if (live == null || live.get(document)) {
                    NumericDocValues versions = DocValues.getNumeric(reader, EntryFields.VERSION);
                    versions.advanceExact(document);
                    return versions.longValue();
                }
            }
            return NONE;
        }
    }
}
