package io.memstream.gateway;

import io.memstream.core.failure.KeyMissing;
import io.memstream.core.failure.Rejected;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Turn;
import io.memstream.schemas.RegistryUnavailable;
import io.memstream.schemas.serde.AvroDeserializer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands one record of the inbox on: to the log, or to the dead letters when it never will be taken. */
final class InboxTaker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InboxTaker.class);

    /** Of a record that fails for no known reason, before it counts as one that never will be taken. */
    private static final int TRIES = 5;

    private final AvroDeserializer deserializer = new AvroDeserializer();
    private final Uuid inbox;
    private final TurnRules rules;
    private final TurnSealer sealer;
    private final ConversationLog log;
    private final DeadLetters deadLetters;
    private final InstantSource clock;
    private final Counter accepted;
    private final Counter rejected;

    /** @param inbox the topic's id */
    InboxTaker(
            GatewayConfig config,
            Uuid inbox,
            TurnRules rules,
            TurnSealer sealer,
            ConversationLog log,
            DeadLetters deadLetters,
            InstantSource clock,
            MeterRegistry meters) {
        this.deserializer.configure(config.stream().registry(), false);
        this.inbox = inbox;
        this.rules = rules;
        this.sealer = sealer;
        this.log = log;
        this.deadLetters = deadLetters;
        this.clock = clock;
        this.accepted = Counter.builder("memstream.gateway.turns")
                .tag("source", "inbox")
                .register(meters);
        this.rejected = Counter.builder("memstream.gateway.dead.letters").register(meters);
    }

    /**
     * @param tries how often the record failed before
     * @return completes when the record is on the log or among the dead letters; fails with {@code Unavailable}
     * @throws RuntimeException when the record must be tried again
     */
    CompletableFuture<Void> take(ConsumerRecord<byte[], byte[]> source, int tries) {
        InboxTurn turn = null;
        try {
            turn = InboxTurn.read(deserializer, source.topic(), source.value());
            Turn ruled = rules.accept("", turn.turn(), turnId(source), clock.instant());
            return log.append(sealer.seal(turn.tenant(), ruled)).thenRun(accepted::increment);
        } catch (Rejected rejection) {
            return reject(source, turn, rejection);
        } catch (RegistryUnavailable unavailable) {
            throw new Unavailable("the schema registry does not answer", unavailable);
        } catch (Unavailable | KeyMissing mayPass) {
            throw mayPass;
        } catch (RuntimeException unexpected) {
            if (tries < TRIES) {
                throw unexpected;
            }
            LOG.error(
                    "event=inbox_record_failed partition={} offset={} cause={}",
                    source.partition(),
                    source.offset(),
                    unexpected.getClass().getName());
            String cause = "failed with " + unexpected.getClass().getSimpleName();
            return reject(source, turn, new Rejected("unprocessable", cause));
        }
    }

    /** For a turn that came without one; the same whenever the record is read again, and no other turn's ever. */
    private String turnId(ConsumerRecord<?, ?> source) {
        return TurnRules.INBOX_TURN_ID + inbox + ":" + source.partition() + ":" + source.offset();
    }

    private CompletableFuture<Void> reject(
            ConsumerRecord<byte[], byte[]> source, @Nullable InboxTurn turn, Rejected rejection) {
        LOG.warn(
                "event=inbox_rejected partition={} offset={} code={}",
                source.partition(),
                source.offset(),
                rejection.code());
        return deadLetters.write(source, turn, rejection).thenRun(rejected::increment);
    }

    @Override
    public void close() {
        deserializer.close();
    }
}
