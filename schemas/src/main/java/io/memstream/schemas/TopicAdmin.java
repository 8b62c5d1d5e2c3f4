package io.memstream.schemas;

import io.memstream.schemas.Topics.Topic;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes the topics of the catalogue exist as it describes them. */
public final class TopicAdmin {
    /** A turn of 1 MB, sealed, with its vectors and claims beside it, stays well below. */
    public static final int LARGEST_RECORD_BYTES = 4 * 1024 * 1024;

    /** The archive is read as a whole and in order. */
    private static final int ARCHIVE_PARTITIONS = 1;

    private static final int SEGMENTS_PER_RETENTION = 24;
    private static final short REPLICATION_WITH_SPARE = 3;

    /** Ten seconds in all. */
    private static final int DESCRIBE_ATTEMPTS = 100;

    private static final int DESCRIBE_PAUSE_MILLIS = 100;

    private TopicAdmin() {}

    /**
     * Creates the topics that are missing and checks the partitions of those that exist. Services that start at the same
     * moment may all call it.
     *
     * @param partitions of log, extractions and changes, and of the others but the archive
     * @param replication of each partition
     * @throws IllegalStateException when log, extractions or changes exist with another number of partitions: says which
     *     and what to do
     * @throws KafkaException when the broker refuses or cannot be reached
     */
    public static void ensure(Admin admin, Topics topics, int partitions, short replication) {
        Set<String> existing = existing(admin);
        List<NewTopic> missing = topics.all().stream()
                .filter(topic -> !existing.contains(topic.name()))
                .map(topic -> newTopic(topic, topics, partitions, replication))
                .toList();
        for (KafkaFuture<Void> created : admin.createTopics(missing).values().values()) {
            try {
                await(created);
            } catch (TopicExistsException another) {
                // Another service was faster; what it made is checked below.
            }
        }
        checkPartitions(admin, topics, partitions);
    }

    private static NewTopic newTopic(Topic topic, Topics topics, int partitions, short replication) {
        boolean isArchive = topic.equals(topics.schemaArchive());
        return new NewTopic(topic.name(), isArchive ? ARCHIVE_PARTITIONS : partitions, replication)
                .configs(settings(topic, replication));
    }

    static Map<String, String> settings(Topic topic, short replication) {
        Map<String, String> settings = new HashMap<>();
        settings.put(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                topic.compacted() ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE);
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(LARGEST_RECORD_BYTES));
        settings.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
        if (topic.retention() == null) {
            settings.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
        } else {
            // A record goes when its whole segment is old enough, so the two together make "at most".
            long segment = topic.retention().toMillis() / SEGMENTS_PER_RETENTION;
            settings.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(segment));
            settings.put(
                    TopicConfig.RETENTION_MS_CONFIG,
                    Long.toString(topic.retention().toMillis() - segment));
            // By the record's own time, an import of last year's chats would be deleted unread.
            settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        }
        if (replication >= REPLICATION_WITH_SPARE) {
            // One replica may be away without stopping writes, and still no acknowledged record has a single copy.
            settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
        }
        return settings;
    }

    private static void checkPartitions(Admin admin, Topics topics, int partitions) {
        List<String> names = Stream.of(topics.conversationLog(), topics.turnExtractions(), topics.memoryChanges())
                .map(Topic::name)
                .toList();
        String wrong = described(admin, names).stream()
                .filter(topic -> topic.partitions().size() != partitions)
                .map(topic -> topic.name() + " has " + topic.partitions().size())
                .sorted()
                .collect(Collectors.joining(", "));
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("topics: " + String.join(", ", names) + " must have " + partitions
                    + " partitions each, as configured, but " + wrong
                    + ". Records keep their partition for the life of the log: configure the number that the log has;"
                    + " a derived topic that differs from the log must be deleted and rebuilt.");
        }
    }

    /** A topic that was just created takes a moment until every broker knows it. */
    private static Collection<TopicDescription> described(Admin admin, List<String> names) {
        for (int attempt = 1; ; attempt++) {
            try {
                return await(admin.describeTopics(names).allTopicNames()).values();
            } catch (UnknownTopicOrPartitionException notYet) {
                if (attempt == DESCRIBE_ATTEMPTS) {
                    throw notYet;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(DESCRIBE_PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    private static Set<String> existing(Admin admin) {
        return await(admin.listTopics().names());
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof KafkaException kafka) {
                throw kafka;
            }
            throw new KafkaException("the broker did not answer", failed);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }
}
