package io.memstream.adapters.lucene;

import io.memstream.adapters.index.OccurredAt;
import io.memstream.core.model.Owner;
import io.memstream.core.port.MemoryIndex.Collected;
import io.memstream.core.port.MemoryIndex.Entry;
import io.memstream.core.port.MemoryIndex.Filter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/** An index entry as a Lucene document, and a filter as a query over its fields. */
final class EntryFields {
    /**
     * All that is looked up as a whole: place, key and the filters' fields, each value behind its mark. One field and not
     * seven, as each field of each small segment costs a dictionary of its own.
     */
    static final String KEYWORDS = "keywords";

    /** Collected and owner, for the order in which the documents lie. */
    static final String PLACE = "place";

    static final String TERMS = "terms";
    static final String VECTOR = "vector";
    static final String SIGNS = "signs";
    static final String ID = "id";
    static final String ORDINAL = "ordinal";
    static final String VERSION = "version";

    private static final char PLACE_MARK = 'p';
    private static final char KEY_MARK = 'i';
    private static final char SESSION_MARK = 's';
    private static final char KIND_MARK = 'k';
    private static final char SPEAKER_MARK = 'v';
    private static final char SCOPE_MARK = 'c';
    private static final char ACTIVE_MARK = 'a';

    private static final String OCCURRED_AT = "occurred_at";

    private static final FieldType POSTINGS = postings();

    private EntryFields() {}

    static Document document(Collected collected, Entry entry) {
        Document document = new Document();
        document.add(new SortedDocValuesField(PLACE, new BytesRef(placeText(collected, entry.owner()))));
        document.add(new BinaryDocValuesField(ID, idBytes(entry.id())));
        document.add(new NumericDocValuesField(ORDINAL, entry.ordinal()));
        document.add(new NumericDocValuesField(VERSION, entry.version()));
        document.add(keyword(place(collected, entry.owner())));
        document.add(keyword(key(collected, entry.owner(), entry.id())));
        document.add(keyword(term(SESSION_MARK, entry.sessionKey())));
        document.add(keyword(term(KIND_MARK, entry.kind())));
        document.add(keyword(term(SPEAKER_MARK, entry.speakerKey())));
        document.add(keyword(term(SCOPE_MARK, entry.scopeKey())));
        document.add(keyword(term(ACTIVE_MARK, Boolean.toString(entry.active()))));
        document.add(new LongField(OCCURRED_AT, OccurredAt.micros(entry.occurredAt()), Field.Store.NO));
        document.add(new Field(TERMS, new KeyedTermStream(entry.terms()), POSTINGS));
        document.add(new BinaryDocValuesField(VECTOR, StoredVector.bytes(entry.vector())));
        document.add(new BinaryDocValuesField(
                SIGNS, StoredVector.signs(entry.vector().components())));
        return document;
    }

    static Term place(Collected collected, Owner owner) {
        return term(PLACE_MARK, placeText(collected, owner));
    }

    static Term key(Collected collected, Owner owner, UUID id) {
        byte[] place = (KEY_MARK + placeText(collected, owner) + "/").getBytes(StandardCharsets.UTF_8);
        return new Term(
                KEYWORDS,
                new BytesRef(ByteBuffer.allocate(place.length + 2 * Long.BYTES)
                        .put(place)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array()));
    }

    static UUID id(BytesRef bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    static Query everything(Collected collected, Owner owner) {
        return new TermQuery(place(collected, owner));
    }

    static Query matching(Collected collected, Owner owner, Filter filter) {
        BooleanQuery.Builder query = new BooleanQuery.Builder().add(everything(collected, owner), Occur.FILTER);
        anyOf(query, KIND_MARK, filter.kinds());
        anyOf(query, SESSION_MARK, filter.sessionKeys());
        anyOf(query, SPEAKER_MARK, filter.speakerKeys());
        if (filter.scopeKey() != null) {
            anyOf(query, SCOPE_MARK, List.of("", filter.scopeKey()));
        }
        if (filter.activeOnly()) {
            anyOf(query, ACTIVE_MARK, List.of("true"));
        }
        if (filter.from() != null || filter.until() != null) {
            long from = filter.from() == null ? Long.MIN_VALUE : OccurredAt.micros(filter.from());
            long until = filter.until() == null ? Long.MAX_VALUE : OccurredAt.micros(filter.until());
            query.add(LongField.newRangeQuery(OCCURRED_AT, from, until), Occur.FILTER);
        }
        return query.build();
    }

    private static void anyOf(BooleanQuery.Builder query, char mark, Collection<String> values) {
        List<Term> terms = values.stream().map(value -> term(mark, value)).toList();
        if (terms.size() == 1) {
            query.add(new TermQuery(terms.get(0)), Occur.FILTER);
        } else if (!terms.isEmpty()) {
            query.add(
                    new TermInSetQuery(KEYWORDS, terms.stream().map(Term::bytes).toList()), Occur.FILTER);
        }
    }

    private static String placeText(Collected collected, Owner owner) {
        return collected.name().charAt(0) + owner.value();
    }

    private static Term term(char mark, String value) {
        return new Term(KEYWORDS, mark + value);
    }

    private static Field keyword(Term term) {
        return new StringField(KEYWORDS, term.bytes(), Field.Store.NO);
    }

    private static BytesRef idBytes(UUID id) {
        return new BytesRef(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
    }

    private static FieldType postings() {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setOmitNorms(true);
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        type.freeze();
        return type;
    }
}
