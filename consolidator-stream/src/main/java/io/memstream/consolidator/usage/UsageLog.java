package io.memstream.consolidator.usage;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.failure.Rejected;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Owner;
import io.memstream.core.port.Vault;
import io.memstream.schemas.TopicAdmin;
import io.memstream.schemas.Topics;
import io.memstream.schemas.event.DeadLetter;
import io.memstream.schemas.serde.RecordFrames;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends an hour's sums to the conversation-log, each in its owner's partition. Not in a transaction: until it ends, no
 * turn behind it would be read. Repeated instead, which is known by owner and hour where it is decided on.
 */
final class UsageLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UsageLog.class);

    private final Producer<String, byte[]> producer;
    private final Topics topics;
    private final SealedEvents events;
    private final RecordFrames frames;

    UsageLog(Producer<String, byte[]> producer, Topics topics, Vault vault, RecordFrames frames) {
        this.producer = producer;
        this.topics = topics;
        this.events = new SealedEvents(vault, frames);
        this.frames = frames;
    }

    static Map<String, Object> settings(Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "memstream-usage-log");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicAdmin.LARGEST_RECORD_BYTES);
        // An hour's sums are nobody's to wait for, and shall not take the memory of turns.
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * TopicAdmin.LARGEST_RECORD_BYTES);
        return settings;
    }

    /**
     * Returns when all are on the log.
     *
     * @return how many owners' sums were appended; those of erased owners are not
     * @throws Unavailable when one may not be on the log
     */
    int append(HourlyUsage usage, Instant now) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        usage.served().forEach((owner, times) -> {
            try {
                sent.add(producer.send(record(owner, usage.hour(), now, times)));
            } catch (Rejected erased) {
                LOG.debug("event=usage_of_erased_owner owner={}", owner);
            }
        });
        producer.flush();
        sent.forEach(UsageLog::await);
        return sent.size();
    }

    private ProducerRecord<String, byte[]> record(Owner owner, Instant hour, Instant now, Map<UUID, Integer> times) {
        // Kafka's default by the key is the log's rule for an owner's partition.
        return new ProducerRecord<>(
                topics.conversationLog().name(),
                owner.value(),
                frames.write(events.sealUsage(owner, hour, now.truncatedTo(ChronoUnit.MILLIS), times)));
    }

    /** An access that cannot be counted, for the operator. It holds ids alone, so it goes along as it is. */
    void reject(ConsumerRecord<String, byte[]> source, String code, String cause, Instant now) {
        DeadLetter letter = new DeadLetter(
                source.topic(),
                source.partition(),
                source.offset(),
                code,
                cause,
                now.truncatedTo(ChronoUnit.MILLIS),
                ByteBuffer.wrap(source.value() == null ? new byte[0] : source.value()));
        await(producer.send(new ProducerRecord<>(topics.deadLetters().name(), source.key(), frames.write(letter))));
    }

    private static void await(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (ExecutionException failed) {
            throw new Unavailable(
                    "what was used is not acknowledged; check the broker", String.valueOf(failed.getCause()), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while writing what was used", interrupted);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
