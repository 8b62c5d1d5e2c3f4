package io.memstream.adapters.qdrant;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.grpc.Collections.CollectionParams;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.DenseVector;
import io.qdrant.client.grpc.Points.NamedVectors;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.SparseVector;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.VectorInput;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A collection of the double: dense vectors by cosine and sparse ones without a modifier, all looked at one by one. */
final class StoredCollection {
    private static final Comparator<ScoredPoint> BEST_FIRST = Comparator.comparingDouble(ScoredPoint::getScore)
            .reversed()
            .thenComparing(point -> point.getId().getUuid());

    private final Map<String, VectorParams> denseVectors;
    private final Set<String> sparseVectors;
    private final CollectionParams params;
    private final Map<PointId, StoredPoint> points = new LinkedHashMap<>();

    StoredCollection(CreateCollection create) {
        OnlyFields.check(
                create,
                "collection_name",
                "hnsw_config",
                "vectors_config",
                "sparse_vectors_config",
                "replication_factor",
                "timeout");
        denseVectors = create.getVectorsConfig().getParamsMap().getMapMap();
        denseVectors.values().forEach(StoredCollection::checkSupported);
        create.getSparseVectorsConfig().getMapMap().values().forEach(sparse -> OnlyFields.check(sparse));
        sparseVectors = create.getSparseVectorsConfig().getMapMap().keySet();
        params = CollectionParams.newBuilder()
                .setVectorsConfig(create.getVectorsConfig())
                .setSparseVectorsConfig(create.getSparseVectorsConfig())
                .setReplicationFactor(create.getReplicationFactor())
                .build();
    }

    private static void checkSupported(VectorParams vector) {
        OnlyFields.check(vector, "size", "distance");
        if (vector.getDistance() != Distance.Cosine) {
            throw Status.UNIMPLEMENTED
                    .withDescription("the double has no distance " + vector.getDistance())
                    .asRuntimeException();
        }
    }

    CollectionParams params() {
        return params;
    }

    synchronized int size() {
        return points.size();
    }

    synchronized void upsert(List<PointStruct> given, @Nullable Filter updateFilter) {
        List<StoredPoint> read = given.stream().map(this::read).toList();
        for (StoredPoint point : read) {
            StoredPoint there = points.get(point.id());
            if (there == null || updateFilter == null || there.matches(updateFilter)) {
                points.put(point.id(), point);
            }
        }
    }

    synchronized void delete(PointsSelector selector) {
        switch (selector.getPointsSelectorOneOfCase()) {
            case POINTS -> selector.getPoints().getIdsList().forEach(points::remove);
            case FILTER -> points.values().removeIf(point -> point.matches(selector.getFilter()));
            default -> throw invalid("Wrong input: no points selected");
        }
    }

    synchronized long count(Filter filter) {
        return points.values().stream().filter(point -> point.matches(filter)).count();
    }

    synchronized List<ScoredPoint> query(QueryPoints query) {
        OnlyFields.check(query, "collection_name", "query", "using", "filter", "limit", "with_payload", "timeout");
        OnlyFields.check(query.getQuery(), "nearest");
        VectorInput nearest = query.getQuery().getNearest();
        List<ScoredPoint> found = new ArrayList<>();
        Scorer scorer = scorer(query.getUsing(), nearest);
        for (StoredPoint point : points.values()) {
            if (point.matches(query.getFilter())) {
                Double score = scorer.score(point);
                if (score != null) {
                    found.add(scored(point, score, query.getWithPayload()));
                }
            }
        }
        found.sort(BEST_FIRST);
        int limit = query.hasLimit() ? (int) query.getLimit() : 10;
        return found.subList(0, Math.min(limit, found.size()));
    }

    private Scorer scorer(String using, VectorInput nearest) {
        switch (nearest.getVariantCase()) {
            case DENSE -> {
                List<Float> query = dense(using, nearest.getDense());
                return point -> point.dense() == null ? null : dot(query, point.dense());
            }
            case SPARSE -> {
                Map<Integer, Float> query = sparse(using, nearest.getSparse());
                return point -> point.sparse() == null ? null : dot(query, point.sparse());
            }
            default ->
                throw Status.UNIMPLEMENTED
                        .withDescription("the double has no query by " + nearest.getVariantCase())
                        .asRuntimeException();
        }
    }

