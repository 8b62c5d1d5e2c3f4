package io.memstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.parts.SharedParts;
import io.memstream.schemas.BadRecord;
import io.memstream.schemas.RegistryUnavailable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

/** The client against a real registry. */
final class RealRegistryTest {
    private final String subject = "notes-" + UUID.randomUUID();

    @Test
    void aSchemaThatWasRegisteredIsReadByItsId() {
        Schema schema = note().endRecord();
        int id = client().register(subject, schema);

        assertThat(client().schema(id)).isEqualTo(schema);
    }

    @Test
    void theSameSchemaAgainHasTheSameId() {
        int first = client().register(subject, note().endRecord());

        int second = client().register(subject, note().endRecord());

        assertThat(second).isEqualTo(first);
        assertThat(client().versions(subject)).containsExactly(1);
    }

    @Test
    void aRegisteredSchemaIsFoundUnderItsSubject() {
        Schema schema = note().endRecord();
        int id = client().register(subject, schema);

        assertThat(client().find(subject, schema)).contains(new RegisteredSchema(subject, 1, id, schema));
    }

    @Test
    void whatIsNotRegisteredIsNotFound() {
        client().register(subject, note().endRecord());

        assertThat(client().find(subject, note().optionalString("author").endRecord()))
                .isEmpty();
        assertThat(client().find(subject + "-other", note().endRecord())).isEmpty();
        assertThat(client().versions(subject + "-other")).isEmpty();
    }

    @Test
    void theLatestVersionIsTheNewest() {
        Schema newer = note().optionalString("author").endRecord();
        client().register(subject, note().endRecord());
        int id = client().register(subject, newer);

        assertThat(client().latest(subject)).isEqualTo(new RegisteredSchema(subject, 2, id, newer));
        assertThat(client().version(subject, 1).schema()).isEqualTo(note().endRecord());
    }

    @Test
    void anUnknownIdIsABadRecord() {
        assertThatThrownBy(() -> client().schema(1_999_999_999))
                .isInstanceOfSatisfying(
                        BadRecord.class, bad -> assertThat(bad.code()).isEqualTo(BadRecord.Code.UNKNOWN_SCHEMA));
    }

    @Test
    void anUnknownSubjectIsABadRecord() {
        assertThatThrownBy(() -> client().latest(subject)).isInstanceOf(BadRecord.class);
    }

    @Test
    void anIncompatibleSchemaIsRefused() {
        Schema breaking = note().requiredInt("length").endRecord();
        client().register(subject, note().endRecord());
        client().demand(subject, Compatibility.BACKWARD_TRANSITIVE);

        assertThat(client().isCompatible(subject, breaking)).isFalse();
        assertThat(client().isCompatible(subject, note().optionalInt("length").endRecord()))
                .isTrue();
        assertThatThrownBy(() -> client().register(subject, breaking))
                .isInstanceOfSatisfying(
                        BadRecord.class, bad -> assertThat(bad.code()).isEqualTo(BadRecord.Code.INCOMPATIBLE_SCHEMA));
    }

    @Test
    void aSubjectWithoutAVersionTakesAnything() {
        assertThat(client().isCompatible(subject, note().endRecord())).isTrue();
    }

    @Test
    void referencesAreResolvedThroughAllTheirLevels() {
        SchemaRegistryClient client = client();
        client.register(
                subject + "-place", "{'type':'record','name':'test.Place','fields':[]}".replace('\'', '"'), List.of());
        client.register(
                subject + "-person",
                "{'type':'record','name':'test.Person','fields':[{'name':'home','type':'test.Place'}]}"
                        .replace('\'', '"'),
                List.of(new SchemaReference("test.Place", subject + "-place", 1)));
        int id = client.register(
                subject,
                "{'type':'record','name':'test.Pair','fields':[{'name':'one','type':'test.Person'},{'name':'where','type':'test.Place'}]}"
                        .replace('\'', '"'),
                List.of(
                        new SchemaReference("test.Person", subject + "-person", 1),
                        new SchemaReference("test.Place", subject + "-place", 1)));

        Schema pair = client().schema(id);

        assertThat(pair.getField("one").schema().getField("home").schema())
                .isSameAs(pair.getField("where").schema());
        assertThat(client().latest(subject).schema()).isEqualTo(pair);
    }

    @Test
    void aRegistryThatIsNotThereIsUnavailable() {
        String wrongPath = SharedParts.registry().url() + "/nowhere";

        assertThatThrownBy(() -> SchemaRegistryClient.of(Map.of("schema.registry.url", wrongPath))
                        .schema(1))
                .isInstanceOf(RegistryUnavailable.class)
                .hasMessageContaining("check the path of schema.registry.url");
    }

    private static SchemaBuilder.FieldAssembler<Schema> note() {
        return SchemaBuilder.record("Note").namespace("test").fields().requiredString("text");
    }

    private static SchemaRegistryClient client() {
        return SchemaRegistryClient.of(
                Map.of("schema.registry.url", SharedParts.registry().url()));
    }
}
