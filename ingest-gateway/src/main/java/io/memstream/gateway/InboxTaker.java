package io.memstream.gateway;

import io.memstream.core.failure.KeyMissing;
import io.memstream.core.failure.Rejected;
import io.memstream.core.failure.Unavailable;
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
    private final InboxTurns turns;
    private final InboxCommands commands;
    private final DeadLetters deadLetters;
    private final InstantSource clock;
    private final Counter rejected;

    /** @param inbox the topic's id */
    InboxTaker(
            GatewayConfig config,
            Uuid inbox,
            InboxTurns turns,
            InboxCommands commands,
            DeadLetters deadLetters,
            InstantSource clock,
            MeterRegistry meters) {
        this.deserializer.configure(config.stream().registry(), false);
        this.inbox = inbox;
        this.turns = turns;
        this.commands = commands;
        this.deadLetters = deadLetters;
        this.clock = clock;
        this.rejected = Counter.builder("memstream.gateway.dead.letters").register(meters);
    }

    /**
     * @param tries how often the record failed before
     * @return completes when the record is on the log or among the dead letters; fails with {@code Unavailable}
     * @throws RuntimeException when the record must be tried again
     */
    CompletableFuture<Void> take(ConsumerRecord<byte[], byte[]> source, int tries) {
        InboxRecord read = null;
        try {
            read = InboxRecord.read(deserializer, source.topic(), source.value());
            return read instanceof InboxRecord.OfCommand command
                    ? commands.take(command, idOf(source), clock.instant())
                    : turns.take((InboxRecord.OfTurn) read, idOf(source), clock.instant());
        } catch (Rejected rejection) {
            return reject(source, read, rejection);
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
            return reject(source, read, new Rejected("unprocessable", cause));
        }
    }

    /** For what came without one; the same whenever the record is read again, and no other record's ever. */
    private String idOf(ConsumerRecord<?, ?> source) {
        return TurnRules.INBOX_ID + inbox + ":" + source.partition() + ":" + source.offset();
    }

    private CompletableFuture<Void> reject(
            ConsumerRecord<byte[], byte[]> source, @Nullable InboxRecord read, Rejected rejection) {
        LOG.warn(
                "event=inbox_rejected partition={} offset={} code={}",
                source.partition(),
                source.offset(),
                rejection.code());
        return deadLetters.write(source, read, rejection).thenRun(rejected::increment);
    }

    @Override
    public void close() {
        deserializer.close();
    }
}
