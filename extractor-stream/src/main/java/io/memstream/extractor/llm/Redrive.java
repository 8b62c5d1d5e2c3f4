package io.memstream.extractor.llm;

import io.memstream.adapters.config.StreamConfig;
import io.memstream.schemas.BadRecord;
import io.memstream.schemas.TopicAdmin;
import io.memstream.schemas.Topics;
import io.memstream.schemas.event.DeadLetter;
import io.memstream.schemas.serde.RecordFrames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What the model could not do, and a way to have it done again: its turns are appended to the log once more. There they are
 * duplicates to memory, and new work to the worker. What was redriven is not listed again, even if it fails the same way as
 * before: then it has a dead letter of its own.
 */
public final class Redrive {
    /** Begins the codes of this extractor's dead letters. */
    private static final String OURS = "llm_";

    private static final Duration POLL = Duration.ofMillis(200);

    private final StreamConfig log;
    private final RecordFrames frames;

    public Redrive(StreamConfig log, RecordFrames frames) {
        this.log = log;
        this.frames = frames;
    }

    /** What is listed and was not redriven, in the order in which it failed. */
    public List<Listed> listed() {
        List<Listed> all = new ArrayList<>();
        try (Consumer<String, byte[]> consumer = consumer()) {
            read(consumer, (letters, next) -> letters.forEach(letter -> all.add(letter.listed())));
        }
        return all;
    }

    /** Appends all that is listed; answers how many turns. Stopped in between, the next call goes on. */
    public int redrive() {
        int[] appended = {0};
        try (Consumer<String, byte[]> consumer = consumer();
                Producer<String, byte[]> producer = producer()) {
            producer.initTransactions();
            read(consumer, (letters, next) -> {
                producer.beginTransaction();
                letters.forEach(letter -> producer.send(new ProducerRecord<>(
                        log.topics().conversationLog().name(),
                        letter.listed().partition(),
                        letter.listed().owner(),
                        letter.turn())));
                producer.sendOffsetsToTransaction(next, consumer.groupMetadata());
                producer.commitTransaction();
                appended[0] += letters.size();
            });
        }
        return appended[0];
    }

    private void read(Consumer<String, byte[]> consumer, Taker taker) {
        List<TopicPartition> partitions = consumer
                .partitionsFor(log.topics().deadLetters().name())
                .stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> last = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            long from = Objects.requireNonNull(first.get(partition));
            OffsetAndMetadata left = committed.get(partition);
            consumer.seek(partition, left == null ? from : Math.max(from, left.offset()));
        }
        while (partitions.stream()
                .anyMatch(partition -> consumer.position(partition) < Objects.requireNonNull(last.get(partition)))) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            List<Letter> letters = new ArrayList<>();
            records.forEach(record -> letter(record).ifPresent(letters::add));
            taker.take(
                    letters,
                    partitions.stream()
                            .collect(Collectors.toMap(
                                    partition -> partition,
                                    partition -> new OffsetAndMetadata(consumer.position(partition)))));
        }
    }

    private Optional<Letter> letter(ConsumerRecord<String, byte[]> record) {
        try {
            if (record.key() != null
                    && record.value() != null
                    && frames.read(record.value()) instanceof DeadLetter letter
                    && letter.getCode().startsWith(OURS)
                    && letter.getSealed().hasRemaining()) {
                byte[] turn = new byte[letter.getSealed().remaining()];
                letter.getSealed().duplicate().get(turn);
                return Optional.of(new Letter(
                        new Listed(
                                record.key(),
                                letter.getPartition(),
                                letter.getOffset(),
                                letter.getCode(),
                                letter.getCause(),
                                letter.getRejectedAt()),
                        turn));
            }
            return Optional.empty();
        } catch (BadRecord another) {
            // Not one of ours: those can be read.
            return Optional.empty();
        }
    }

    private Consumer<String, byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(log.kafka());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private Producer<String, byte[]> producer() {
        Map<String, Object> settings = new HashMap<>(log.kafka());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group());
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicAdmin.LARGEST_RECORD_BYTES);
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    private String group() {
        Topics topics = log.topics();
        return topics.prefix() + "llm-redrive";
    }

    /**
     * A turn that the model could not do.
     *
     * @param owner whose it is
     * @param partition of the log
     * @param offset in the log
     */
    public record Listed(String owner, int partition, long offset, String code, String cause, Instant rejectedAt) {}

    /** @param turn its record's value */
    private record Letter(Listed listed, byte[] turn) {}

    private interface Taker {
        void take(List<Letter> letters, Map<TopicPartition, OffsetAndMetadata> next);
    }
}
