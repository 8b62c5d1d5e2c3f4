package io.memstream.schemas.serde;

import io.memstream.schemas.registry.Settings;
import java.util.Map;

/**
 * What the serdes read besides how to reach the registry.
 *
 * @param autoRegister register what is not registered yet
 * @param useLatest write with the subject's newest version; only without auto-registration
 * @param latestStrict refuse to write with a newest version that could not read the record
 * @param specific make objects of generated classes, in their version of the schema; else generic records in the
 *     writer's
 */
record SerdeConfig(
        boolean autoRegister,
        boolean useLatest,
        boolean latestStrict,
        boolean specific,
        SubjectNameStrategy keySubject,
        SubjectNameStrategy valueSubject) {

    static SerdeConfig of(Map<String, ?> settings) {
        Settings read = new Settings(settings);
        return new SerdeConfig(
                read.flag("auto.register.schemas", true),
                read.flag("use.latest.version", false),
                read.flag("latest.compatibility.strict", true),
                read.flag("specific.avro.reader", false),
                strategy("key.subject.name.strategy", read),
                strategy("value.subject.name.strategy", read));
    }

    private static SubjectNameStrategy strategy(String setting, Settings read) {
        String value = read.text(setting);
        return value == null ? SubjectNameStrategy.TOPIC : SubjectNameStrategy.named(setting, value);
    }
}
