package io.memstream.consolidator;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.failure.Rejected;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.port.MemoryWriter.OwnedChange;
import io.memstream.schemas.OriginHeader;
import io.memstream.schemas.Topics;
import io.memstream.schemas.event.DeadLetter;
import io.memstream.schemas.event.MemoryChange;
import io.memstream.schemas.serde.RecordFrames;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Changes that a store never will take, for the operator. */
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

    /** Returns when the letter is on its topic; throws {@code Unavailable} when it cannot be put there now. */
    DeadLetter send(Topics.Topic source, OwnedChange change, Rejected why) {
        MemoryChange sealed = events.sealChange(change.owner(), change.origin(), change.sequence(), change.change());
        DeadLetter letter = new DeadLetter(
                source.name(),
                change.origin().partition(),
                change.origin().offset(),
                why.code(),
                String.valueOf(why.getMessage()),
                Instant.now(),
                ByteBuffer.wrap(frames.write(sealed)));
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topics.deadLetters().name(), change.owner().value(), frames.write(letter));
        record.headers()
                .add(
                        Topics.ORIGIN_HEADER,
                        OriginHeader.encode(
                                change.origin().partition(), change.origin().offset()));
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
