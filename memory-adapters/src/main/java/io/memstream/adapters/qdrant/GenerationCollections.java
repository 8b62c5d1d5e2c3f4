package io.memstream.adapters.qdrant;

import io.memstream.core.port.MemoryIndex.Collected;
import io.qdrant.client.grpc.Collections.BoolIndexParams;
import io.qdrant.client.grpc.Collections.CollectionExistsRequest;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.HnswConfigDiff;
import io.qdrant.client.grpc.Collections.IntegerIndexParams;
import io.qdrant.client.grpc.Collections.KeywordIndexParams;
import io.qdrant.client.grpc.Collections.PayloadIndexParams;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import java.util.List;
import java.util.Locale;

/** The collections of one generation: one of episodes, one of facts, all tenants in both. */
final class GenerationCollections {
    /** Edges of a point within its owner's graph. There is no graph over all owners: nobody searches over all owners. */
    private static final int OWNER_EDGES = 16;

    private final QdrantServer server;
    private final QdrantConfig config;

    GenerationCollections(QdrantServer server, QdrantConfig config) {
        this.server = server;
        this.config = config;
    }

    String name(Collected collected) {
        return config.prefix() + "_" + collected.name().toLowerCase(Locale.ROOT) + "s_" + config.generation();
    }

    /** Services of one generation may do this at once. */
    void ensure(Collected collected) {
        String name = name(collected);
        if (!exists(name)) {
            create(name);
        }
        checkDimensions(name);
        index(name, EntryPoint.OWNER, FieldType.FieldTypeKeyword, keywords(true));
        for (String field : List.of(EntryPoint.SESSION, EntryPoint.KIND, EntryPoint.SPEAKER, EntryPoint.SCOPE)) {
            index(name, field, FieldType.FieldTypeKeyword, keywords(false));
        }
        index(name, EntryPoint.ACTIVE, FieldType.FieldTypeBool, booleans());
        index(name, EntryPoint.OCCURRED_AT, FieldType.FieldTypeInteger, ranges());
        index(name, EntryPoint.VERSION, FieldType.FieldTypeInteger, ranges());
    }

    private boolean exists(String name) {
        return server.collections(calls -> calls.collectionExists(CollectionExistsRequest.newBuilder()
                        .setCollectionName(name)
                        .build()))
                .getResult()
                .getExists();
    }

    private void create(String name) {
        try {
            server.collections(calls -> calls.create(CreateCollection.newBuilder()
                    .setCollectionName(name)
                    .setVectorsConfig(VectorsConfig.newBuilder()
                            .setParamsMap(VectorParamsMap.newBuilder()
                                    .putMap(
                                            EntryPoint.DENSE,
                                            VectorParams.newBuilder()
                                                    .setSize(config.dimensions())
                                                    .setDistance(Distance.Cosine)
                                                    .build())))
                    .setSparseVectorsConfig(SparseVectorConfig.newBuilder()
                            .putMap(EntryPoint.TERMS, SparseVectorParams.getDefaultInstance()))
                    .setHnswConfig(HnswConfigDiff.newBuilder().setM(0).setPayloadM(OWNER_EDGES))
                    .setReplicationFactor(config.replicas())
                    .setTimeout(server.timeoutSeconds())
                    .build()));
        } catch (RuntimeException failed) {
            if (!exists(name)) {
                throw failed;
            }
            // Another service was faster.
        }
    }

    private void checkDimensions(String name) {
        long size = server.collections(calls -> calls.get(GetCollectionInfoRequest.newBuilder()
                        .setCollectionName(name)
                        .build()))
                .getResult()
                .getConfig()
                .getParams()
                .getVectorsConfig()
                .getParamsMap()
                .getMapOrDefault(EntryPoint.DENSE, VectorParams.getDefaultInstance())
                .getSize();
        if (size != config.dimensions()) {
            throw new IllegalStateException("Qdrant collection " + name + " has vectors of " + size
                    + " dimensions, the embedding model gives " + config.dimensions() + "; it needs a new generation");
        }
    }

    private void index(String name, String field, FieldType type, PayloadIndexParams parameters) {
        QdrantIndex.checkApplied(server.points(calls -> calls.createFieldIndex(CreateFieldIndexCollection.newBuilder()
                        .setCollectionName(name)
                        .setFieldName(field)
                        .setFieldType(type)
                        .setFieldIndexParams(parameters)
                        .setWait(true)
                        .setTimeout(server.timeoutSeconds())
                        .build()))
                .getResult());
    }

    private static PayloadIndexParams keywords(boolean tenant) {
        return PayloadIndexParams.newBuilder()
                .setKeywordIndexParams(
                        KeywordIndexParams.newBuilder().setIsTenant(tenant).setEnableHnsw(tenant))
                .build();
    }

    private static PayloadIndexParams booleans() {
        return PayloadIndexParams.newBuilder()
                .setBoolIndexParams(BoolIndexParams.newBuilder().setEnableHnsw(false))
                .build();
    }

    private static PayloadIndexParams ranges() {
        return PayloadIndexParams.newBuilder()
                .setIntegerIndexParams(IntegerIndexParams.newBuilder()
                        .setLookup(false)
                        .setRange(true)
                        .setEnableHnsw(false))
                .build();
    }
}
