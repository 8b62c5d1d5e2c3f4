package io.memstream.parts;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

class KafkaPartTest extends PartContract<KafkaPart> {
    private static final String TOPIC = "kept";

    @Override
    KafkaPart create(Path folder, int port, int secondPort) {
        return new KafkaPart(new KafkaPart.Config(folder, port, secondPort));
    }

    @Override
    void write(KafkaPart part) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", part.bootstrapServers(), "acks", "all");
        try (Admin admin = Admin.create(config);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
            producer.send(new ProducerRecord<>(TOPIC, "value".getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    @Override
    boolean isThere(KafkaPart part) {
        Map<String, Object> config = Map.of("bootstrap.servers", part.bootstrapServers());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(TOPIC, 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return consumer.poll(Duration.ofSeconds(20)).count() == 1;
        }
    }
}
