package io.memstream.gateway;

import io.memstream.adapters.http.Identifiers;
import io.memstream.adapters.http.StaticKeys;
import io.memstream.core.failure.Rejected;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Owner;
import io.memstream.core.port.Vault;
import io.memstream.schemas.RegistryUnavailable;
import io.memstream.schemas.TopicAdmin;
import io.memstream.schemas.event.DeadLetter;
import io.memstream.schemas.serde.RecordFrames;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes what never will be taken to the dead letters, with its origin and code, its payload sealed. */
final class DeadLetters implements AutoCloseable {
    /** What payloads are sealed as. */
    static final String CONTEXT = "dead-letter";

    /** The owner, in each tenant, of payloads that belong to no valid user: no user has such an id. */
    static final String NOBODY = "\u0000dead-letters";

    /** For what surrounds the payload. */
    private static final int ENVELOPE_BYTES = 16 * 1024;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final byte[] NOTHING = {};

    private final KafkaProducer<String, byte[]> producer;
    private final String topic;
    private final Vault vault;
    private final RecordFrames frames;
    private final InstantSource clock;

    DeadLetters(GatewayConfig config, Vault vault, RecordFrames frames, InstantSource clock) {
        this.producer = new KafkaProducer<>(
                ConversationLog.producerSettings(config, "memstream-gateway-dead-letters"),
                new StringSerializer(),
                new ByteArraySerializer());
        this.topic = config.stream().topics().deadLetters().name();
        this.vault = vault;
        this.frames = frames;
        this.clock = clock;
    }

    /**
     * @param read what was read of it; null when nothing was
     * @return completes when the letter is on its topic; fails with {@code Unavailable}
     * @throws Unavailable when key store or registry do not answer
     */
    CompletableFuture<Void> write(ConsumerRecord<?, byte[]> source, @Nullable InboxRecord read, Rejected rejection) {
        Owner owner = owner(read);
        byte[] frame = framed(source, owner, rejection);
        CompletableFuture<Void> written = new CompletableFuture<>();
        try {
            producer.send(new ProducerRecord<>(topic, owner.value(), frame), (place, failure) -> {
                if (failure == null) {
                    written.complete(null);
                } else {
                    written.completeExceptionally(unavailable(failure));
                }
            });
        } catch (KafkaException | IllegalStateException failure) {
            written.completeExceptionally(unavailable(failure));
        }
        return written;
    }

    private Owner owner(@Nullable InboxRecord read) {
        if (read == null) {
            return vault.owner(StaticKeys.DEFAULT_TENANT, NOBODY);
        }
        String userId = read.userId();
        return vault.owner(read.tenant(), userId != null && isName(userId) ? userId : NOBODY);
    }

    private static boolean isName(String userId) {
        try {
            Identifiers.check("user_id", userId);
            return true;
        } catch (Rejected invalid) {
            return false;
        }
    }

    private byte[] framed(ConsumerRecord<?, byte[]> source, Owner owner, Rejected rejection) {
        byte[] value = source.value() == null ? NOTHING : source.value();
        boolean fits = value.length + ENVELOPE_BYTES <= TopicAdmin.LARGEST_RECORD_BYTES;
        try {
            return frames.write(new DeadLetter(
                    source.topic(),
                    source.partition(),
                    source.offset(),
                    rejection.code(),
                    fits
                            ? rejection.getMessage()
                            : rejection.getMessage() + "; its payload is too large to be kept here",
                    clock.instant().truncatedTo(ChronoUnit.MILLIS),
                    ByteBuffer.wrap(vault.seal(owner, CONTEXT, fits ? value : NOTHING))));
        } catch (RegistryUnavailable unavailable) {
            throw new Unavailable("the schema registry does not answer", unavailable);
        }
    }

    private static Unavailable unavailable(Exception failure) {
        return new Unavailable(
                "the dead letters were not acknowledged (" + failure.getClass().getSimpleName() + ")", failure);
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
