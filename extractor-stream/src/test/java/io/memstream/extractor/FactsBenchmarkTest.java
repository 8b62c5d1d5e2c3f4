package io.memstream.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactsBenchmarkTest {
    private static final String CONVERSATION = """
            [{"sample_id": "one",
              "conversation": {
                "session_1_date_time": "1:56 pm on 8 May, 2026",
                "session_1": [
                  {"speaker": "Ada", "dia_id": "D1:1", "text": "Hello! Where do you live?"},
                  {"speaker": "Ben", "dia_id": "D1:2", "text": "Denver."},
                  {"speaker": "Ada", "dia_id": "D1:3", "text": "I ran a race yesterday."},
                  {"speaker": "Ben", "dia_id": "D1:4", "text": "The running club keeps me going."}]},
              "observation": %s}]
            """;

    @Test
    void turnsWithClaimsAreComparedWithLabelledTurns(@TempDir Path folder) throws IOException {
        Path file = file(folder, """
                {"session_1_observation": {"Ben": [["Ben lives in Denver.", "D1:2"],
                  ["Ben runs with a club.", ["D1:4"]]]}}
                """);

        String report = report(file);

        assertThat(report)
                .contains("4 turns, 2 with an observation", "turns with a claim   2", "recall               50.0 %")
                .contains("precision            50.0 %", "claims               2, 0.50 per turn")
                .contains("Ben lives in Denver.", "Ada ran a race on 7 May 2026.");
    }

    @Test
    void aFileWithoutLabelsMeasuresNothing(@TempDir Path folder) throws IOException {
        Path file = file(folder, "{}");

        assertThatThrownBy(() -> report(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no observation labels");
    }

    private static Path file(Path folder, String observation) throws IOException {
        return Files.writeString(folder.resolve("conversation.json"), CONVERSATION.formatted(observation));
    }

    private static String report(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FactsBenchmark.run(file, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
