package io.memstream.extractor.llm;

import io.memstream.adapters.config.StreamConfig;
import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.port.TermAnalyzer;
import io.memstream.core.port.Vault;
import io.memstream.extractor.embedded.Vocabulary;
import io.memstream.schemas.TopicAdmin;
import io.memstream.schemas.serde.RecordFrames;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The running LLM extractor, on a thread of its own. What it is given stays its giver's to close. */
public final class LlmExtractor implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Worker worker;
    private final ExecutorService pool;

    private LlmExtractor(Worker worker, ExecutorService pool) {
        this.worker = worker;
        this.pool = pool;
    }

    /**
     * Begins where the workers of this log ended, whatever generation they ran beside.
     *
     * @param embeddingModel name and version of the model that the features are made with
     */
    public static LlmExtractor start(
            LlmConfig config,
            StreamConfig log,
            Vault vault,
            RecordFrames frames,
            StatementFeatures features,
            String embeddingModel,
            TermAnalyzer analyzer,
            MeterRegistry meters) {
        Vocabulary vocabulary = Vocabulary.english();
        WindowReader reader = new WindowReader(
                new Model(ChatModels.of(config.endpoint())),
                new Prompt(vocabulary, config.endpoint().answerTokens()),
                new ClaimCheck(vocabulary, analyzer),
                features,
                vault,
                config.endpoint().model(),
                embeddingModel);
        ExecutorService pool = pool(config.pace().inFlight());
        Worker worker = new Worker(
                () -> new KafkaConsumer<>(consumer(log), new StringDeserializer(), new ByteArrayDeserializer()),
                () -> new KafkaProducer<>(producer(config, log), new StringSerializer(), new ByteArraySerializer()),
                () -> new Jobs(reader, config::rules, config.pace(), pool, meters),
                config,
                log.topics(),
                new SealedEvents(vault, frames),
                frames,
                Clock.systemUTC(),
                meters);
        Thread thread = new Thread(worker, "llm-extractor");
        thread.setDaemon(true);
        thread.start();
        return new LlmExtractor(worker, pool);
    }

    /** Why nothing is read any more; empty while it works. */
    public Optional<String> problem() {
        return worker.problem();
    }

    @Override
    public void close() {
        worker.close();
        pool.shutdownNow();
        try {
            worker.stopped().await(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One for all generations: what a model found is part of the log. */
    static String group(StreamConfig log) {
        return log.topics().prefix() + "llm-extractor";
    }

    private static Map<String, Object> consumer(StreamConfig log) {
        Map<String, Object> settings = new HashMap<>(log.kafka());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group(log));
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // A poll's worth is opened at once.
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 200);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000);
        return settings;
    }

    private static Map<String, Object> producer(LlmConfig config, StreamConfig log) {
        Map<String, Object> settings = new HashMap<>(log.kafka());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group(log) + "-" + config.instance());
        // What a crash leaves open holds up the readers of the log for at most as long.
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicAdmin.LARGEST_RECORD_BYTES);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        return settings;
    }

    private static ExecutorService pool(int threads) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "llm-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
