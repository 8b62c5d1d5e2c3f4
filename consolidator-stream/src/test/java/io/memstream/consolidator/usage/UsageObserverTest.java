package io.memstream.consolidator.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.memstream.adapters.config.StreamConfig;
import io.memstream.adapters.crypto.InMemoryKeyStore;
import io.memstream.adapters.crypto.KeyEncryption;
import io.memstream.adapters.crypto.TinkVault;
import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Owner;
import io.memstream.core.port.Vault;
import io.memstream.parts.SharedParts;
import io.memstream.schemas.TopicAdmin;
import io.memstream.schemas.Topics;
import io.memstream.schemas.event.DeadLetter;
import io.memstream.schemas.event.MemoryAccess;
import io.memstream.schemas.event.UsageObserved;
import io.memstream.schemas.serde.InMemoryFrames;
import io.memstream.schemas.serde.RecordFrames;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a broker; the topic of accesses takes times as they are given, to have hours that are over. */
class UsageObserverTest {
    private static final int PARTITIONS = 2;
    private static final Duration LOOKS = Duration.ofMillis(50);
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final UUID LYON = new UUID(1, 1);
    private static final UUID PARIS = new UUID(1, 2);

    @TempDir
    Path folder;

    private final InMemoryKeyStore keys = new InMemoryKeyStore();
    private final RecordFrames frames = new InMemoryFrames();
    private final AtomicReference<Instant> now = new AtomicReference<>();
    private TinkVault vault;
    private StreamConfig stream;
    private KafkaProducer<String, byte[]> producer;
    private UsageObserver observer;

    @BeforeEach
    void start() throws Exception {
        vault = new TinkVault(keys, encryption(), true);
        Topics topics = new Topics("u" + UUID.randomUUID().toString().substring(0, 8) + ".", "g1");
        stream = new StreamConfig(
                Map.of("bootstrap.servers", SharedParts.kafka().bootstrapServers()),
                Map.of("schema.registry.url", "http://127.0.0.1:1"),
                topics,
                PARTITIONS,
                (short) 1);
        try (Admin admin = Admin.create(Map.copyOf(stream.kafka()))) {
            admin.createTopics(List.of(new NewTopic(topics.memoryAccesses().name(), PARTITIONS, (short) 1)))
                    .all()
                    .get();
            TopicAdmin.ensure(admin, topics, PARTITIONS, (short) 1);
        }
        producer = new KafkaProducer<>(Map.copyOf(stream.kafka()), new StringSerializer(), new ByteArraySerializer());
        now.set(NINE.plus(90, ChronoUnit.MINUTES));
        begin(vault);
    }

    private KeyEncryption encryption() {
        return KeyEncryption.fromFile(folder.resolve("keys.json"));
    }

    private void begin(Vault with) {
        observer = UsageObserver.start(stream, with, frames, now::get, LOOKS, new SimpleMeterRegistry());
    }

    @AfterEach
    void stop() {
        observer.close();
        producer.close();
    }

    private Owner owner(String user) {
        return vault.owner("acme", user);
    }

    private void served(String user, Instant at, UUID... ids) {
        Owner owner = owner(user);
        vault.seal(owner, "turn", new byte[0]);
        List<String> texts = Arrays.stream(ids).map(UUID::toString).toList();
        put(owner.value(), at, frames.write(new MemoryAccess(at, "context", texts)));
    }

    private void put(String key, Instant at, byte[] value) {
        producer.send(
                new ProducerRecord<>(stream.topics().memoryAccesses().name(), null, at.toEpochMilli(), key, value));
        producer.flush();
    }

    private record Observed(Owner owner, Instant hour, Map<UUID, Integer> served, int partition) {}

    private List<Observed> log() {
        SealedEvents events = new SealedEvents(vault, frames);
        return records(stream.topics().conversationLog().name()).stream()
                .map(entry -> {
                    UsageObserved usage = (UsageObserved) frames.read(entry.value());
                    Owner owner = Owner.parse(entry.key());
                    return new Observed(
                            owner,
                            usage.getHour(),
                            events.openUsage(owner, usage).orElseThrow(),
                            entry.partition());
                })
                .toList();
    }

    private List<ConsumerRecord<String, byte[]>> records(String topic) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.copyOf(stream.kafka()), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** Behind an hour that is not over, nothing of its partition is observed. */
    private String userOfAnotherPartition(String user) {
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(number -> "ben" + number)
                .filter(other -> partition(other) != partition(user))
                .findFirst()
                .orElseThrow();
    }

    private int partition(String user) {
        byte[] key = owner(user).value().getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % PARTITIONS;
    }

