package io.memstream.schemas.serde;

import io.memstream.schemas.BadRecord;
import java.util.Arrays;
import org.apache.avro.Schema;

/** Under which subject a schema is registered. */
public enum SubjectNameStrategy {
    /** {@code <topic>-key} or {@code <topic>-value}: one type per topic. */
    TOPIC("TopicNameStrategy"),
    /** The record's full name: the same type in any topic. */
    RECORD("RecordNameStrategy"),
    /** {@code <topic>-<full name>}: several types per topic, versioned for that topic alone. */
    TOPIC_RECORD("TopicRecordNameStrategy");

    private final String name;

    SubjectNameStrategy(String name) {
        this.name = name;
    }

    /**
     * @param setting the setting's name, for the error
     * @param value a strategy's simple name, or with a package in front, such as Confluent's
     */
    static SubjectNameStrategy named(String setting, String value) {
        String simple = value.substring(value.lastIndexOf('.') + 1);
        return Arrays.stream(values())
                .filter(strategy -> strategy.name.equals(simple))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(setting
                        + ": must be TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy, was " + value));
    }

    String subject(String topic, boolean isKey, Schema schema) {
        return switch (this) {
            case TOPIC -> topic + (isKey ? "-key" : "-value");
            case RECORD -> recordName(schema);
            case TOPIC_RECORD -> topic + "-" + recordName(schema);
        };
    }

    private String recordName(Schema schema) {
        if (schema.getType() != Schema.Type.RECORD) {
            throw new BadRecord(
                    BadRecord.Code.UNENCODABLE,
                    name + " names subjects by record, but the value is of type "
                            + schema.getType().getName());
        }
        return schema.getFullName();
    }
}
