package io.memstream.extractor;

import io.memstream.adapters.config.StreamConfig;
import io.memstream.adapters.embedding.TokenSignature;
import io.memstream.adapters.events.SealedEvents;
import io.memstream.adapters.http.HttpServer;
import io.memstream.core.failure.KeyMissing;
import io.memstream.core.port.ClaimExtractor;
import io.memstream.core.port.Embedder;
import io.memstream.core.port.TermAnalyzer;
import io.memstream.core.port.Vault;
import io.memstream.extractor.claims.EmbeddedClaimExtractor;
import io.memstream.schemas.TopicAdmin;
import io.memstream.schemas.UnknownRecordType;
import io.memstream.schemas.serde.RecordFrames;
import io.memstream.schemas.serde.RegistryFrames;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running extractor. What it is given stays its giver's to close. */
public final class Extractor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Extractor.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Patience patience;
    private final KafkaStreams streams;
    private final HttpServer operations;

    private Extractor(Patience patience, KafkaStreams streams, HttpServer operations) {
        this.patience = patience;
        this.streams = streams;
        this.operations = operations;
    }

    /** Makes the topics that are missing and begins where the generation's last extractor ended. */
    public static Extractor start(
            ExtractorConfig config, Vault vault, Embedder embedder, TermAnalyzer analyzer, MeterRegistry meters) {
        StreamConfig log = config.log();
        Map<String, Object> admin = new HashMap<>(log.kafka());
        try (Admin topics = Admin.create(admin)) {
            TopicAdmin.ensure(topics, log.topics(), log.partitions(), log.replication());
        }
        RecordFrames frames = new RegistryFrames(log.registry());
        ClaimExtractor claims = EmbeddedClaimExtractor.english();
        FeaturesReader features = new FeaturesReader(vault, embedder, TokenSignature.bgeSmallEn(), analyzer);
        TurnExtractor turns = new TurnExtractor(new SealedEvents(vault, frames), vault, features, claims);
        Patience patience = new Patience(config.retryFirst(), config.retryLongest(), meters);
        KafkaStreams streams = new KafkaStreams(
                new ExtractorTopology(log.topics(), () -> new Extract(frames, turns, patience, meters)).get(),
                new StreamsConfig(StreamsSettings.of(config)));
        streams.setUncaughtExceptionHandler(Extractor::respond);
        // The port first: a service that cannot be asked how it is does not begin.
        HttpServer operations = HttpServer.named("extractor")
                .listen(config.host(), config.port())
                .meters(meters)
                .check("streams", () -> problem(streams))
                .start();
        streams.start();
        return new Extractor(patience, streams, operations);
    }

    /** What only an operator can mend halts the service; what the broker does to a thread is answered with a new one. */
    private static StreamThreadExceptionResponse respond(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Patience.Interrupted) {
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
            if (cause instanceof KeyMissing || cause instanceof UnknownRecordType) {
                LOG.error("extract halts: {}", cause.getMessage());
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
            if (cause instanceof Error) {
                LOG.error("extract halts", failure);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        }
        LOG.error("extract goes on with a new thread after {}", failure.toString(), failure);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static Optional<String> problem(KafkaStreams streams) {
        KafkaStreams.State state = streams.state();
        return state == KafkaStreams.State.RUNNING ? Optional.empty() : Optional.of("the topology is " + state);
    }

    public boolean ready() {
        return problem(streams).isEmpty();
    }

    /** Of health and metrics. */
    public int port() {
        return operations.port();
    }

    @Override
    public void close() {
        operations.close();
        patience.close();
        streams.close(CloseOptions.timeout(CLOSE_TIMEOUT)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    }
}
