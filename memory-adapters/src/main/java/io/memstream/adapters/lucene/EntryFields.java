package io.memstream.adapters.lucene;

import io.memstream.adapters.index.OccurredAt;
import io.memstream.core.model.Owner;
import io.memstream.core.port.MemoryIndex.Collected;
import io.memstream.core.port.MemoryIndex.Entry;
import io.memstream.core.port.MemoryIndex.Filter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
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
    /** Collected and owner; every query has it. */
    static final String PLACE = "place";

    static final String KEY = "key";
    static final String TERMS = "terms";
    static final String VECTOR = "vector";
    static final String SIGNS = "signs";
    static final String ID = "id";
    static final String ORDINAL = "ordinal";
    static final String VERSION = "version";

    private static final String SESSION = "session";
    private static final String KIND = "kind";
    private static final String SPEAKER = "speaker";
    private static final String SCOPE = "scope";
    private static final String ACTIVE = "active";
    private static final String OCCURRED_AT = "occurred_at";

    private static final FieldType POSTINGS = postings();

    private EntryFields() {}

    static Document document(Collected collected, Entry entry) {
        Document document = new Document();
        BytesRef place = place(collected, entry.owner());
        document.add(new StringField(PLACE, place, Field.Store.NO));
        document.add(new SortedDocValuesField(PLACE, place));
        document.add(new StringField(KEY, key(collected, entry.owner(), entry.id()), Field.Store.NO));
        document.add(new BinaryDocValuesField(ID, idBytes(entry.id())));
        document.add(new NumericDocValuesField(ORDINAL, entry.ordinal()));
        document.add(new NumericDocValuesField(VERSION, entry.version()));
        document.add(new StringField(SESSION, entry.sessionKey(), Field.Store.NO));
        document.add(new StringField(KIND, entry.kind(), Field.Store.NO));
        document.add(new StringField(SPEAKER, entry.speakerKey(), Field.Store.NO));
        document.add(new StringField(SCOPE, entry.scopeKey(), Field.Store.NO));
        document.add(new StringField(ACTIVE, entry.active() ? "true" : "false", Field.Store.NO));
        document.add(new LongField(OCCURRED_AT, OccurredAt.micros(entry.occurredAt()), Field.Store.NO));
        document.add(new Field(TERMS, new KeyedTermStream(entry.terms()), POSTINGS));
        document.add(new BinaryDocValuesField(VECTOR, StoredVector.bytes(entry.vector())));
        document.add(new BinaryDocValuesField(
                SIGNS, StoredVector.signs(entry.vector().components())));
        return document;
    }

    static BytesRef place(Collected collected, Owner owner) {
        return new BytesRef(collected.name().charAt(0) + owner.value());
    }

    static BytesRef key(Collected collected, Owner owner, UUID id) {
        byte[] place = (collected.name().charAt(0) + owner.value() + "/").getBytes(StandardCharsets.UTF_8);
        return new BytesRef(ByteBuffer.allocate(place.length + 2 * Long.BYTES)
                .put(place)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
    }

    static UUID id(BytesRef bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    static Query everything(Collected collected, Owner owner) {
        return new TermQuery(new Term(PLACE, place(collected, owner)));
    }

    static Query matching(Collected collected, Owner owner, Filter filter) {
        BooleanQuery.Builder query = new BooleanQuery.Builder().add(everything(collected, owner), Occur.FILTER);
        anyOf(query, KIND, filter.kinds());
        anyOf(query, SESSION, filter.sessionKeys());
        anyOf(query, SPEAKER, filter.speakerKeys());
        if (filter.scopeKey() != null) {
            anyOf(query, SCOPE, Set.of("", filter.scopeKey()));
        }
        if (filter.activeOnly()) {
            query.add(new TermQuery(new Term(ACTIVE, "true")), Occur.FILTER);
        }
        if (filter.from() != null || filter.until() != null) {
            long from = filter.from() == null ? Long.MIN_VALUE : OccurredAt.micros(filter.from());
            long until = filter.until() == null ? Long.MAX_VALUE : OccurredAt.micros(filter.until());
            query.add(LongField.newRangeQuery(OCCURRED_AT, from, until), Occur.FILTER);
        }
        return query.build();
    }

    private static void anyOf(BooleanQuery.Builder query, String field, Set<String> values) {
        if (!values.isEmpty()) {
            query.add(
                    new TermInSetQuery(field, values.stream().map(BytesRef::new).toList()), Occur.FILTER);
        }
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