    private List<Observed> awaitLog(int size) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(this::log, log -> log.size() >= size);
    }

    @Test
    void anHourThatIsOverIsSummedUpPerOwner() {
        observer.close();
        served("ana", NINE.plusSeconds(1), LYON, PARIS);
        served("ben", NINE.plusSeconds(2), LYON);
        served("ana", NINE.plusSeconds(3_599), LYON);

        begin(vault);

        List<Observed> log = awaitLog(2);

        assertThat(log)
                .extracting(Observed::owner, Observed::hour, Observed::served)
                .containsExactlyInAnyOrder(
                        tuple(owner("ana"), NINE, Map.of(LYON, 2, PARIS, 1)),
                        tuple(owner("ben"), NINE, Map.of(LYON, 1)));
    }

    @Test
    void anHourThatIsNotOverIsNotObservedBeforeItsGrace() {
        served("ana", NINE, LYON);
        served("ana", NINE.plus(1, ChronoUnit.HOURS), PARIS);
        awaitLog(1);

        now.set(NINE.plus(2, ChronoUnit.HOURS).plus(UsageObserver.GRACE).minusMillis(1));
        served(userOfAnotherPartition("ana"), NINE, LYON);
        awaitLog(2);

        assertThat(log()).extracting(Observed::served).doesNotContain(Map.of(PARIS, 1));
        now.set(NINE.plus(2, ChronoUnit.HOURS).plus(UsageObserver.GRACE));
        assertThat(awaitLog(3)).extracting(Observed::served).contains(Map.of(PARIS, 1));
    }

    @Test
    void hoursThatWerePassedOverAreObservedOneByOne() {
        observer.close();
        for (int hour = 0; hour < 3; hour++) {
            served("ana", NINE.plus(hour, ChronoUnit.HOURS), LYON);
            served("ana", NINE.plus(hour, ChronoUnit.HOURS).plusSeconds(60), LYON);
        }
        now.set(NINE.plus(5, ChronoUnit.HOURS));

        begin(vault);

        assertThat(awaitLog(3))
                .extracting(Observed::hour, Observed::served)
                .containsExactly(
                        tuple(NINE, Map.of(LYON, 2)),
                        tuple(NINE.plus(1, ChronoUnit.HOURS), Map.of(LYON, 2)),
                        tuple(NINE.plus(2, ChronoUnit.HOURS), Map.of(LYON, 2)));
    }

    @Test
    void aRestartObservesNothingTwiceAndLosesNothing() {
        served("ana", NINE, LYON);
        awaitLog(1);
        observer.close();
        served("ana", NINE.plus(1, ChronoUnit.HOURS), PARIS);
        now.set(NINE.plus(3, ChronoUnit.HOURS));

        begin(vault);

        assertThat(awaitLog(2)).extracting(Observed::served).containsExactly(Map.of(LYON, 1), Map.of(PARIS, 1));
    }

    @Test
    void anAccessOfAnHourThatWasObservedCountsInTheNext() {
        served("ana", NINE, LYON);
        awaitLog(1);
        served("ana", NINE.plusSeconds(10), PARIS);

        now.set(NINE.plus(3, ChronoUnit.HOURS));

        assertThat(awaitLog(2))
                .extracting(Observed::hour, Observed::served)
                .contains(tuple(NINE.plus(1, ChronoUnit.HOURS), Map.of(PARIS, 1)));
    }

    @Test
    void whatIsAwayIsWaitedFor() {
        observer.close();
        AtomicBoolean away = new AtomicBoolean(true);
        begin(new SometimesAway(vault, away));
        served("ana", NINE, LYON);
        await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(5)).until(() -> log().isEmpty());

        away.set(false);

        assertThat(awaitLog(1)).extracting(Observed::served).containsExactly(Map.of(LYON, 1));
    }

    @Test
    void anErasedOwnersUseIsPassedOver() {
        observer.close();
        served("ana", NINE, LYON);
        served("ben", NINE, PARIS);
        keys.destroy(owner("ana"), 1, "e1");

        begin(new TinkVault(keys, encryption(), false));

        assertThat(awaitLog(1)).extracting(Observed::owner).containsExactly(owner("ben"));
    }

    @Test
    void whatIsNoAccessIsADeadLetterAndTheRestIsCounted() {
        put("acme/whoever-this-user-may-be", NINE, new byte[] {1, 2, 3});
        put("nobody", NINE, frames.write(new MemoryAccess(NINE, "context", List.of(LYON.toString()))));
        put(owner("ana").value(), NINE, frames.write(new MemoryAccess(NINE, "context", List.of("no-id"))));
        served("ana", NINE, LYON);

        assertThat(awaitLog(1)).extracting(Observed::served).containsExactly(Map.of(LYON, 1));
        assertThat(records(stream.topics().deadLetters().name()))
                .extracting(entry -> ((DeadLetter) frames.read(entry.value())).getCode())
                .containsExactlyInAnyOrder("malformed_frame", "invalid_access", "invalid_access");
    }

    /** A vault whose key store is away for as long as the test says. */
    private record SometimesAway(Vault vault, AtomicBoolean away) implements Vault {
        @Override
        public Owner owner(String tenant, String userId) {
            return vault.owner(tenant, userId);
        }

        @Override
        public int life(byte[] sealed) {
            return vault.life(sealed);
        }

        @Override
        public void forget(Owner owner) {
            vault.forget(owner);
        }

        @Override
        public boolean knows(Owner owner) {
            return vault.knows(owner);
        }

        @Override
        public byte[] seal(Owner owner, String context, byte[] plain) {
            if (away.get()) {
                throw new Unavailable("the key store is away");
            }
            return vault.seal(owner, context, plain);
        }

        @Override
        public Opened open(Owner owner, String context, byte[] sealed) {
            return vault.open(owner, context, sealed);
        }

        @Override
        public String key(Owner owner, String purpose, String name) {
            return vault.key(owner, purpose, name);
        }

        @Override
        public UUID id(Owner owner, String purpose, String name) {
            return vault.id(owner, purpose, name);
        }

        @Override
        public long term(Owner owner, String term) {
            return vault.term(owner, term);
        }
    }
}
