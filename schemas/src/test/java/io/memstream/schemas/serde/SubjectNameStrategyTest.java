package io.memstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.schemas.BadRecord;
import io.memstream.schemas.event.MaintenanceTick;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SubjectNameStrategyTest {
    private static final String SETTING = "value.subject.name.strategy";

    @ParameterizedTest
    @CsvSource({
        "TopicNameStrategy, false, log-value",
        "TopicNameStrategy, true, log-key",
        "io.confluent.kafka.serializers.subject.TopicNameStrategy, false, log-value",
        "RecordNameStrategy, false, io.memstream.schemas.event.MaintenanceTick",
        "io.confluent.kafka.serializers.subject.RecordNameStrategy, true, io.memstream.schemas.event.MaintenanceTick",
        "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy, false, log-io.memstream.schemas.event.MaintenanceTick",
        "TopicRecordNameStrategy, true, log-io.memstream.schemas.event.MaintenanceTick"
    })
    void namesTheSubjectAsConfluentDoes(String name, boolean isKey, String subject) {
        SubjectNameStrategy strategy = SubjectNameStrategy.named(SETTING, name);

        assertThat(strategy.subject("log", isKey, MaintenanceTick.getClassSchema()))
                .isEqualTo(subject);
    }

    @Test
    void anUnknownStrategyIsRefused() {
        assertThatThrownBy(() -> SubjectNameStrategy.named(SETTING, "com.acme.MyStrategy"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(SETTING + ": must be TopicNameStrategy, RecordNameStrategy or");
    }

    @Test
    void aPlainValueHasNoRecordName() {
        assertThatThrownBy(() -> SubjectNameStrategy.RECORD.subject("log", false, Schema.create(Schema.Type.STRING)))
                .isInstanceOf(BadRecord.class)
                .hasMessageContaining("the value is of type string");
    }
}
