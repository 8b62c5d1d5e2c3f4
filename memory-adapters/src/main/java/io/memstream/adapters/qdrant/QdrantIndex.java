package io.memstream.adapters.qdrant;

import io.memstream.adapters.index.AcceptedVersion;
import io.memstream.adapters.index.HitOrder;
import io.memstream.core.failure.Rejected;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Owner;
import io.memstream.core.port.MemoryIndex;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.grpc.Common;
import io.qdrant.client.grpc.Points;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.PayloadIncludeSelector;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.PointStructList;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.Points.VectorInput;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The index of one generation in a Qdrant server or cluster, for any number of processes.
 *
 * <p>Why are the sparse vectors without Qdrant's IDF? It counts the entries of all owners, so one owner's order would
 * change with what others write, and common words would weigh nearly as much as rare ones in a large collection. The
 * sparse values are BM25's saturated counts, fixed at the write; how rare a term is comes with the query's term weights,
 * from the caller, who has the owner's texts at hand for ranking. Without weights all terms count the same.
 *
 * <p>Of equal scores beyond the limit, the server decides which it returns; what it returns is in the contract's order.
 */
public final class QdrantIndex implements MemoryIndex {
    /** About 2 KB each; a server takes 32 MB. */
    private static final int ENTRIES_PER_CALL = 1_000;

    private static final WithPayloadSelector ORDINAL_ONLY = WithPayloadSelector.newBuilder()
            .setInclude(PayloadIncludeSelector.newBuilder().addFields(EntryPoint.ORDINAL))
            .build();

    private final QdrantServer server;
    private final GenerationCollections collections;
    private final int dimensions;

    private QdrantIndex(QdrantServer server, GenerationCollections collections, int dimensions) {
        this.server = server;
        this.collections = collections;
        this.dimensions = dimensions;
    }

