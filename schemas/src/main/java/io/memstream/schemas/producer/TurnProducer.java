package io.memstream.schemas.producer;

import io.memstream.schemas.BadRecord;
import io.memstream.schemas.TopicAdmin;
import io.memstream.schemas.Topics;
import io.memstream.schemas.event.ConversationTurn;
import io.memstream.schemas.serde.AvroSerializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes conversation turns to the inbox, from where the gateway takes them. Thread-safe; one per application.
 *
 * <p>Turns are acknowledged by all in-sync replicas and keyed by tenant and user, so that a user's turns stay in the
 * order of their {@link #publish} calls. Give each turn a {@code turn_id}: with it, publishing again after a failure is
 * harmless.
 */
public final class TurnProducer implements AutoCloseable {
    private final Producer<String, Object> producer;
    private final String topic;
    private final Duration closeTimeout;

    private TurnProducer(Producer<String, Object> producer, String topic, Duration closeTimeout) {
        this.producer = producer;
        this.topic = topic;
        this.closeTimeout = closeTimeout;
    }

    public static Builder to(String bootstrapServers, String registryUrl) {
        return new Builder(bootstrapServers, registryUrl);
    }

    /**
     * Sends one turn. Waits only while the producer's buffer is full or the topic's metadata is not there yet, at most
     * {@code max.block.ms}.
     *
     * @return completes when the turn is on the broker, with its place there; or with {@link TurnRejected} when the turn
     *     is not valid, or with {@link TurnNotPublished} when broker or registry could not take it
     */
    public CompletionStage<InboxPosition> publish(ConversationTurn turn) {
        CompletableFuture<InboxPosition> published = new CompletableFuture<>();
        try {
            TurnCheck.check(turn);
            String key = turn.getTenant() + "/" + turn.getUserId();
            producer.send(new ProducerRecord<>(topic, key, turn), (place, failure) -> {
                if (failure == null) {
                    published.complete(position(place));
                } else {
                    published.completeExceptionally(notPublished(failure));
                }
            });
        } catch (TurnRejected rejected) {
            published.completeExceptionally(rejected);
        } catch (BadRecord unwritable) {
            published.completeExceptionally(new TurnRejected("turn", String.valueOf(unwritable.getMessage())));
        } catch (KafkaException | IllegalStateException failure) {
            published.completeExceptionally(notPublished(failure));
        }
        return published;
    }

    /** Waits until everything published so far is settled one way or the other. */
    public void flush() {
        producer.flush();
    }

    /** Sends what is buffered, for at most the configured time. */
    @Override
    public void close() {
        producer.close(closeTimeout);
    }

    private static InboxPosition position(RecordMetadata place) {
        return new InboxPosition(place.partition(), place.offset());
    }

    private static TurnNotPublished notPublished(Exception failure) {
        return new TurnNotPublished("the turn was not published: " + failure.getMessage(), failure);
    }

    /** Settings of a {@link TurnProducer}, with defaults for all but where to send to. */
    public static final class Builder {
        private final Map<String, Object> settings = new HashMap<>();
        private Topics topics = new Topics("", "g1");
        private Serializer<Object> serializer = new AvroSerializer();
        private Duration closeTimeout = Duration.ofSeconds(10);

        private Builder(String bootstrapServers, String registryUrl) {
            settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
            settings.put("schema.registry.url", registryUrl);
            settings.put(ProducerConfig.CLIENT_ID_CONFIG, "memstream-turn-producer");
            settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicAdmin.LARGEST_RECORD_BYTES);
            settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
            settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
            settings.put("value.subject.name.strategy", "RecordNameStrategy");
        }

        /** In front of every topic name; none by default. */
        public Builder topicPrefix(String prefix) {
            topics = new Topics(prefix, topics.generation());
            return this;
        }

        /** How long {@link TurnProducer#close} may send what is buffered; 10 seconds by default. */
        public Builder closeTimeout(Duration timeout) {
            closeTimeout = timeout;
            return this;
        }

        /** Another serializer of the same wire format, such as Confluent's. */
        public Builder serializer(Serializer<Object> other) {
            serializer = other;
            return this;
        }

        /** Any setting of the Kafka producer or the serializer, such as security or registry credentials. */
        public Builder setting(String name, Object value) {
            settings.put(name, value);
            return this;
        }

        /**
         * Opens the producer; connects in the background.
         *
         * @throws KafkaException when a setting is wrong
         */
        public TurnProducer build() {
            Map<String, Object> all = new HashMap<>(settings);
            // Not open to settings: without these two a turn may be lost, doubled or overtaken.
            all.put(ProducerConfig.ACKS_CONFIG, "all");
            all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            serializer.configure(all, false);
            return new TurnProducer(
                    new KafkaProducer<>(all, new StringSerializer(), serializer),
                    topics.conversationInbox().name(),
                    closeTimeout);
        }
    }
}
