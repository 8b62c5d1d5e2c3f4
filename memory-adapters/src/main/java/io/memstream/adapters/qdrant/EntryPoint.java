package io.memstream.adapters.qdrant;

import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.ConditionFactory.matchKeywords;
import static io.qdrant.client.ConditionFactory.range;
import static io.qdrant.client.ValueFactory.value;

import io.memstream.adapters.index.OccurredAt;
import io.memstream.adapters.index.TermSaturation;
import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Owner;
import io.memstream.core.port.MemoryIndex;
import io.memstream.core.port.MemoryIndex.Entry;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.Range;
import io.qdrant.client.grpc.Points.DenseVector;
import io.qdrant.client.grpc.Points.NamedVectors;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.SparseVector;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.Vectors;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An index entry as a point, and a filter as conditions on its payload. */
final class EntryPoint {
    static final String DENSE = "dense";
    static final String TERMS = "terms";

    static final String OWNER = "owner";
    static final String SESSION = "session";
    static final String KIND = "kind";
    static final String SPEAKER = "speaker";
    static final String SCOPE = "scope";
    static final String ACTIVE = "active";
    static final String OCCURRED_AT = "occurred_at";
    static final String ORDINAL = "ordinal";
    static final String VERSION = "version";

    private EntryPoint() {}

    static PointStruct point(Entry entry) {
        return PointStruct.newBuilder()
                .setId(PointIdFactory.id(entry.id()))
                .setVectors(Vectors.newBuilder().setVectors(vectors(entry)))
                .putPayload(OWNER, value(entry.owner().value()))
                .putPayload(SESSION, value(entry.sessionKey()))
                .putPayload(KIND, value(entry.kind()))
                .putPayload(SPEAKER, value(entry.speakerKey()))
                .putPayload(SCOPE, value(entry.scopeKey()))
                .putPayload(ACTIVE, value(entry.active()))
                .putPayload(OCCURRED_AT, value(OccurredAt.micros(entry.occurredAt())))
                .putPayload(ORDINAL, value(entry.ordinal()))
                .putPayload(VERSION, value(entry.version()))
                .build();
    }

    static Filter everything(Owner owner) {
        return Filter.newBuilder().addMust(matchKeyword(OWNER, owner.value())).build();
    }

    /** What an entry of this version may replace. */
    static Filter notNewerThan(Owner owner, long version) {
        return everything(owner).toBuilder()
                .addMust(range(
                        VERSION, Range.newBuilder().setLte((double) version).build()))
                .build();
    }

    static Filter matching(Owner owner, MemoryIndex.Filter filter) {
        Filter.Builder conditions = everything(owner).toBuilder();
        anyOf(conditions, KIND, filter.kinds());
        anyOf(conditions, SESSION, filter.sessionKeys());
        anyOf(conditions, SPEAKER, filter.speakerKeys());
        if (filter.scopeKey() != null) {
            anyOf(conditions, SCOPE, List.of("", filter.scopeKey()));
        }
        if (filter.activeOnly()) {
            conditions.addMust(ConditionFactory.match(ACTIVE, true));
        }
        if (filter.from() != null || filter.until() != null) {
            conditions.addMust(occurred(filter));
        }
        return conditions.build();
    }

    /**
     * Qdrant's indices have 32 bits: the halves are folded together. Two terms of one entry or of one query that fall
     * together count as one, with both weights.
     */
    static SparseVector sparse(Map<Long, Float> terms) {
        Map<Integer, Float> folded = new TreeMap<>();
        terms.forEach((term, weight) -> folded.merge((int) (term ^ (term >>> Integer.SIZE)), weight, Float::sum));
        return SparseVector.newBuilder()
                .addAllIndices(folded.keySet())
                .addAllValues(folded.values())
                .build();
    }

    static DenseVector dense(float[] values) {
        DenseVector.Builder vector = DenseVector.newBuilder();
        for (float component : values) {
            vector.addData(component);
        }
        return vector.build();
    }

    private static NamedVectors vectors(Entry entry) {
        NamedVectors.Builder vectors = NamedVectors.newBuilder()
                .putVectors(
                        DENSE,
                        Vector.newBuilder()
                                .setDense(dense(entry.vector().toFloats()))
                                .build());
        Map<Long, Float> weights = new TreeMap<>();
        int length = TermSaturation.length(entry.terms());
        for (KeyedTerm term : entry.terms()) {
            int steps = TermSaturation.steps(term.count(), length);
            if (steps > 0) {
                weights.merge(term.term(), (float) steps / TermSaturation.STEPS, Float::sum);
            }
        }
        if (!weights.isEmpty()) {
            vectors.putVectors(
                    TERMS, Vector.newBuilder().setSparse(sparse(weights)).build());
        }
        return vectors.build();
    }

    private static void anyOf(Filter.Builder conditions, String field, Collection<String> values) {
        if (!values.isEmpty()) {
            conditions.addMust(matchKeywords(field, List.copyOf(values)));
        }
    }

    private static Condition occurred(MemoryIndex.Filter filter) {
        Range.Builder times = Range.newBuilder();
        if (filter.from() != null) {
            times.setGte((double) OccurredAt.micros(filter.from()));
        }
        if (filter.until() != null) {
            times.setLte((double) OccurredAt.micros(filter.until()));
        }
        return range(OCCURRED_AT, times.build());
    }
}