    /**
     * Connects and creates the collections that are not there yet.
     *
     * @throws Unavailable when the server does not answer now
     * @throws IllegalStateException when it is too old, or the collections are for vectors of another length
     */
    public static QdrantIndex connect(QdrantConfig config) {
        QdrantServer server = QdrantServer.connect(config);
        try {
            GenerationCollections collections = new GenerationCollections(server, config);
            for (Collected collected : Collected.values()) {
                collections.ensure(collected);
            }
            return new QdrantIndex(server, collections, config.dimensions());
        } catch (RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    @Override
    public void upsert(Collected collected, List<Entry> entries) {
        for (Entry entry : entries) {
            checkDimensions(entry.vector().components().length);
            AcceptedVersion.check(entry.version());
        }
        for (int from = 0; from < entries.size(); from += ENTRIES_PER_CALL) {
            update(collected, upserts(entries.subList(from, Math.min(entries.size(), from + ENTRIES_PER_CALL))));
        }
    }

    /** One operation for the entries that have the same condition. */
    private static List<PointsUpdateOperation> upserts(List<Entry> entries) {
        Map<Replaceable, PointStructList.Builder> operations = new LinkedHashMap<>();
        for (Entry entry : entries) {
            operations
                    .computeIfAbsent(new Replaceable(entry.owner(), entry.version()), QdrantIndex::upsertOf)
                    .addPoints(EntryPoint.point(entry));
        }
        return operations.values().stream()
                .map(points ->
                        PointsUpdateOperation.newBuilder().setUpsert(points).build())
                .toList();
    }

    private static PointStructList.Builder upsertOf(Replaceable replaceable) {
        return PointStructList.newBuilder()
                .setUpdateFilter(EntryPoint.notNewerThan(replaceable.owner(), replaceable.version()));
    }

    @Override
    public void delete(Collected collected, Owner owner, Collection<UUID> ids) {
        if (!ids.isEmpty()) {
            List<Common.PointId> points = ids.stream().map(PointIdFactory::id).toList();
            delete(
                    collected,
                    EntryPoint.everything(owner).toBuilder()
                            .addMust(ConditionFactory.hasId(points))
                            .build());
        }
    }

    /**
     * Returns when no search finds anything of the owner's. The server frees the bytes when it next rewrites the segments
     * that held them.
     */
    @Override
    public void deleteOwner(Owner owner) {
        for (Collected collected : Collected.values()) {
            delete(collected, EntryPoint.everything(owner));
        }
    }

    private void delete(Collected collected, Common.Filter filter) {
        update(
                collected,
                List.of(PointsUpdateOperation.newBuilder()
                        .setDeletePoints(PointsUpdateOperation.DeletePoints.newBuilder()
                                .setPoints(PointsSelector.newBuilder().setFilter(filter)))
                        .build()));
    }

    private void update(Collected collected, List<PointsUpdateOperation> operations) {
        UpdateBatchPoints update = UpdateBatchPoints.newBuilder()
                .setCollectionName(collections.name(collected))
                .addAllOperations(operations)
                .setWait(true)
                .setTimeout(server.timeoutSeconds())
                .build();
        server.points(calls -> calls.updateBatch(update)).getResultList().forEach(QdrantIndex::checkApplied);
    }

    /** A write that was only taken note of would not be found by a search that starts now. */
    static void checkApplied(UpdateResult result) {
        if (result.getStatus() != UpdateStatus.Completed) {
            throw new Unavailable("the index did not apply a write in time");
        }
    }

    @Override
    public Candidates search(Collected collected, Query query) {
        Points.@Nullable QueryPoints dense = null;
        Points.@Nullable QueryPoints lexical = null;
        float @Nullable [] vector = query.vector();
        if (vector != null && query.limit() > 0) {
            checkDimensions(vector.length);
            dense = points(
                    collected,
                    query,
                    EntryPoint.DENSE,
                    VectorInput.newBuilder().setDense(EntryPoint.dense(vector)).build());
        }
        Map<Long, Float> weights = weights(query);
        if (!weights.isEmpty() && query.limit() > 0) {
            lexical = points(
                    collected,
                    query,
                    EntryPoint.TERMS,
                    VectorInput.newBuilder()
                            .setSparse(EntryPoint.sparse(weights))
                            .build());
        }
        return search(collected, dense, lexical);
    }

    /** Both in one call. */
    private Candidates search(Collected collected, @Nullable QueryPoints dense, @Nullable QueryPoints lexical) {
        QueryBatchPoints.Builder both = QueryBatchPoints.newBuilder()
                .setCollectionName(collections.name(collected))
                .setTimeout(server.timeoutSeconds());
        if (dense != null) {
            both.addQueryPoints(dense);
        }
        if (lexical != null) {
            both.addQueryPoints(lexical);
        }
        if (both.getQueryPointsCount() == 0) {
            return new Candidates(List.of(), List.of());
        }
        List<Points.BatchResult> results =
                server.points(calls -> calls.queryBatch(both.build())).getResultList();
        return new Candidates(
                dense == null ? List.of() : hits(results.get(0)),
                lexical == null ? List.of() : hits(results.get(results.size() - 1)));
    }

    private QueryPoints points(Collected collected, Query query, String using, VectorInput nearest) {
        return QueryPoints.newBuilder()
                .setCollectionName(collections.name(collected))
                .setQuery(Points.Query.newBuilder().setNearest(nearest))
                .setUsing(using)
                .setFilter(EntryPoint.matching(query.owner(), query.filter()))
                .setLimit(query.limit())
                .setWithPayload(ORDINAL_ONLY)
                .build();
    }

    private static Map<Long, Float> weights(Query query) {
        Map<Long, Float> weights = new TreeMap<>();
        for (Long term : query.terms()) {
            double weight = query.termWeights().getOrDefault(term, 1.0);
            if (weight > 0) {
                weights.put(term, (float) weight);
            }
        }
        return weights;
    }

    private static List<Hit> hits(Points.BatchResult result) {
        List<Hit> hits = new ArrayList<>();
        for (ScoredPoint point : result.getResultList()) {
            hits.add(new Hit(
                    UUID.fromString(point.getId().getUuid()),
                    point.getPayloadOrThrow(EntryPoint.ORDINAL).getIntegerValue(),
                    point.getScore()));
        }
        hits.sort(HitOrder.BEST_FIRST);
        return hits;
    }

    @Override
    public long count(Collected collected, Owner owner) {
        CountPoints count = CountPoints.newBuilder()
                .setCollectionName(collections.name(collected))
                .setFilter(EntryPoint.everything(owner))
                .setExact(true)
                .build();
        return server.points(calls -> calls.count(count)).getResult().getCount();
    }

    /** Each write is durable when its call returns. */
    @Override
    public void checkpoint(Map<Integer, Long> nextOffsets) {}

    @Override
    public @Nullable Map<Integer, Long> durableUpTo() {
        return null;
    }

    @Override
    public void close() {
        server.close();
    }

    private void checkDimensions(int length) {
        if (length != dimensions) {
            throw new Rejected("invalid_vector", "vector: has " + length + " dimensions, expected " + dimensions);
        }
    }

    /** What the stored point must be to be replaced: the owner's, and not newer. */
    private record Replaceable(Owner owner, long version) {}
}
