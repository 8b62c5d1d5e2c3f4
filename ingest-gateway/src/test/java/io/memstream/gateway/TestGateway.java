package io.memstream.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memstream.adapters.config.StreamConfig;
import io.memstream.adapters.crypto.InMemoryKeyStore;
import io.memstream.adapters.crypto.KeyEncryption;
import io.memstream.adapters.crypto.TinkVault;
import io.memstream.adapters.events.SealedEvents;
import io.memstream.adapters.events.SealedEvents.OpenedCommand;
import io.memstream.adapters.http.Authenticator;
import io.memstream.adapters.http.Metrics;
import io.memstream.adapters.http.StaticKeys;
import io.memstream.adapters.text.EnglishTermAnalyzer;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Position;
import io.memstream.core.model.Turn;
import io.memstream.core.port.KeyStore;
import io.memstream.parts.SharedParts;
import io.memstream.schemas.Topics;
import io.memstream.schemas.event.DeadLetter;
import io.memstream.schemas.event.SealedCommand;
import io.memstream.schemas.event.SealedTurn;
import io.memstream.schemas.serde.RecordFrames;
import io.memstream.schemas.serde.RegistryFrames;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** A gateway on topics of its own, with what a test needs to write to it and to read what came of it. */
final class TestGateway implements AutoCloseable {
    static final int PARTITIONS = 3;

    final StreamConfig stream;
    final TinkVault vault;
    final RecordFrames frames;
    private final GatewayConfig config;
    private final KeyStore keys;
    private final HttpClient client = HttpClient.newHttpClient();
    private Gateway gateway;

    private TestGateway(GatewayConfig config, KeyStore keys, TinkVault vault) {
        this.config = config;
        this.keys = keys;
        this.stream = config.stream();
        this.vault = vault;
        this.frames = new RegistryFrames(stream.registry());
        this.gateway = Gateway.start(config, vault, keys, new EnglishTermAnalyzer(), Metrics.prometheus());
    }

    static TestGateway start() {
        return start(new InMemoryKeyStore(), StaticKeys.none());
    }

    static TestGateway start(KeyStore keys, Authenticator authenticator) {
        StreamConfig stream = stream(SharedParts.kafka().bootstrapServers());
        return start(GatewayConfig.at("127.0.0.1", 0, authenticator, stream), keys);
    }

    static TestGateway start(GatewayConfig config, KeyStore keys) {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "keys-");
            return new TestGateway(
                    config, keys, new TinkVault(keys, KeyEncryption.fromFile(folder.resolve("kek.json")), true));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static StreamConfig stream(String bootstrapServers) {
        String prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + ".";
        return new StreamConfig(
                Map.of("bootstrap.servers", bootstrapServers),
                Map.of(
                        "schema.registry.url", SharedParts.registry().url(),
                        "value.subject.name.strategy", "RecordNameStrategy",
                        "specific.avro.reader", "true"),
                new Topics(prefix, "g1"),
                PARTITIONS,
                (short) 1);
    }

    /** The same once more: same topics, same keys. */
    void restart() {
        gateway.close();
        gateway = Gateway.start(config, vault, keys, new EnglishTermAnalyzer(), Metrics.prometheus());
    }

    Gateway gateway() {
        return gateway;
    }

    Owner owner(String user) {
        return vault.owner("default", user);
    }

    HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return client.send(
                request("/v1/turns")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                AS_TEXT);
    }

    HttpResponse<String> post(String body, String key) throws IOException, InterruptedException {
        return client.send(
                request("/v1/turns")
                        .header("X-Api-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                AS_TEXT);
    }

    /** Any call; no body when it is null. */
    HttpResponse<String> call(String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        return call(method, path, body, Map.of());
    }

    HttpResponse<String> call(String method, String path, @Nullable String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return client.send(request.build(), AS_TEXT);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), AS_TEXT);
    }

    private static final HttpResponse.BodyHandler<String> AS_TEXT = HttpResponse.BodyHandlers.ofString();

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    static JsonNode json(HttpResponse<String> reply) throws IOException {
        return new ObjectMapper().readTree(reply.body());
    }

    /** All turns of the log, opened, by partition and offset. */
    List<Logged> log() {
        SealedEvents events = new SealedEvents(vault, frames);
        List<Logged> turns = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> entry : logRecords()) {
            if (frames.read(entry.value()) instanceof SealedTurn sealed) {
                Turn turn = events.openTurn(Owner.parse(entry.key()), sealed).orElseThrow();
                turns.add(new Logged(entry.key(), entry.partition(), entry.offset(), turn));
            }
        }
        return turns;
    }

    /** All commands of the log, opened, by partition and offset. */
    List<LoggedCommand> commands() {
        SealedEvents events = new SealedEvents(vault, frames);
        List<LoggedCommand> commands = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> entry : logRecords()) {
            if (frames.read(entry.value()) instanceof SealedCommand sealed) {
                OpenedCommand opened =
                        events.openCommand(Owner.parse(entry.key()), sealed).orElseThrow();
                commands.add(new LoggedCommand(entry.key(), entry.partition(), entry.offset(), opened));
            }
        }
        return commands;
    }

    List<ConsumerRecord<String, byte[]>> logRecords() {
        return records(stream.topics().conversationLog().name());
    }

    List<DeadLetter> deadLetters() {
        return records(stream.topics().deadLetters().name()).stream()
                .map(entry -> (DeadLetter) frames.read(entry.value()))
                .toList();
    }

    List<ConsumerRecord<String, byte[]>> records(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers(), "isolation.level", "read_committed");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    long firstOffset(String topic, int partition) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition one = new TopicPartition(topic, partition);
            return consumer.beginningOffsets(List.of(one)).getOrDefault(one, 0L);
        }
    }

    KafkaProducer<byte[], byte[]> rawProducer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers()), new ByteArraySerializer(), new ByteArraySerializer());
    }

    String bootstrapServers() {
        return String.valueOf(stream.kafka().get("bootstrap.servers"));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        gateway.close();
    }

    record Logged(String key, int partition, long offset, Turn turn) {}

    record LoggedCommand(String key, int partition, long offset, OpenedCommand opened) {
        Position position() {
            return new Position(new Origin(partition, offset));
        }
    }
}
