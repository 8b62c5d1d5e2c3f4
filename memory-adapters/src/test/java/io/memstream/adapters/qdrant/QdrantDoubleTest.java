package io.memstream.adapters.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.ValueFactory;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Common.Range;
import io.qdrant.client.grpc.Points;
import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.DenseVector;
import io.qdrant.client.grpc.Points.NamedVectors;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsIdsList;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.PointsUpdateOperation.PointStructList;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.SparseVector;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.VectorInput;
import io.qdrant.client.grpc.Points.Vectors;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import io.qdrant.client.grpc.PointsGrpc;
import io.qdrant.client.grpc.PointsGrpc.PointsBlockingStub;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The double gives the answers that qdrant-client's in-process mode gives, and refuses what it does not do. */
class QdrantDoubleTest {
    private static final String COLLECTION = "compared";
    private static final int DIMENSIONS = 8;
    private static final double ROUNDING = 1e-5;

    @Test
    void answersAsAnIndependentImplementationDoes() throws Exception {
        try (QdrantDouble ours = QdrantDouble.start(0);
                PythonQdrant theirs = PythonQdrant.start();
                Caller one = new Caller(ours.url());
                Caller other = new Caller(theirs.url())) {
            one.create();
            other.create();
            Random random = new Random(23);

            for (int round = 0; round < 40; round++) {
                UpdateBatchPoints update = update(random);
                one.points.updateBatch(update);
                other.points.updateBatch(update);
                QueryBatchPoints queries = queries(random);
                assertAlike(
                        one.points.queryBatch(queries).getResultList(),
                        other.points.queryBatch(queries).getResultList());
                CountPoints count = CountPoints.newBuilder()
                        .setCollectionName(COLLECTION)
                        .setFilter(filter(random))
                        .setExact(true)
                        .build();
                assertThat(one.points.count(count).getResult())
                        .isEqualTo(other.points.count(count).getResult());
            }
        }
    }

    @Test
    void refusesWhatAnIndependentImplementationRefuses() throws Exception {
        try (QdrantDouble ours = QdrantDouble.start(0);
                PythonQdrant theirs = PythonQdrant.start();
                Caller one = new Caller(ours.url());
                Caller other = new Caller(theirs.url())) {
            one.create();
            other.create();
            QueryBatchPoints tooShort = query(QueryPoints.newBuilder()
                    .setQuery(Points.Query.newBuilder()
                            .setNearest(VectorInput.newBuilder()
                                    .setDense(DenseVector.newBuilder().addData(1))))
                    .setUsing("dense"));
            QueryBatchPoints elsewhere =
                    tooShort.toBuilder().setCollectionName("unknown").build();

            for (Caller caller : List.of(one, other)) {
                assertThatThrownBy(() -> caller.points.queryBatch(tooShort))
                        .satisfies(failed -> assertThat(
                                        Status.fromThrowable(failed).getCode())
                                .isEqualTo(Status.Code.INVALID_ARGUMENT));
                assertThatThrownBy(() -> caller.points.queryBatch(elsewhere))
                        .satisfies(failed -> assertThat(
                                        Status.fromThrowable(failed).getCode())
                                .isEqualTo(Status.Code.NOT_FOUND));
            }
        }
    }

    @Test
    void passesOverNothingThatItDoesNotDo() throws Exception {
        try (QdrantDouble ours = QdrantDouble.start(0);
                Caller caller = new Caller(ours.url())) {
            caller.create();
            QueryBatchPoints query = query(QueryPoints.newBuilder().setScoreThreshold(0.5f));

            assertThatThrownBy(() -> caller.points.queryBatch(query))
                    .isInstanceOf(StatusRuntimeException.class)
                    .hasMessageContaining("UNIMPLEMENTED")
                    .hasMessageContaining("score_threshold");
        }
    }

    private static QueryBatchPoints query(QueryPoints.Builder query) {
        return QueryBatchPoints.newBuilder()
                .setCollectionName(COLLECTION)
                .addQueryPoints(query.setCollectionName(COLLECTION))
                .build();
    }

