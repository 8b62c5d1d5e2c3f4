package io.memstream.schemas.registry;

import io.memstream.schemas.EventTypes;
import io.memstream.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Which schema each id stands for, kept beside the log. Frames name their schema by the registry's id alone, so a log
 * that outlives its registry would be unreadable; with the archive it is not. The gateway publishes it when it starts,
 * before it writes its first event, with the types of all services.
 */
public final class SchemaArchive {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Set<Compatibility> SUFFICIENT =
            Set.of(Compatibility.BACKWARD_TRANSITIVE, Compatibility.FULL_TRANSITIVE);

    private SchemaArchive() {}

    /**
     * Publishes every version of every event type that the registry holds, this build's included.
     *
     * <p>With {@code auto.register.schemas} (true by default) this build's schemas are registered first, and every type is
     * from then on held to BACKWARD_TRANSITIVE, unless it already is to FULL_TRANSITIVE, which includes it.
     *
     * @param settings of the Kafka client and the registry
     * @return the published schemas by id
     * @throws io.memstream.schemas.RegistryUnavailable when the registry does not answer
     * @throws io.memstream.schemas.BadRecord when the registry refuses a schema of this build
     * @throws KafkaException when the broker does not take it
     */
    public static SortedMap<Integer, Schema> publish(Map<String, ?> settings, Topics topics) {
        SchemaRegistryClient registry = SchemaRegistryClient.of(settings);
        if (new Settings(settings).flag("auto.register.schemas", true)) {
            EventTypes.byName().values().forEach(schema -> register(registry, schema));
        }
        SortedMap<Integer, Schema> registered = new TreeMap<>();
        for (Schema schema : EventTypes.byName().values()) {
            String subject = schema.getFullName();
            for (int version : registry.versions(subject)) {
                RegisteredSchema held = registry.version(subject, version);
                registered.put(held.id(), held.schema());
            }
        }
        write(settings, topics, registered);
        return registered;
    }

    /** What has been published so far, by id; empty when nothing has. Reads to the end as of the call. */
    public static SortedMap<Integer, Schema> read(Map<String, ?> settings, Topics topics) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        SortedMap<Integer, Schema> archived = new TreeMap<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer
                    .partitionsFor(topics.schemaArchive().name())
                    .stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, String> schema : consumer.poll(POLL)) {
                    archived.put(Integer.valueOf(schema.key()), new Schema.Parser().parse(schema.value()));
                }
            }
        }
        return archived;
    }

    private static void register(SchemaRegistryClient registry, Schema schema) {
        String subject = schema.getFullName();
        registry.register(subject, schema);
        // Each time: whoever registered the subject first may have ended before this.
        if (registry.demanded(subject).filter(SUFFICIENT::contains).isEmpty()) {
            registry.demand(subject, Compatibility.BACKWARD_TRANSITIVE);
        }
    }

    private static void write(Map<String, ?> settings, Topics topics, Map<Integer, Schema> schemas) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(all, new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> sent = schemas.entrySet().stream()
                    .map(schema -> producer.send(new ProducerRecord<>(
                            topics.schemaArchive().name(),
                            Integer.toString(schema.getKey()),
                            schema.getValue().toString())))
                    .toList();
            producer.flush();
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw new KafkaException("the schema archive could not be written", failed.getCause());
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}
