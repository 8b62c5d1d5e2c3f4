package io.memstream.adapters.lucene;

import io.memstream.adapters.index.TermSaturation;
import io.memstream.core.model.KeyedTerm;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.analysis.tokenattributes.TermFrequencyAttribute;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;

/** An entry's terms as postings whose frequency is how much the term counts in the entry. */
final class KeyedTermStream extends TokenStream {
    private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
    private final TermFrequencyAttribute frequency = addAttribute(TermFrequencyAttribute.class);
    private final List<KeyedTerm> terms;
    private final int length;
    private int next;

    KeyedTermStream(List<KeyedTerm> terms) {
        this.terms = terms;
        this.length = TermSaturation.length(terms);
    }

    static BytesRef bytes(long term) {
        byte[] bytes = new byte[Long.BYTES];
        NumericUtils.longToSortableBytes(term, bytes, 0);
        return new BytesRef(bytes);
    }

    @Override
    public boolean incrementToken() {
        clearAttributes();
        while (next < terms.size()) {
            KeyedTerm keyed = terms.get(next++);
            int steps = TermSaturation.steps(keyed.count(), length);
            if (steps > 0) {
                term.setBytesRef(bytes(keyed.term()));
                frequency.setTermFrequency(steps);
                return true;
            }
        }
        return false;
    }

    @Override
    public void reset() {
        next = 0;
    }
}
