package io.memstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.parts.SharedParts;
import io.memstream.schemas.BadRecord;
import io.memstream.schemas.EventTypes;
import io.memstream.schemas.TopicAdmin;
import io.memstream.schemas.Topics;
import io.memstream.schemas.event.SealedTurn;
import io.memstream.schemas.event.UsageObserved;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SchemaArchiveTest {
    private final Topics topics = new Topics(UUID.randomUUID() + ".", "g1");
    private final Map<String, Object> settings = Map.of(
            "bootstrap.servers", SharedParts.kafka().bootstrapServers(),
            "schema.registry.url", SharedParts.registry().url());

    @BeforeEach
    void createTopics() {
        try (Admin admin = Admin.create(settings)) {
            TopicAdmin.ensure(admin, topics, 1, (short) 1);
        }
    }

    @Test
    void holdsEverySchemaThatAFrameMayName() {
        SortedMap<Integer, Schema> published = SchemaArchive.publish(settings, topics);

        SortedMap<Integer, Schema> archived = SchemaArchive.read(settings, topics);

        assertThat(archived).isEqualTo(published);
        assertThat(archived.values()).containsAll(EventTypes.byName().values());
    }

    @Test
    void publishingAgainGivesTheSame() {
        SortedMap<Integer, Schema> first = SchemaArchive.publish(settings, topics);

        assertThat(SchemaArchive.publish(settings, topics)).isEqualTo(first);
    }

    @Test
    void nothingIsArchivedBeforeTheFirstTime() {
        assertThat(SchemaArchive.read(settings, topics)).isEmpty();
    }

    @Test
    void aTypeThatIsNewToTheRegistryIsHeldToWhatWasWritten() {
        SchemaArchive.publish(settings, topics);
        Schema breaking = SchemaBuilder.record("UsageObserved")
                .namespace("io.memstream.schemas.event")
                .fields()
                .requiredString("other")
                .endRecord();

        assertThatThrownBy(() -> SchemaRegistryClient.of(settings)
                        .register(UsageObserved.getClassSchema().getFullName(), breaking))
                .isInstanceOf(BadRecord.class);
    }

    @ParameterizedTest
    @CsvSource({"BACKWARD,BACKWARD_TRANSITIVE", "NONE,BACKWARD_TRANSITIVE", "FULL_TRANSITIVE,FULL_TRANSITIVE"})
    void aTypeThatTheRegistryKnowsIsHeldToItToo(Compatibility before, Compatibility after) {
        SchemaRegistryClient registry = SchemaRegistryClient.of(settings);
        String subject = UsageObserved.getClassSchema().getFullName();
        registry.register(subject, UsageObserved.getClassSchema());
        registry.demand(subject, before);

        SchemaArchive.publish(settings, topics);

        assertThat(registry.demanded(subject)).contains(after);
    }

    @Test
    void theIdsAreTheRegistrys() {
        SortedMap<Integer, Schema> published = SchemaArchive.publish(settings, topics);

        int id = SchemaRegistryClient.of(settings)
                .register(SealedTurn.getClassSchema().getFullName(), SealedTurn.getClassSchema());

        assertThat(published.get(id)).isEqualTo(SealedTurn.getClassSchema());
    }
}
