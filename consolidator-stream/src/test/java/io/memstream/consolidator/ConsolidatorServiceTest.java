package io.memstream.consolidator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memstream.adapters.config.StreamConfig;
import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.consolidation.Change;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Turn;
import io.memstream.parts.SharedParts;
import io.memstream.schemas.OriginHeader;
import io.memstream.schemas.Topics;
import io.memstream.schemas.event.MaintenanceTick;
import io.memstream.schemas.event.TurnExtraction;
import io.memstream.schemas.serde.RegistryFrames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service on a real broker and registry: from extraction to stores, and ticks to the log. */
class ConsolidatorServiceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 2;
    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");

    private final Map<String, String> kafka =
            Map.of("bootstrap.servers", SharedParts.kafka().bootstrapServers());
    private final Map<String, String> registry = Map.of(
            "schema.registry.url",
            SharedParts.registry().url(),
            "value.subject.name.strategy",
            "RecordNameStrategy",
            "specific.avro.reader",
            "true");
    private final Topics topics = new Topics("consolidator-test.", "g1");
    private final RegistryFrames frames = new RegistryFrames(registry);
    private final StoresInMemory stores = new StoresInMemory();

    @Test
    void whatWasExtractedIsProjectedAndTimeComesToEveryPartition(@TempDir Path folder) throws Exception {
        Conversations conversations = new Conversations(folder);
        SealedEvents events = new SealedEvents(conversations.vault, frames);

        try (ConsolidatorService service = ConsolidatorService.start(
                config(folder),
                conversations.vault,
                conversations.keys,
                stores,
                stores,
                stores,
                stores,
                new SimpleMeterRegistry())) {
            await().atMost(PATIENCE).until(service::ready);
            extracted(conversations, events);

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(stores.written()).anyMatch(owned -> owned.change() instanceof Change.EpisodeRemembered);
                assertThat(stores.settled("g1")).containsEntry(1, 0L);
            });
            assertThat(partitionsWithTicks()).containsExactlyInAnyOrder(0, 1);
        }
    }

    /** Framed with the registry's ids. */
    private void extracted(Conversations conversations, SealedEvents events) throws Exception {
        Owner owner = conversations.owner("ana");
        TurnExtraction made = conversations.home("ana", "t1", MONDAY, "Lyon");
        Turn turn = conversations.events.openTurn(owner, made).orElseThrow();
        Extraction found = conversations.events.openExtraction(owner, made).orElseThrow();
        byte[] frame = frames.write(events.sealExtraction(owner, events.sealTurn(owner, turn), found));
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(new HashMap<>(kafka), new StringSerializer(), new ByteArraySerializer())) {
            ProducerRecord<String, byte[]> record =
                    new ProducerRecord<>(topics.turnExtractions().name(), 1, owner.value(), frame);
            record.headers().add(Topics.ORIGIN_HEADER, OriginHeader.encode(1, 0));
            producer.send(record).get();
        }
    }

    private List<Integer> partitionsWithTicks() {
        List<Integer> ticked = new ArrayList<>();
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(
                        partition -> new TopicPartition(topics.conversationLog().name(), partition))
                .toList();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(new HashMap<>(kafka), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(PATIENCE).until(() -> {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (frames.read(record.value()) instanceof MaintenanceTick
                            && !ticked.contains(record.partition())) {
                        ticked.add(record.partition());
                    }
                }
                return ticked.size() == PARTITIONS;
            });
        }
        return ticked;
    }

    private ConsolidatorConfig config(Path folder) {
        return new ConsolidatorConfig(
                new StreamConfig(kafka, registry, topics, PARTITIONS, (short) 1),
                folder.resolve("state"),
                1,
                ConsolidatorConfig.COMMIT_INTERVAL,
                ConsolidatorConfig.CHECKPOINT_INTERVAL,
                Duration.ofSeconds(1),
                Map.of(),
                "consolidator-0",
                "127.0.0.1",
                0);
    }
}
