package io.memstream.extractor;

import io.memstream.adapters.config.StreamConfig;
import io.memstream.adapters.embedding.TokenSignature;
import io.memstream.adapters.events.SealedEvents;
import io.memstream.adapters.http.HttpServer;
import io.memstream.adapters.streams.HaltOrReplace;
import io.memstream.core.port.Embedder;
import io.memstream.core.port.TermAnalyzer;
import io.memstream.core.port.Vault;
import io.memstream.extractor.embedded.EmbeddedClaimExtractor;
import io.memstream.extractor.llm.LlmExtractor;
import io.memstream.schemas.TopicAdmin;
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

/** The running extractor. What it is given stays its giver's to close. */
public final class Extractor implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final HaltOrReplace failures;
    private final Patience patience;
    private final KafkaStreams streams;
    private final Optional<LlmExtractor> llm;
    private final HttpServer operations;

    private Extractor(
            HaltOrReplace failures,
            Patience patience,
            KafkaStreams streams,
            Optional<LlmExtractor> llm,
            HttpServer operations) {
        this.failures = failures;
        this.patience = patience;
        this.streams = streams;
        this.llm = llm;
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
        EmbeddedClaimExtractor claims = EmbeddedClaimExtractor.english();
        FeaturesReader features = new FeaturesReader(vault, embedder, TokenSignature.bgeSmallEn(), analyzer);
        SealedEvents events = new SealedEvents(vault, frames);
        ExtractionReader reader = new ExtractionReader(vault, features, claims);
        TurnExtractor turns = new TurnExtractor(events, reader);
        CommandExtractor commands = new CommandExtractor(events, reader);
        LogBefore before = new KafkaLogBefore(admin);
        Patience patience = new Patience(config.retryFirst(), config.retryLongest(), meters);
        KafkaStreams streams = new KafkaStreams(
                new ExtractorTopology(
                                log.topics(),
                                () -> new Extract(
                                        frames,
                                        turns,
                                        commands,
                                        new PreviousTurns(events, vault, frames),
                                        before,
                                        patience,
                                        meters))
                        .get(),
                new StreamsConfig(StreamsSettings.of(config)));
        HaltOrReplace failures = new HaltOrReplace("extractor");
        streams.setUncaughtExceptionHandler(failures);
        Optional<LlmExtractor> llm = Optional.ofNullable(config.llm())
                .map(slower -> LlmExtractor.start(
                        slower, log, vault, frames, features::ofStatement, features.model(), analyzer, meters));
        HttpServer.Builder health = HttpServer.named("extractor")
                .listen(config.host(), config.port())
                .meters(meters)
                .check("streams", () -> problem(failures, streams));
        llm.ifPresent(slower -> health.check("llm", slower::problem));
        try {
            // The port first: a service that cannot be asked how it is does not begin.
            return new Extractor(failures, patience, streams, llm, health.start()).begin();
        } catch (RuntimeException refused) {
            llm.ifPresent(LlmExtractor::close);
            streams.close(CLOSE_TIMEOUT);
            throw refused;
        }
    }

    private Extractor begin() {
        try {
            streams.start();
            return this;
        } catch (RuntimeException refused) {
            operations.close();
            throw refused;
        }
    }

    private static Optional<String> problem(HaltOrReplace failures, KafkaStreams streams) {
        KafkaStreams.State state = streams.state();
        return failures.problem()
                .or(() -> state == KafkaStreams.State.RUNNING
                        ? Optional.empty()
                        : Optional.of("the topology is " + state));
    }

    public boolean ready() {
        return problem(failures, streams).isEmpty();
    }

    /** Of health and metrics. */
    public int port() {
        return operations.port();
    }

    @Override
    public void close() {
        operations.close();
        failures.close();
        patience.close();
        llm.ifPresent(LlmExtractor::close);
        streams.close(CloseOptions.timeout(CLOSE_TIMEOUT)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    }
}
