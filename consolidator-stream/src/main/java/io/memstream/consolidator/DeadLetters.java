package io.memstream.consolidator;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.failure.Rejected;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.port.MemoryWriter.OwnedChange;
import io.memstream.schemas.OriginHeader;
import io.memstream.schemas.Topics;
import io.memstream.schemas.event.DeadLetter;
import io.memstream.schemas.serde.RecordFrames;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Changes that cannot be read or that a store never will take, for the operator. Sending returns when the letter is on its
 * topic, and throws {@code Unavailable} when it cannot be put there now.
 */
final class DeadLetters implements AutoCloseable {
    private final Producer<String, byte[]> producer;
    private final Topics topics;
    private final SealedEvents events;
    private final RecordFrames frames;

    DeadLetters(Producer<String, byte[]> producer, Topics topics, SealedEvents events, RecordFrames frames) {
        this.producer = producer;
        this.topics = topics;
        this.events = events;
        this.frames = frames;
    }

    /** Names the log record that the change comes from. */
    DeadLetter send(Topics.Topic source, OwnedChange change, Rejected why) {
        byte[] sealed =
                frames.write(events.sealChange(change.owner(), change.origin(), change.sequence(), change.change()));
        return send(
                change.owner().value(),
                OriginHeader.encode(change.origin().partition(), change.origin().offset()),
                new DeadLetter(
                        source.name(),
                        change.origin().partition(),
                        change.origin().offset(),
                        why.code(),
                        String.valueOf(why.getMessage()),
                        Instant.now(),
                        Letters.payload(sealed)));
    }

    /** Names the record itself, as it is. */
    DeadLetter send(ConsumerRecord<String, byte[]> record, String code) {
        return send(
                record.key(),
                OriginHeader.encode(record.partition(), record.offset()),
                new DeadLetter(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        code,
                        "the change cannot be opened; it was not written to the stores",
                        Instant.now(),
                        Letters.payload(record.value())));
    }

    private DeadLetter send(@Nullable String key, byte[] origin, DeadLetter letter) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topics.deadLetters().name(), key, frames.write(letter));
        record.headers().add(Topics.ORIGIN_HEADER, origin);
        try {
            producer.send(record).get();
            return letter;
        } catch (ExecutionException failed) {
            throw new Unavailable("dead letters cannot be written; check the broker", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while writing a dead letter", interrupted);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
