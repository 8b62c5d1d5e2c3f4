package io.memstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memstream.schemas.EventTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames that Confluent's own client made, see golden-frames/README.md. */
final class GoldenFramesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FrameEncoder encoder = new FrameEncoder();

    record Golden(String name, int id, Schema schema, byte[] frame, JsonNode expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void thereAreSome() throws IOException {
        assertThat(all()).hasSizeGreaterThanOrEqualTo(8);
    }

    @ParameterizedTest
    @MethodSource("all")
    void areReadAsTheyWereMeant(Golden golden) throws IOException {
        Object value = decoder(golden, false).decode(golden.frame());

        assertThat(json(value, golden.schema())).isEqualTo(golden.expected());
    }

    @ParameterizedTest
    @MethodSource("all")
    void areWrittenByteForByteTheSame(Golden golden) {
        Object value = decoder(golden, false).decode(golden.frame());

        assertThat(encoder.encode(golden.id(), golden.schema(), value)).isEqualTo(golden.frame());
    }

    @ParameterizedTest
    @MethodSource("events")
    void eventsAreReadIntoTheirClassesAndWrittenBack(Golden golden) {
        Object event = decoder(golden, true).decode(golden.frame());

        assertThat(encoder.encode(golden.id(), golden.schema(), event)).isEqualTo(golden.frame());
    }

    static List<Golden> all() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden-frames"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(GoldenFramesTest::golden)
                    .toList();
        }
    }

    static List<Golden> events() throws IOException {
        return all().stream()
                .filter(golden ->
                        EventTypes.byName().containsKey(golden.schema().getName()))
                .toList();
    }

    private static Golden golden(Path file) {
        try {
            JsonNode json = JSON.readTree(file.toFile());
            return new Golden(
                    file.getFileName().toString(),
                    json.path("id").asInt(),
                    new Schema.Parser().parse(json.path("schema").toString()),
                    HexFormat.of().parseHex(json.path("frame").asText()),
                    json.path("expected"));
        } catch (IOException unreadable) {
            throw new AssertionError(file.toString(), unreadable);
        }
    }

    private static FrameDecoder decoder(Golden golden, boolean specific) {
        return new FrameDecoder(
                id -> {
                    assertThat(id).isEqualTo(golden.id());
                    return golden.schema();
                },
                specific);
    }

    private static JsonNode json(Object value, Schema schema) throws IOException {
        if (value instanceof byte[] bytes) {
            return JSON.getNodeFactory().textNode(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonEncoder encoder = EncoderFactory.get().jsonEncoder(schema, out);
        new GenericDatumWriter<>(schema).write(value, encoder);
        encoder.flush();
        return JSON.readTree(out.toByteArray());
    }
}
