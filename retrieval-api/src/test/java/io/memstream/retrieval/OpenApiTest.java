package io.memstream.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document says what the server does. */
class OpenApiTest {
    private InMemoryStack stack;

    @BeforeEach
    void start(@TempDir Path folder) {
        stack = new InMemoryStack(folder);
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void everyRouteIsInTheDocumentAndNothingElse() {
        JsonNode document = stack.api().get("/openapi.json").ok();

        assertThat(operations(document))
                .containsExactlyInAnyOrderElementsOf(stack.retrieval().routes());
    }

    private static List<String> operations(JsonNode document) {
        List<String> operations = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        JsonNode document = stack.api().get("/openapi.json").ok();

        List<String> references = document.findValuesAsText("$ref");

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void theServiceIsReadyAndMeasured() {
        stack.search("{\"user_id\":\"ada\",\"query\":\"x\"}");

        assertThat(stack.api().get("/health/live").status()).isEqualTo(200);
        assertThat(stack.api().get("/health/ready").status()).isEqualTo(200);
        assertThat(stack.api().get("/metrics").body()).contains("memstream_retrieval_step_seconds");
    }
}
