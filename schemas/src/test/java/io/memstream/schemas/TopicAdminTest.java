package io.memstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.parts.SharedParts;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TopicAdminTest {
    private static final short ONE = 1;

    private final Topics topics = new Topics(UUID.randomUUID() + ".", "g1");
    private final Admin admin =
            Admin.create(Map.of("bootstrap.servers", SharedParts.kafka().bootstrapServers()));

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void createsTheWholeCatalogue() throws Exception {
        TopicAdmin.ensure(admin, topics, 3, ONE);

        assertThat(partitions(topics.conversationLog())).isEqualTo(3);
        assertThat(partitions(topics.turnExtractions())).isEqualTo(3);
        assertThat(partitions(topics.memoryChanges())).isEqualTo(3);
        assertThat(partitions(topics.schemaArchive())).isEqualTo(1);
        assertThat(admin.listTopics().names().get())
                .containsAll(topics.all().stream().map(Topics.Topic::name).toList());
    }

    @Test
    void theInboxIsKeptForADayAtMostByTheTimeOfItsArrival() throws Exception {
        TopicAdmin.ensure(admin, topics, 3, ONE);

        Config inbox = config(topics.conversationInbox());

        assertThat(number(inbox, "retention.ms") + number(inbox, "segment.ms")).isEqualTo(24 * 3_600_000L);
        assertThat(inbox.get("message.timestamp.type").value()).isEqualTo("LogAppendTime");
        assertThat(number(inbox, "max.message.bytes")).isEqualTo(4L * 1024 * 1024);
    }

    @Test
    void logAndExtractionsAreKeptForEver() throws Exception {
        TopicAdmin.ensure(admin, topics, 3, ONE);

        for (Topics.Topic topic : List.of(topics.conversationLog(), topics.turnExtractions(), topics.memoryChanges())) {
            Config config = config(topic);
            assertThat(number(config, "retention.ms")).isEqualTo(-1);
            assertThat(number(config, "retention.bytes")).isEqualTo(-1);
            assertThat(config.get("cleanup.policy").value()).isEqualTo("delete");
        }
    }

    @Test
    void theArchiveIsCompacted() throws Exception {
        TopicAdmin.ensure(admin, topics, 3, ONE);

        assertThat(config(topics.schemaArchive()).get("cleanup.policy").value()).isEqualTo("compact");
    }

    @Test
    void aSecondCallChangesNothing() {
        TopicAdmin.ensure(admin, topics, 3, ONE);

        assertThatCode(() -> TopicAdmin.ensure(admin, topics, 3, ONE)).doesNotThrowAnyException();
    }

    @Test
    void servicesThatStartTogetherDoNotDisturbEachOther() {
        List<CompletableFuture<Void>> services = Stream.generate(
                        () -> CompletableFuture.runAsync(() -> TopicAdmin.ensure(admin, topics, 3, ONE)))
                .limit(4)
                .toList();

        assertThatCode(() -> services.forEach(CompletableFuture::join)).doesNotThrowAnyException();
    }

    @Test
    void anotherNumberOfPartitionsIsRefusedWithWhatToDo() throws Exception {
        admin.createTopics(List.of(new NewTopic(topics.turnExtractions().name(), 2, ONE)))
                .all()
                .get();

        assertThatThrownBy(() -> TopicAdmin.ensure(admin, topics, 3, ONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must have 3 partitions each")
                .hasMessageContaining(topics.turnExtractions().name() + " has 2")
                .hasMessageContaining("deleted and rebuilt");
    }

    @Test
    void severalReplicasKeepOneInReserve() {
        assertThat(TopicAdmin.settings(topics.conversationLog(), (short) 3)).containsEntry("min.insync.replicas", "2");
        assertThat(TopicAdmin.settings(topics.conversationLog(), ONE)).doesNotContainKey("min.insync.replicas");
    }

    private Config config(Topics.Topic topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        return only(admin.describeConfigs(List.of(resource)).all().get());
    }

    private int partitions(Topics.Topic topic) throws Exception {
        return only(admin.describeTopics(List.of(topic.name())).allTopicNames().get())
                .partitions()
                .size();
    }

    private static <V> V only(Map<?, V> answers) {
        return answers.values().iterator().next();
    }

    private static long number(Config config, String name) {
        return Long.parseLong(config.get(name).value());
    }
}