    private static UpdateBatchPoints update(Random random) {
        UpdateBatchPoints.Builder update =
                UpdateBatchPoints.newBuilder().setCollectionName(COLLECTION).setWait(true);
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            update.addOperations(operation(random));
        }
        return update.build();
    }

    private static PointsUpdateOperation operation(Random random) {
        return switch (random.nextInt(8)) {
            case 0 ->
                delete(PointsSelector.newBuilder()
                        .setPoints(PointsIdsList.newBuilder()
                                .addIds(id(random))
                                .addIds(id(random))
                                .build())
                        .build());
            case 1 ->
                delete(PointsSelector.newBuilder()
                        .setFilter(filter(random).toBuilder()
                                .addMust(ConditionFactory.hasId(List.of(id(random), id(random), id(random)))))
                        .build());
            default -> {
                PointStructList.Builder upsert = PointStructList.newBuilder();
                Map<String, PointStruct> distinct = new HashMap<>();
                for (int i = 0; i < 1 + random.nextInt(10); i++) {
                    PointStruct point = point(random);
                    distinct.put(point.getId().getUuid(), point);
                }
                upsert.addAllPoints(distinct.values());
                if (random.nextInt(3) > 0) {
                    upsert.setUpdateFilter(filter(random));
                }
                yield PointsUpdateOperation.newBuilder().setUpsert(upsert).build();
            }
        };
    }

    private static PointsUpdateOperation delete(PointsSelector points) {
        return PointsUpdateOperation.newBuilder()
                .setDeletePoints(PointsUpdateOperation.DeletePoints.newBuilder().setPoints(points))
                .build();
    }

    private static PointId id(Random random) {
        return PointIdFactory.id(new UUID(7, random.nextInt(60)));
    }

    private static PointStruct point(Random random) {
        NamedVectors.Builder vectors = NamedVectors.newBuilder()
                .putVectors("dense", Vector.newBuilder().setDense(dense(random)).build());
        if (random.nextInt(5) > 0) {
            vectors.putVectors(
                    "terms", Vector.newBuilder().setSparse(sparse(random)).build());
        }
        PointStruct.Builder point = PointStruct.newBuilder()
                .setId(id(random))
                .setVectors(Vectors.newBuilder().setVectors(vectors))
                .putPayload("owner", ValueFactory.value("o" + random.nextInt(2)))
                .putPayload("scope", ValueFactory.value(random.nextBoolean() ? "" : "red"))
                .putPayload("active", ValueFactory.value(random.nextBoolean()))
                .putPayload("version", ValueFactory.value((1L << 52) + random.nextInt(6)));
        if (random.nextInt(4) > 0) {
            point.putPayload("ordinal", ValueFactory.value(random.nextInt(100)));
        }
        return point.build();
    }

    private static Filter filter(Random random) {
        Filter.Builder filter = Filter.newBuilder();
        if (random.nextBoolean()) {
            filter.addMust(ConditionFactory.matchKeyword("owner", "o" + random.nextInt(3)));
        }
        if (random.nextInt(3) == 0) {
            filter.addMust(ConditionFactory.matchKeywords("scope", List.of("", "blue")));
        }
        if (random.nextInt(3) == 0) {
            filter.addMust(ConditionFactory.match("active", random.nextBoolean()));
        }
        if (random.nextInt(3) == 0) {
            filter.addMust(ConditionFactory.range(
                    "version",
                    Range.newBuilder()
                            .setLte((double) ((1L << 52) + random.nextInt(6)))
                            .build()));
        }
        if (random.nextInt(4) == 0) {
            filter.addMust(ConditionFactory.range(
                    "ordinal", Range.newBuilder().setGte(10).setLt(60).build()));
        }
        if (random.nextInt(5) == 0) {
            filter.addMustNot(ConditionFactory.matchKeyword("owner", "o1"));
        }
        if (random.nextInt(5) == 0) {
            filter.addShould(ConditionFactory.match("active", true));
            filter.addShould(ConditionFactory.matchKeyword("scope", "red"));
        }
        return filter.build();
    }

    private static QueryBatchPoints queries(Random random) {
        QueryBatchPoints.Builder queries = QueryBatchPoints.newBuilder().setCollectionName(COLLECTION);
        for (VectorInput nearest : List.of(
                VectorInput.newBuilder().setDense(dense(random)).build(),
                VectorInput.newBuilder().setSparse(sparse(random)).build())) {
            queries.addQueryPoints(QueryPoints.newBuilder()
                    .setCollectionName(COLLECTION)
                    .setQuery(Points.Query.newBuilder().setNearest(nearest))
                    .setUsing(nearest.hasDense() ? "dense" : "terms")
                    .setFilter(filter(random))
                    .setLimit(5 + random.nextInt(60))
                    .setWithPayload(WithPayloadSelector.newBuilder().setEnable(true)));
        }
        return queries.build();
    }

    private static DenseVector dense(Random random) {
        boolean zero = random.nextInt(15) == 0;
        return DenseVector.newBuilder()
                .addAllData(IntStream.range(0, DIMENSIONS)
                        .mapToObj(any -> zero ? 0f : (float) random.nextGaussian())
                        .toList())
                .build();
    }

    private static SparseVector sparse(Random random) {
        TreeSet<Integer> indices = new TreeSet<>();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            indices.add(random.nextInt(12) - 6);
        }
        return SparseVector.newBuilder()
                .addAllIndices(indices)
                .addAllValues(
                        indices.stream().map(any -> 0.1f + random.nextFloat()).toList())
                .build();
    }

    private static void assertAlike(List<BatchResult> ours, List<BatchResult> theirs) {
        assertThat(ours).hasSameSizeAs(theirs);
        for (int query = 0; query < ours.size(); query++) {
            assertAlikeResults(
                    ours.get(query).getResultList(), theirs.get(query).getResultList());
        }
    }

    /** Equal scores may come in any order, and then it is open which of them are within the limit. */
    private static void assertAlikeResults(List<ScoredPoint> ours, List<ScoredPoint> theirs) {
        assertThat(ours).hasSameSizeAs(theirs);
        Map<String, ScoredPoint> byId = new HashMap<>();
        ours.forEach(point -> byId.put(point.getId().getUuid(), point));
        List<ScoredPoint> differing = new ArrayList<>();
        for (int i = 0; i < theirs.size(); i++) {
            ScoredPoint their = theirs.get(i);
            assertThat((double) ours.get(i).getScore()).isCloseTo(their.getScore(), within(ROUNDING));
            ScoredPoint our = byId.get(their.getId().getUuid());
            if (our == null) {
                differing.add(their);
            } else {
                assertThat(our.getPayloadMap()).isEqualTo(their.getPayloadMap());
                assertThat((double) our.getScore()).isCloseTo(their.getScore(), within(ROUNDING));
            }
        }
        if (!differing.isEmpty()) {
            double last = theirs.get(theirs.size() - 1).getScore();
            assertThat(differing)
                    .allSatisfy(point -> assertThat((double) point.getScore()).isCloseTo(last, within(2 * ROUNDING)));
        }
    }

    private static final class Caller implements AutoCloseable {
        private final ManagedChannel channel;
        private final PointsBlockingStub points;

        Caller(URI url) {
            channel = Grpc.newChannelBuilder(url.getHost() + ":" + url.getPort(), InsecureChannelCredentials.create())
                    .build();
            points = PointsGrpc.newBlockingStub(channel);
        }

        void create() {
            CollectionsGrpc.newBlockingStub(channel)
                    .create(CreateCollection.newBuilder()
                            .setCollectionName(COLLECTION)
                            .setVectorsConfig(VectorsConfig.newBuilder()
                                    .setParamsMap(VectorParamsMap.newBuilder()
                                            .putMap(
                                                    "dense",
                                                    VectorParams.newBuilder()
                                                            .setSize(DIMENSIONS)
                                                            .setDistance(Distance.Cosine)
                                                            .build())))
                            .setSparseVectorsConfig(SparseVectorConfig.newBuilder()
                                    .putMap("terms", SparseVectorParams.getDefaultInstance()))
                            .build());
        }

        @Override
        public void close() {
            channel.shutdownNow();
        }
    }
}
