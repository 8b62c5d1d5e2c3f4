package io.memstream.adapters.qdrant;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import io.memstream.core.failure.Rejected;
import io.memstream.core.failure.Unavailable;
import io.qdrant.client.grpc.CollectionsGrpc;
import io.qdrant.client.grpc.CollectionsGrpc.CollectionsBlockingStub;
import io.qdrant.client.grpc.PointsGrpc;
import io.qdrant.client.grpc.PointsGrpc.PointsBlockingStub;
import io.qdrant.client.grpc.QdrantGrpc;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls to the server, bounded in time, with its answers as our two kinds of failure.
 *
 * <p>On the generated stubs and not on {@code QdrantClient}, which logs every failed call as an error, also those that
 * are tried again.
 */
final class QdrantServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QdrantServer.class);
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");
    private static final Metadata.Key<String> API_KEY = Metadata.Key.of("api-key", Metadata.ASCII_STRING_MARSHALLER);
    private static final int LARGEST_ANSWER = 64 << 20;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    private final ManagedChannel channel;
    private final QdrantConfig config;

    private QdrantServer(ManagedChannel channel, QdrantConfig config) {
        this.channel = channel;
        this.config = config;
    }

    static QdrantServer connect(QdrantConfig config) {
        QdrantServer server = new QdrantServer(channel(config), config);
        try {
            server.checkVersion();
            return server;
        } catch (RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    <T> T points(Function<PointsBlockingStub, T> call) {
        return answering(() -> call.apply(bounded(PointsGrpc.newBlockingStub(channel))));
    }

    <T> T collections(Function<CollectionsBlockingStub, T> call) {
        return answering(() -> call.apply(bounded(CollectionsGrpc.newBlockingStub(channel))));
    }

    /** For requests that carry their own bound, in seconds. */
    long timeoutSeconds() {
        return Math.max(1, config.timeout().toSeconds());
    }

    @Override
    public void close() {
        channel.shutdown();
        try {
            if (!channel.awaitTermination(1, TimeUnit.SECONDS)) {
                channel.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            channel.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** An older server ignores the condition of a conditional write without a word. */
    private void checkVersion() {
        String version = answering(() -> bounded(QdrantGrpc.newBlockingStub(channel))
                        .healthCheck(HealthCheckRequest.getDefaultInstance()))
                .getVersion();
        Matcher numbers = VERSION.matcher(version);
        if (!numbers.matches()) {
            throw new IllegalStateException(config.url() + " answers as Qdrant version '" + version
                    + "', which is not a version; is it a Qdrant server's gRPC port?");
        }
        int major = Integer.parseInt(numbers.group(1));
        int minor = Integer.parseInt(numbers.group(2));
        if (major < 1 || (major == 1 && minor < 16)) {
            throw new IllegalStateException(
                    config.url() + " is Qdrant " + version + "; 1.16 or newer is needed, for conditional writes");
        }
    }

    private <S extends AbstractStub<S>> S bounded(S stub) {
        S timed = stub.withDeadlineAfter(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
        if (config.apiKey() == null) {
            return timed;
        }
        Metadata headers = new Metadata();
        headers.put(API_KEY, config.apiKey());
        return timed.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    /** Only what the server calls a bad request never will work; a wrong key or a lost collection can be put right. */
    private <T> T answering(Call<T> call) {
        try {
            return call.run();
        } catch (StatusRuntimeException failed) {
            Status status = failed.getStatus();
            String said = status.getCode() + (status.getDescription() == null ? "" : ": " + status.getDescription());
            switch (status.getCode()) {
                case INVALID_ARGUMENT, OUT_OF_RANGE -> throw refused(said, failed);
                default ->
                    throw new Unavailable(
                            "the index does not answer", "Qdrant at " + config.url() + ": " + said, failed);
            }
        }
    }

    /** What the server says is for the log alone, which has no text of users in it: the server never gets any. */
    private static Rejected refused(String said, StatusRuntimeException failed) {
        LOG.warn("event=index_refused said=\"{}\"", said);
        Rejected refused = new Rejected("index_rejected", "the index refuses what it was given");
        refused.initCause(failed);
        return refused;
    }

    private static ManagedChannel channel(QdrantConfig config) {
        return Grpc.newChannelBuilder(config.target(), credentials(config))
                .maxInboundMessageSize(LARGEST_ANSWER)
                .keepAliveTime(KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS)
                .build();
    }

    private static ChannelCredentials credentials(QdrantConfig config) {
        if (!config.tls()) {
            return InsecureChannelCredentials.create();
        }
        if (config.trustedCertificates() == null) {
            return TlsChannelCredentials.create();
        }
        try {
            return TlsChannelCredentials.newBuilder()
                    .trustManager(config.trustedCertificates().toFile())
                    .build();
        } catch (IOException failed) {
            throw new IllegalArgumentException(
                    "qdrant.trusted-certificates: cannot be read: " + config.trustedCertificates(), failed);
        }
    }

    private interface Call<T> {
        T run();
    }
}
