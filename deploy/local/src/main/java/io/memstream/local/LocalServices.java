package io.memstream.local;

import io.memstream.adapters.cassandra.CassandraStores;
import io.memstream.adapters.config.PlatformConfig;
import io.memstream.adapters.config.Settings;
import io.memstream.adapters.config.StreamConfig;
import io.memstream.adapters.crypto.KeyEncryption;
import io.memstream.adapters.crypto.TinkVault;
import io.memstream.adapters.embedding.OnnxEmbedder;
import io.memstream.adapters.embedding.TokenSignature;
import io.memstream.adapters.http.Metrics;
import io.memstream.adapters.lucene.LuceneIndex;
import io.memstream.adapters.qdrant.QdrantIndex;
import io.memstream.adapters.text.EnglishTermAnalyzer;
import io.memstream.consolidator.ConsolidatorConfig;
import io.memstream.consolidator.ConsolidatorService;
import io.memstream.core.consolidation.Consolidator;
import io.memstream.core.model.Generation;
import io.memstream.core.port.Embedder;
import io.memstream.core.port.MemoryIndex;
import io.memstream.core.port.TermAnalyzer;
import io.memstream.core.port.Vault;
import io.memstream.extractor.Extractor;
import io.memstream.extractor.ExtractorConfig;
import io.memstream.gateway.Gateway;
import io.memstream.gateway.GatewayConfig;
import io.memstream.parts.CassandraPart;
import io.memstream.parts.KafkaPart;
import io.memstream.parts.Lifeline;
import io.memstream.retrieval.Retrieval;
import io.memstream.retrieval.RetrievalConfig;
import io.memstream.retrieval.RetrievalParts;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The services' process: all four with one embedder, one index and one session to Cassandra. */
final class LocalServices implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalServices.class);
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(50);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private LocalServices() {}

    public static void main(String[] arguments) {
        Lifeline.hold();
        LocalServices services = new LocalServices();
        Runtime.getRuntime().addShutdownHook(new Thread(services::close, "stop"));
        try {
            services.start(Settings.load());
        } catch (RuntimeException failed) {
            LOG.error("the services could not start", failed);
            System.exit(1);
        }
    }

    private void start(Settings settings) {
        long start = System.nanoTime();
        PlatformConfig platform = PlatformConfig.of(settings);
        StreamConfig stream = platform.stream();
        Path folder = settings.path("data").orElse(Path.of("."));
        // The model loads while the parts start.
        CompletableFuture<Embedder> loading = begin(OnnxEmbedder::bgeSmallEn);
        MeterRegistry meters = Metrics.prometheus();

        String registry = stream.registry().get("schema.registry.url");
        await("cassandra", () -> platform.cassandra().contactPoints().stream().anyMatch(CassandraPart::answersAt));
        CassandraStores stores = keep(CassandraStores.connect(platform.cassandra()));
        await(
                "kafka",
                () -> KafkaPart.answersAt(
                        Outside.firstOf(String.valueOf(stream.kafka().get("bootstrap.servers")))));
        await("registry", () -> Health.isOk(URI.create(registry + "/subjects")));
        LOG.info("parts answer after {} ms", millisSince(start));

        KeyEncryption encryption = KeyEncryption.fromFile(platform.keyFile());
        Vault writing = new TinkVault(stores.keyStore(), encryption, true);
        Vault reading = new TinkVault(stores.keyStore(), encryption, false);
        Embedder embedder = keep(loading.join());
        TermAnalyzer analyzer = new EnglishTermAnalyzer();
        Generation generation = new Generation(stream.topics().generation(), embedder.model(), Consolidator.RULES);
        sameOrRefuse(stores.generations().declareFirst(generation), generation);
        MemoryIndex index = keep(index(platform, generation, embedder, folder));
        LOG.info("model and index are open after {} ms", millisSince(start));

        // Side by side: each waits for answers of the broker more than for a core.
        CompletableFuture<Retrieval> retrieval = begin(() -> Retrieval.start(
                RetrievalConfig.from(settings),
                new RetrievalParts(
                        reading,
                        stores.generations(),
                        stores.watermarks(),
                        each -> stores.reader(each, reading),
                        each -> index,
                        embedder,
                        TokenSignature.bgeSmallEn(),
                        analyzer,
                        stores.auditTrail(),
                        stores.keyStore()::mode),
                meters));
        CompletableFuture<ConsolidatorService> consolidator = begin(() -> ConsolidatorService.start(
                ConsolidatorConfig.from(settings),
                reading,
                stores.keyStore(),
                stores.writer(generation, reading),
                index,
                stores.watermarks(),
                stores.auditTrail(),
                meters));
        CompletableFuture<Extractor> extractor =
                begin(() -> Extractor.start(ExtractorConfig.from(settings), reading, embedder, analyzer, meters));
        CompletableFuture<Gateway> gateway =
                begin(() -> Gateway.start(GatewayConfig.from(settings), writing, stores.keyStore(), analyzer, meters));
        keep(retrieval.join());
        keep(consolidator.join());
        keep(extractor.join());
        keep(gateway.join());
        LOG.info("services are started after {} ms", millisSince(start));
    }

    /** One stack builds the generation that it reads: mixing two in one set of tables would be neither. */
    private static void sameOrRefuse(Generation live, Generation built) {
        if (!live.equals(built)) {
            throw new IllegalStateException("the data was made as generation " + live + ", this version makes " + built
                    + "; use the version that made it, or another --data folder");
        }
    }

    private static MemoryIndex index(PlatformConfig platform, Generation generation, Embedder embedder, Path folder) {
        PlatformConfig.Qdrant qdrant = platform.qdrant();
        return qdrant == null
                ? LuceneIndex.open(folder.resolve("index").resolve(generation.name()))
                : QdrantIndex.connect(qdrant.collections(generation.name(), embedder.dimension()));
    }

    /** In a thread of its own. */
    private static <T> CompletableFuture<T> begin(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task, "start").start());
    }

    private <C extends AutoCloseable> C keep(C resource) {
        synchronized (opened) {
            opened.push(resource);
        }
        return resource;
    }

    /** Last opened first: the gateway stops to take turns before what they pass through goes. */
    @Override
    public void close() {
        while (true) {
            AutoCloseable next;
            synchronized (opened) {
                next = opened.poll();
            }
            if (next == null) {
                return;
            }
            try {
                next.close();
            } catch (Exception failed) {
                LOG.warn("{} did not close cleanly", next.getClass().getSimpleName(), failed);
            }
        }
    }

    private static void await(String part, BooleanSupplier answers) {
        boolean said = false;
        while (!answers.getAsBoolean()) {
            if (!said) {
                LOG.info("waiting for {}", part);
                said = true;
            }
            LockSupport.parkNanos(BETWEEN_PROBES.toNanos());
        }
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
