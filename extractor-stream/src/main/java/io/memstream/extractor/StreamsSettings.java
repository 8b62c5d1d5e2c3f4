package io.memstream.extractor;

import io.memstream.schemas.TopicAdmin;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;

/** How Kafka Streams runs the extractor; each setting with its reason. */
final class StreamsSettings {
    private StreamsSettings() {}

    static Map<String, Object> of(ExtractorConfig config) {
        Map<String, Object> settings = new HashMap<>(config.log().kafka());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateFolder().toString());
        settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);

        // A thread embeds on one core and works its partitions in order: all cores, and one order per owner.
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        // Extractions are derived and idempotent: a transaction would only add its commit to their latency.
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        // So much is extracted again after a crash; each commit costs one request per thread.
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        // There is no state to cache, and nothing may wait in one.
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);

        // A turn is sent as soon as it is extracted.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG), "all");
        settings.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), TopicAdmin.LARGEST_RECORD_BYTES);
        // Seven times the default: a broker that restarts is waited for without ending the thread.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG), 900_000);

        // The broker answers as soon as there is one record.
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), 1);
        // A poll's worth is embedded in about a second, so that commits and rebalances do not wait long.
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 100);
        // What the LLM extractor appends counts when its transaction is committed; what a crash left of one never does.
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        // The log from its beginning, also for a generation that begins later.
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // While a key store or a registry is away the thread waits inside a record; the heartbeat tells that it lives.
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), 3_600_000);
        // A restart under the same name takes its partitions back at once; without, it waits for the old session's end.
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), config.instance());
        // How long a killed process keeps its partitions; the broker's default is 45 s.
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 2_000);
        // A broker that comes back is found within a second.
        settings.put(StreamsConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return settings;
    }
}
