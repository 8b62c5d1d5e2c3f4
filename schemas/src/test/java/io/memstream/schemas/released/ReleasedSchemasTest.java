package io.memstream.schemas.released;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.schemas.EventTypes;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fails the build when a change of the schemas breaks readers of what has been released.
 *
 * <p>With {@code -Dschemas.write=next} it first writes the schemas of this build down as the next release's, with
 * {@code -Dschemas.write=0.1.0} also as that version's, which must be the one under way.
 */
final class ReleasedSchemasTest {
    private static final ReleasedSchemas RELEASED = new ReleasedSchemas(Path.of("src/main/released"));
    private static final SortedMap<String, Schema> CURRENT = EventTypes.byName();

    @BeforeAll
    static void write() {
        String version = System.getProperty("schemas.write");
        if (version != null) {
            String underWay = System.getProperty("project.version", "").replace("-SNAPSHOT", "");
            assertThat(version)
                    .as("schemas.write: what has been released stays as it is")
                    .isIn(ReleasedSchemas.NEXT, underWay);
            RELEASED.write(ReleasedSchemas.NEXT, CURRENT);
            RELEASED.write(version, CURRENT);
        }
    }

    @Test
    void theSchemasOfThisBuildReadWhatEveryReleaseWrote() {
        assertThat(RELEASED.versions()).contains("0.1.0");

        assertThat(RELEASED.versions().stream().flatMap(version -> RELEASED.breaks(version, CURRENT).stream()))
                .isEmpty();
    }

    @Test
    void aChangeOfASchemaShowsInTheDiff() {
        Map<String, String> texts = new TreeMap<>();
        CURRENT.forEach((name, schema) -> texts.put(name, ReleasedSchemas.text(schema)));

        assertThat(RELEASED.texts(ReleasedSchemas.NEXT))
                .as("src/main/released/next is not what the .avdl files say; if the change is meant, write it down with"
                        + " the command in schemas/README.md")
                .isEqualTo(texts);
    }

    @Test
    void aFieldWithoutADefaultIsABreak(@TempDir Path folder) {
        ReleasedSchemas released = new ReleasedSchemas(folder);
        released.write("1.0.0", Map.of("Note", note().requiredString("text").endRecord()));
        Schema changed = note().requiredString("text").requiredInt("length").endRecord();

        assertThat(released.breaks("1.0.0", Map.of("Note", changed)))
                .singleElement()
                .asString()
                .startsWith("Note can no longer read what 1.0.0 wrote: READER_FIELD_MISSING_DEFAULT_VALUE at /fields/1")
                .contains("Give a new field a default");
    }

    @Test
    void anotherTypeOfAFieldIsABreak(@TempDir Path folder) {
        ReleasedSchemas released = new ReleasedSchemas(folder);
        released.write("1.0.0", Map.of("Note", note().requiredString("text").endRecord()));
        Schema changed = note().requiredLong("text").endRecord();

        assertThat(released.breaks("1.0.0", Map.of("Note", changed)))
                .singleElement()
                .asString()
                .contains("TYPE_MISMATCH at /fields/0/type");
    }

    @Test
    void aRemovedRecordTypeIsABreak(@TempDir Path folder) {
        ReleasedSchemas released = new ReleasedSchemas(folder);
        released.write("1.0.0", Map.of("Note", note().requiredString("text").endRecord()));

        assertThat(released.breaks("1.0.0", Map.of()))
                .singleElement()
                .asString()
                .startsWith("Note, released with 1.0.0, is gone");
    }

    @Test
    void aFieldWithADefaultIsNone(@TempDir Path folder) {
        ReleasedSchemas released = new ReleasedSchemas(folder);
        released.write("1.0.0", Map.of("Note", note().requiredString("text").endRecord()));
        Schema changed = note().requiredString("text").optionalString("author").endRecord();

        assertThat(released.breaks("1.0.0", Map.of("Note", changed))).isEmpty();
    }

    private static SchemaBuilder.FieldAssembler<Schema> note() {
        return SchemaBuilder.record("Note").namespace("test").fields();
    }
}
