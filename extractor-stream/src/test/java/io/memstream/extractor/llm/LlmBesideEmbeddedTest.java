package io.memstream.extractor.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memstream.adapters.config.Settings;
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
import io.memstream.extractor.Extractor;
import io.memstream.extractor.ExtractorConfig;
import io.memstream.extractor.llm.ScriptedModel.Answer;
import io.memstream.parts.SharedParts;
import io.memstream.schemas.Topics;
import io.memstream.schemas.event.ExtractionRecorded;
import io.memstream.schemas.event.TurnExtraction;
import io.memstream.schemas.serde.RegistryFrames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service with a model configured: the embedded extraction at once, the model's behind it in the same stream. */
class LlmBesideEmbeddedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void modelsExtractionFollowsTheEmbeddedOne(@TempDir Path folder) {
        try (ScriptedModel server = new ScriptedModel();
                OnnxEmbedder embedder = OnnxEmbedder.bgeSmallEn()) {
            server.always(request -> Answer.claims(Claims.of(
                    Claims.claim(1, "my place in Denver", "home", "Denver", "The user has a place in Denver."))));
            Settings settings = Settings.of(Map.ofEntries(
                    Map.entry(
                            "memstream.kafka.bootstrap.servers",
                            SharedParts.kafka().bootstrapServers()),
                    Map.entry("memstream.registry.url", SharedParts.registry().url()),
                    Map.entry("memstream.topics.prefix", "llm-beside."),
                    Map.entry("memstream.topics.partitions", "1"),
                    Map.entry("memstream.extractor.port", "0"),
                    Map.entry(
                            "memstream.extractor.state-folder",
                            folder.resolve("state").toString()),
                    Map.entry("memstream.llm.model", "scripted"),
                    Map.entry("memstream.llm.url", server.url()),
                    Map.entry("memstream.llm.window-idle", "100ms"),
                    Map.entry("memstream.llm.from", "beginning")));
            ExtractorConfig config = ExtractorConfig.from(settings);
            RegistryFrames frames = new RegistryFrames(config.log().registry());
            TinkVault vault =
                    new TinkVault(new InMemoryKeyStore(), KeyEncryption.fromFile(folder.resolve("keys.json")), true);
            SealedEvents events = new SealedEvents(vault, frames);
            Owner ana = vault.owner("acme", "ana");

            try (Extractor extractor =
                    Extractor.start(config, vault, embedder, new EnglishTermAnalyzer(), new SimpleMeterRegistry())) {
                await().atMost(PATIENCE).until(extractor::ready);
                say(config, ana, frames.write(events.sealTurn(ana, turn("Dinner at my place in Denver was nice."))));

                List<SpecificRecord> derived = derived(config, frames);

                TurnExtraction embedded = (TurnExtraction) derived.get(0);
                ExtractionRecorded later = (ExtractionRecorded) derived.get(1);
                Extraction found = events.openRecorded(ana, later).orElseThrow();
                assertThat(embedded.getExtractor()).isEqualTo("embedded");
                assertThat(later.getTurnKey()).isEqualTo(embedded.getTurnKey());
                assertThat(later.getExtractor()).isEqualTo("llm");
                assertThat(later.getExtractorVersion()).isEqualTo("scripted/" + Prompt.VERSION);
                assertThat(found.model()).isEqualTo(embedder.model());
                assertThat(found.claims()).hasSize(1);
                assertThat(found.claims().get(0).claim().value()).isEqualTo("Denver");
                assertThat(found.claims().get(0).features().vector().components())
                        .hasSize(384);
                assertThat(extractor.ready()).isTrue();
            }
        }
    }

    private static void say(ExtractorConfig config, Owner owner, byte[] frame) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.copyOf(config.log().kafka()), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(
                    new ProducerRecord<>(config.log().topics().conversationLog().name(), owner.value(), frame));
        }
    }

    /** The first two. */
    private static List<SpecificRecord> derived(ExtractorConfig config, RegistryFrames frames) {
        Topics topics = config.log().topics();
        Map<String, Object> settings = new HashMap<>(config.log().kafka());
        settings.put("group.id", "llm-beside-reader");
        settings.put("auto.offset.reset", "earliest");
        List<SpecificRecord> derived = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topics.turnExtractions().name()));
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> derived.add(frames.read(record.value())));
                return derived.size() >= 2;
            });
        }
        return derived;
    }

    private static Turn turn(String content) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new Turn(
                "t1", "ana", "s1", Role.USER, content, null, null, null, null, List.of(), Map.of(), null, now, now);
    }
}
