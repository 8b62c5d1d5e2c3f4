package io.memstream.adapters.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/schema.cql");

    private final Schema schema = new Schema("memstream", new TreeMap<>(Map.of("berlin", 3, "porto", 2)));

    @Test
    void schemaIsTheGoldenFile() throws IOException {
        String statements = Stream.of(
                        Stream.of(schema.keyspace(schema.control())),
                        schema.controlTables().values().stream(),
                        Stream.of(schema.keyspace(schema.projections("g1"))),
                        schema.projectionTables("g1").values().stream())
                .flatMap(statement -> statement)
                .map(statement -> statement + ";\n")
                .collect(Collectors.joining("\n"));

        assertThat(statements).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void everyTableOfAGenerationButItsWatermarksBeginsWithTheOwner() {
        Map<String, String> tables = schema.projectionTables("g1");

        tables.forEach((name, definition) -> {
            if (!name.equals("watermarks")) {
                assertThat(definition).as(name).containsPattern("PRIMARY KEY \\(\\(owner|owner text PRIMARY KEY");
            }
        });
    }
}
