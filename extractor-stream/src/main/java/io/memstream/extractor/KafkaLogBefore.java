package io.memstream.extractor;

import io.memstream.core.failure.Unavailable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** With a consumer of its own, for as long as it takes. */
final class KafkaLogBefore implements LogBefore {
    private static final Duration POLL = Duration.ofMillis(200);

    /** Without a record for so long, the broker is taken to be away. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Map<String, Object> settings;

    KafkaLogBefore(Map<String, Object> kafka) {
        settings = new HashMap<>(kafka);
        // A consumer that belongs to no group: it only looks.
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    }

    @Override
    public void read(String topic, int partition, long from, long until, Taker taker) {
        TopicPartition log = new TopicPartition(topic, partition);
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(log));
            consumer.seek(log, from);
            long heard = System.nanoTime();
            while (consumer.position(log) < until) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL).records(log)) {
                    heard = System.nanoTime();
                    if (record.offset() < until && record.key() != null && record.value() != null) {
                        taker.take(record.offset(), record.key(), record.value());
                    }
                }
                if (System.nanoTime() - heard > SILENCE.toNanos()) {
                    throw new Unavailable("the broker sends no records of " + log);
                }
            }
        } catch (RetriableException away) {
            throw new Unavailable("the broker does not answer about " + log, away);
        }
    }
}
