package io.memstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TopicsTest {
    @Test
    void derivedTopicsCarryTheirGeneration() {
        assertThat(new Topics("dev.", "g7").all())
                .extracting(Topics.Topic::name)
                .containsExactly(
                        "dev.conversation-inbox",
                        "dev.conversation-log",
                        "dev.turn-extractions-g7",
                        "dev.memory-changes-g7",
                        "dev.memory-accesses",
                        "dev.dead-letters",
                        "dev.schema-archive");
    }

    @Test
    void everyRecordTypeOfATopicIsAnEvent() {
        assertThat(new Topics("", "g1")
                        .all().stream()
                                .flatMap(topic -> topic.values().stream())
                                .filter(value -> !value.contains(" ")))
                .isSubsetOf(EventTypes.byName().keySet());
    }

    @ParameterizedTest
    @CsvSource({"UPPER, g1, topics.prefix", "'a b', g1, topics.prefix", "'', 1, generation", "'', '', generation"})
    void aNameThatKafkaOrWeCannotUseIsRefused(String prefix, String generation, String setting) {
        assertThatThrownBy(() -> new Topics(prefix, generation))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(setting + ": must match");
    }

    @Test
    void theReadmeNamesEveryTopicAndEveryRecordTypeInIt() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        for (Topics.Topic topic : new Topics("", "g1").all()) {
            assertThat(readme).contains("| `" + topic.name().replace("-g1", "-<generation>") + "` |");
            topic.values().forEach(value -> assertThat(readme).contains(value));
        }
    }
}