    private static double dot(List<Float> query, List<Float> stored) {
        double sum = 0;
        for (int i = 0; i < query.size(); i++) {
            sum += query.get(i) * stored.get(i);
        }
        return sum;
    }

    /** Null when they have no index in common: then the point is not found at all. */
    private static @Nullable Double dot(Map<Integer, Float> query, Map<Integer, Float> stored) {
        Double sum = null;
        for (Map.Entry<Integer, Float> term : query.entrySet()) {
            Float weight = stored.get(term.getKey());
            if (weight != null) {
                sum = (sum == null ? 0 : sum) + term.getValue() * weight;
            }
        }
        return sum;
    }

    private static ScoredPoint scored(StoredPoint point, double score, WithPayloadSelector payload) {
        ScoredPoint.Builder scored = ScoredPoint.newBuilder().setId(point.id()).setScore((float) score);
        point.payload().forEach((name, value) -> {
            if (payload.getEnable() || payload.getInclude().getFieldsList().contains(name)) {
                scored.putPayload(name, value);
            }
        });
        return scored.build();
    }

    private StoredPoint read(PointStruct point) {
        OnlyFields.check(point, "id", "payload", "vectors");
        OnlyFields.check(point.getVectors(), "vectors");
        if (!point.getId().hasUuid()) {
            throw Status.UNIMPLEMENTED
                    .withDescription("the double has UUIDs only")
                    .asRuntimeException();
        }
        UUID.fromString(point.getId().getUuid());
        List<Float> dense = null;
        Map<Integer, Float> sparse = null;
        NamedVectors vectors = point.getVectors().getVectors();
        for (Map.Entry<String, Vector> vector : vectors.getVectorsMap().entrySet()) {
            OnlyFields.check(vector.getValue(), "dense", "sparse");
            if (vector.getValue().hasDense()) {
                dense = dense(vector.getKey(), vector.getValue().getDense());
            } else {
                sparse = sparse(vector.getKey(), vector.getValue().getSparse());
            }
        }
        Map<String, Value> payload = Map.copyOf(point.getPayloadMap());
        return new StoredPoint(point.getId(), payload, dense, sparse);
    }

    private List<Float> dense(String name, DenseVector vector) {
        VectorParams expected = denseVectors.get(name);
        if (expected == null) {
            throw invalid("Wrong input: Not existing vector name error: " + name);
        }
        if (vector.getDataCount() != expected.getSize()) {
            throw invalid("Wrong input: Vector dimension error: expected dim: " + expected.getSize() + ", got "
                    + vector.getDataCount());
        }
        double squares = 0;
        for (float value : vector.getDataList()) {
            squares += value * value;
        }
        double length = squares < 1e-12 ? 1 : Math.sqrt(squares);
        return vector.getDataList().stream()
                .map(value -> (float) (value / length))
                .toList();
    }

    private Map<Integer, Float> sparse(String name, SparseVector vector) {
        if (!sparseVectors.contains(name)) {
            throw invalid("Wrong input: Not existing vector name error: " + name);
        }
        if (vector.getIndicesCount() != vector.getValuesCount()) {
            throw invalid("Wrong input: must be the same length as indices");
        }
        Map<Integer, Float> values = new HashMap<>();
        for (int i = 0; i < vector.getIndicesCount(); i++) {
            if (values.put(vector.getIndices(i), vector.getValues(i)) != null) {
                throw invalid("Wrong input: indices must be unique");
            }
        }
        return values;
    }

    private static StatusRuntimeException invalid(String description) {
        return Status.INVALID_ARGUMENT.withDescription(description).asRuntimeException();
    }

    private interface Scorer {
        /** Null when the point has nothing to score. */
        @Nullable
        Double score(StoredPoint point);
    }
}
