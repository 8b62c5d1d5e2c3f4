package io.memstream.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memstream.adapters.config.StreamConfig;
import io.memstream.adapters.crypto.InMemoryKeyStore;
import io.memstream.adapters.crypto.KeyEncryption;
import io.memstream.adapters.crypto.TinkVault;
import io.memstream.adapters.embedding.OnnxEmbedder;
import io.memstream.adapters.events.SealedEvents;
import io.memstream.adapters.text.EnglishTermAnalyzer;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Role;
import io.memstream.core.model.Turn;
import io.memstream.parts.SharedParts;
import io.memstream.schemas.OriginHeader;
import io.memstream.schemas.TopicAdmin;
import io.memstream.schemas.Topics;
import io.memstream.schemas.event.Origin;
import io.memstream.schemas.event.TurnExtraction;
import io.memstream.schemas.serde.RegistryFrames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 4;
    private static final int TURNS = 60;

    private final Map<String, String> kafka =
            Map.of("bootstrap.servers", SharedParts.kafka().bootstrapServers());
    private final Map<String, String> registry =
            Map.of("schema.registry.url", SharedParts.registry().url());
    private final Topics topics = new Topics("extractor-test.", "g1");
    private final RegistryFrames frames = new RegistryFrames(registry);

    @Test
    void aBurstComesOutCompleteInOrderAndInPlace(@TempDir Path folder) throws Exception {
        try (Admin admin = Admin.create(Map.copyOf(kafka))) {
            TopicAdmin.ensure(admin, topics, PARTITIONS, (short) 1);
        }
        InMemoryKeyStore keys = new InMemoryKeyStore();
        KeyEncryption encryption = KeyEncryption.fromFile(folder.resolve("keys.json"));
        TinkVault gateway = new TinkVault(keys, encryption, true);
        SealedEvents events = new SealedEvents(gateway, frames);
        List<Origin> written = new ArrayList<>();
        Map<Origin, Turn> turns = new HashMap<>();

        try (OnnxEmbedder embedder = OnnxEmbedder.bgeSmallEn()) {
            ExtractorConfig config = config(folder, topics);
            TinkVault vault = new TinkVault(keys, encryption, false);
            try (Extractor extractor =
                    Extractor.start(config, vault, embedder, new EnglishTermAnalyzer(), new SimpleMeterRegistry())) {
                await().atMost(PATIENCE).until(extractor::ready);
                assertThat(status(extractor)).isEqualTo(200);
                write(gateway, events, 0, written, turns);
                assertThat(read(topics, TURNS)).hasSize(TURNS);
            }
            try (Extractor restarted =
                    Extractor.start(config, vault, embedder, new EnglishTermAnalyzer(), new SimpleMeterRegistry())) {
                await().atMost(PATIENCE).until(restarted::ready);
                write(gateway, events, TURNS, written, turns);
                List<ConsumerRecord<String, byte[]>> all = read(topics, 2 * TURNS);

                assertThat(all).hasSize(2 * TURNS);
                Map<Integer, Long> last = new HashMap<>();
                for (ConsumerRecord<String, byte[]> record : all) {
                    Origin origin = OriginHeader.read(record.headers());
                    Owner owner = Owner.parse(record.key());
                    TurnExtraction sealed = (TurnExtraction) frames.read(record.value());
                    Extraction extraction = events.openExtraction(owner, sealed).orElseThrow();
                    assertThat(origin.getPartition()).isEqualTo(record.partition());
                    assertThat(last.put(record.partition(), origin.getOffset()))
                            .satisfiesAnyOf(
                                    before -> assertThat(before).isNull(),
                                    before -> assertThat(before).isLessThan(origin.getOffset()));
                    assertThat(events.openTurn(owner, sealed)).contains(turns.get(origin));
                    assertThat(extraction.features().vector().components()).hasSize(384);
                    assertThat(extraction.features().signature()).isNotEmpty();
                    assertThat(extraction.claims()).hasSize(1);
                }
            }
        }
    }

    @Test
    void anAnswerIsUnderstoodThoughTheQuestionCameBeforeARestart(@TempDir Path folder) throws Exception {
        Topics own = new Topics("extractor-restart.", "g1");
        InMemoryKeyStore keys = new InMemoryKeyStore();
        KeyEncryption encryption = KeyEncryption.fromFile(folder.resolve("keys.json"));
        TinkVault gateway = new TinkVault(keys, encryption, true);
        SealedEvents events = new SealedEvents(gateway, frames);
        Owner owner = gateway.owner("acme", "user-1");
        TinkVault vault = new TinkVault(keys, encryption, false);
        ExtractorConfig config = config(folder, own);

        try (OnnxEmbedder embedder = OnnxEmbedder.bgeSmallEn();
                KafkaProducer<String, byte[]> producer =
                        new KafkaProducer<>(Map.copyOf(kafka), new StringSerializer(), new ByteArraySerializer())) {
            Extractor.start(config, vault, embedder, new EnglishTermAnalyzer(), new SimpleMeterRegistry())
                    .close();
            say(producer, own, events, owner, turn("t1", "user-1", Role.ASSISTANT, "What are you allergic to?"));
            try (Extractor asked =
                    Extractor.start(config, vault, embedder, new EnglishTermAnalyzer(), new SimpleMeterRegistry())) {
                await().atMost(PATIENCE).until(asked::ready);
                assertThat(read(own, 1)).hasSize(1);
            }
            say(producer, own, events, owner, turn("t2", "user-1", Role.USER, "Peanuts."));
            try (Extractor answered =
                    Extractor.start(config, vault, embedder, new EnglishTermAnalyzer(), new SimpleMeterRegistry())) {
                await().atMost(PATIENCE).until(answered::ready);
                TurnExtraction sealed =
                        (TurnExtraction) frames.read(read(own, 2).get(1).value());
                assertThat(events.openExtraction(owner, sealed).orElseThrow().claims())
                        .extracting(found -> found.claim().statement())
                        .containsExactly("The user is allergic to Peanuts.");
            }
        }
    }

    private void say(KafkaProducer<String, byte[]> producer, Topics where, SealedEvents events, Owner owner, Turn turn)
            throws Exception {
        producer.send(new ProducerRecord<>(
                        where.conversationLog().name(), owner.value(), frames.write(events.sealTurn(owner, turn))))
                .get();
    }

    private void write(TinkVault gateway, SealedEvents events, int first, List<Origin> written, Map<Origin, Turn> turns)
            throws Exception {
        Map<Turn, Future<RecordMetadata>> sent = new HashMap<>();
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(Map.copyOf(kafka), new StringSerializer(), new ByteArraySerializer())) {
            for (int i = first; i < first + TURNS; i++) {
                Owner owner = gateway.owner("acme", "user-" + i % 7);
                Turn turn = turn(
                        "t" + i, "user-" + i % 7, "I live in Springfield. This is what I say as number " + i + ".");
                sent.put(
                        turn,
                        producer.send(new ProducerRecord<>(
                                topics.conversationLog().name(),
                                owner.value(),
                                frames.write(events.sealTurn(owner, turn)))));
            }
            for (Map.Entry<Turn, Future<RecordMetadata>> one : sent.entrySet()) {
                RecordMetadata place = one.getValue().get();
                Origin origin = new Origin(place.partition(), place.offset());
                written.add(origin);
                turns.put(origin, one.getKey());
            }
        }
    }

    private List<ConsumerRecord<String, byte[]>> read(Topics from, int count) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("auto.offset.reset", "earliest");
        settings.put("group.id", from.prefix() + "reader-" + count);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(from.turnExtractions().name()));
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return records.size() >= count;
            });
        }
        return records;
    }

    private ExtractorConfig config(Path folder, Topics where) {
        return new ExtractorConfig(
                "127.0.0.1",
                0,
                new StreamConfig(kafka, registry, where, PARTITIONS, (short) 1),
                2,
                folder.resolve("state"),
                "test",
                Duration.ofMillis(10),
                Duration.ofMillis(100),
                null);
    }

    private static int status(Extractor extractor) throws Exception {
        URI ready = URI.create("http://127.0.0.1:" + extractor.port() + "/health/ready");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static Turn turn(String id, String user, String content) {
        return turn(id, user, Role.USER, content);
    }

    private static Turn turn(String id, String user, Role role, String content) {
        Instant said = Instant.parse("2026-06-01T09:00:00Z");
        return new Turn(id, user, "s1", role, content, null, null, null, null, List.of(), Map.of(), null, said, said);
    }
}
