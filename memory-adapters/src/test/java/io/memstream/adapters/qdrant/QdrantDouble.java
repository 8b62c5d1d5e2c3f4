package io.memstream.adapters.qdrant;

import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CollectionExists;
import io.qdrant.client.grpc.Collections.CollectionExistsRequest;
import io.qdrant.client.grpc.Collections.CollectionExistsResponse;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CollectionOperationResponse;
import io.qdrant.client.grpc.Collections.CollectionStatus;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.GetCollectionInfoResponse;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.CountResponse;
import io.qdrant.client.grpc.Points.CountResult;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.PointsUpdateOperation;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryBatchResponse;
import io.qdrant.client.grpc.Points.UpdateBatchPoints;
import io.qdrant.client.grpc.Points.UpdateBatchResponse;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.PointsGrpc;
import io.qdrant.client.grpc.QdrantGrpc;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A Qdrant server in memory on a loopback port, made from the client's own service classes: what of it the adapter uses,
 * and a refusal of all else. Held to the answers of an independent implementation by {@code QdrantDoubleTest}.
 */
public final class QdrantDouble implements AutoCloseable {
    private static final Metadata.Key<String> API_KEY = Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER);
    private static final int LARGEST_REQUEST = 32 << 20;

    private final Map<String, StoredCollection> collections = new ConcurrentHashMap<>();
    private final Server server;
    private final URI url;

    private volatile String version = "1.18.0";
    private volatile @Nullable String apiKey;
    private volatile @Nullable Status outage;

    private QdrantDouble(int port, ServerCredentials credentials) throws IOException {
        server = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), credentials)
                .maxInboundMessageSize(LARGEST_REQUEST)
                .intercept(new Gate())
                .addService(new Health())
                .addService(new CollectionCalls())
                .addService(new PointCalls())
                .build()
                .start();
        this.url = URI.create(
                (credentials instanceof TlsServerCredentials ? "https" : "http") + "://127.0.0.1:" + server.getPort());
    }

    /** @param port 0 for any free one */
    public static QdrantDouble start(int port) throws IOException {
        return new QdrantDouble(port, InsecureServerCredentials.create());
    }

    /** On any free port, over TLS, with certificate and key as PEM. */
    static QdrantDouble startSecured(File certificate, File key) throws IOException {
        return new QdrantDouble(0, TlsServerCredentials.create(certificate, key));
    }

    /** Runs until the process is ended. The argument is the port, 6334 without one. */
    public static void main(String[] arguments) throws Exception {
        int port = arguments.length == 0 ? 6334 : Integer.parseInt(arguments[0]);
        QdrantDouble running = start(port);
        System.out.println("Qdrant double at " + running.url());
        running.server.awaitTermination();
    }

    public int port() {
        return url.getPort();
    }

    public URI url() {
        return url;
    }

    /** What it says it is, from now on. */
    public QdrantDouble asVersion(String number) {
        version = number;
        return this;
    }

    /** Refuses calls without this key from now on. */
    public QdrantDouble requiringApiKey(String key) {
        apiKey = key;
        return this;
    }

    /** Answers every call so from now on; null to work again. */
    public void answerAll(@Nullable Status status) {
        outage = status;
    }

    /** Number of points in all collections. */
    public int points() {
        return collections.values().stream().mapToInt(StoredCollection::size).sum();
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private StoredCollection collection(String name) {
        StoredCollection collection = collections.get(name);
        if (collection == null) {
            throw Status.NOT_FOUND
                    .withDescription("Not found: Collection `" + name + "` doesn't exist!")
                    .asRuntimeException();
        }
        return collection;
    }

    private static <T> void answer(StreamObserver<T> observer, Supplier<T> answer) {
        T value;
        try {
            value = answer.get();
        } catch (RuntimeException failed) {
            observer.onError(failed);
            return;
        }
        observer.onNext(value);
        observer.onCompleted();
    }

    /** Without {@code wait}, a server answers before it has applied the write. */
    private static UpdateResult written(boolean wait) {
        return UpdateResult.newBuilder()
                .setStatus(wait ? UpdateStatus.Completed : UpdateStatus.Acknowledged)
                .build();
    }

    private final class Gate implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            Status refusal = outage;
            if (refusal == null && apiKey != null && !apiKey.equals(headers.get(API_KEY))) {
                refusal = Status.UNAUTHENTICATED.withDescription("Must provide an API key");
            }
            if (refusal != null) {
                call.close(refusal, new Metadata());
                return new ServerCall.Listener<>() {};
            }
            return next.startCall(call, headers);
        }
    }

    private final class Health extends QdrantGrpc.QdrantImplBase {
        @Override
        public void healthCheck(HealthCheckRequest request, StreamObserver<HealthCheckReply> observer) {
            answer(
                    observer,
                    () -> HealthCheckReply.newBuilder()
                            .setTitle("qdrant double")
                            .setVersion(version)
                            .build());
        }
    }

    private final class CollectionCalls extends CollectionsGrpc.CollectionsImplBase {
        @Override
        public void collectionExists(
                CollectionExistsRequest request, StreamObserver<CollectionExistsResponse> observer) {
            answer(
                    observer,
                    () -> CollectionExistsResponse.newBuilder()
                            .setResult(CollectionExists.newBuilder()
                                    .setExists(collections.containsKey(request.getCollectionName())))
                            .build());
        }

        @Override
        public void create(CreateCollection request, StreamObserver<CollectionOperationResponse> observer) {
            answer(observer, () -> {
                String name = request.getCollectionName();
                if (collections.putIfAbsent(name, new StoredCollection(request)) != null) {
                    throw Status.ALREADY_EXISTS
                            .withDescription("Wrong input: Collection `" + name + "` already exists!")
                            .asRuntimeException();
                }
                return CollectionOperationResponse.newBuilder().setResult(true).build();
            });
        }

        @Override
        public void delete(DeleteCollection request, StreamObserver<CollectionOperationResponse> observer) {
            answer(
                    observer,
                    () -> CollectionOperationResponse.newBuilder()
                            .setResult(collections.remove(request.getCollectionName()) != null)
                            .build());
        }

        @Override
        public void get(GetCollectionInfoRequest request, StreamObserver<GetCollectionInfoResponse> observer) {
            answer(observer, () -> {
                StoredCollection collection = collection(request.getCollectionName());
                return GetCollectionInfoResponse.newBuilder()
                        .setResult(CollectionInfo.newBuilder()
                                .setStatus(CollectionStatus.Green)
                                .setPointsCount(collection.size())
                                .setConfig(CollectionConfig.newBuilder().setParams(collection.params())))
                        .build();
            });
        }
    }

    private final class PointCalls extends PointsGrpc.PointsImplBase {
        /** The double looks at each point and needs none; but the collection must be there. */
        @Override
        public void createFieldIndex(
                CreateFieldIndexCollection request, StreamObserver<PointsOperationResponse> observer) {
            answer(observer, () -> {
                collection(request.getCollectionName());
                return PointsOperationResponse.newBuilder()
                        .setResult(written(request.getWait()))
                        .build();
            });
        }

        @Override
        public void updateBatch(UpdateBatchPoints request, StreamObserver<UpdateBatchResponse> observer) {
            answer(observer, () -> {
                OnlyFields.check(request, "collection_name", "wait", "operations", "timeout");
                StoredCollection collection = collection(request.getCollectionName());
                UpdateBatchResponse.Builder response = UpdateBatchResponse.newBuilder();
                for (PointsUpdateOperation operation : request.getOperationsList()) {
                    apply(collection, operation);
                    response.addResult(written(request.getWait()));
                }
                return response.build();
            });
        }

        private static void apply(StoredCollection collection, PointsUpdateOperation operation) {
            OnlyFields.check(operation, "upsert", "delete_points");
            if (operation.hasUpsert()) {
                PointsUpdateOperation.PointStructList upsert = operation.getUpsert();
                OnlyFields.check(upsert, "points", "update_filter");
                collection.upsert(upsert.getPointsList(), upsert.hasUpdateFilter() ? upsert.getUpdateFilter() : null);
            } else {
                OnlyFields.check(operation.getDeletePoints(), "points");
                collection.delete(operation.getDeletePoints().getPoints());
            }
        }

        @Override
        public void queryBatch(QueryBatchPoints request, StreamObserver<QueryBatchResponse> observer) {
            answer(observer, () -> {
                OnlyFields.check(request, "collection_name", "query_points", "timeout");
                StoredCollection collection = collection(request.getCollectionName());
                QueryBatchResponse.Builder response = QueryBatchResponse.newBuilder();
                request.getQueryPointsList()
                        .forEach(query ->
                                response.addResult(BatchResult.newBuilder().addAllResult(collection.query(query))));
                return response.build();
            });
        }

        @Override
        public void count(CountPoints request, StreamObserver<CountResponse> observer) {
            answer(observer, () -> {
                OnlyFields.check(request, "collection_name", "filter", "exact");
                StoredCollection collection = collection(request.getCollectionName());
                return CountResponse.newBuilder()
                        .setResult(CountResult.newBuilder().setCount(collection.count(request.getFilter())))
                        .build();
            });
        }
    }
}
