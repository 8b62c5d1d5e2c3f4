package io.memstream.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be answered gets a problem that says why. */
class BadRequestTest {
    private static InMemoryStack stack;

    @BeforeAll
    static void start(@TempDir Path folder) {
        stack = new InMemoryStack(folder);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @TestFactory
    Stream<DynamicTest> namesWhatIsWrong() throws IOException {
        try (InputStream scenarios = BadRequestTest.class.getResourceAsStream("/scenarios/bad-requests.json")) {
            JsonNode cases = new ObjectMapper().readTree(scenarios);
            return StreamSupport.stream(cases.spliterator(), false)
                    .map(one -> DynamicTest.dynamicTest(
                            one.get("path").asText() + " " + one.path("body"), () -> refused(one)));
        }
    }

    private static void refused(JsonNode scenario) {
        String path = scenario.get("path").asText();

        Api.Reply reply = scenario.has("body")
                ? stack.api().post(path, scenario.get("body").toString())
                : stack.api().get(path);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.contentType()).contains("application/problem+json");
        assertThat(reply.json().get("detail").asText())
                .isEqualTo(scenario.get("detail").asText());
    }

    @Test
    void whatIsNotJsonIsRefused() {
        Api.Reply reply = stack.api().post("/v1/search", "{not json");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("detail").asText()).startsWith("the body is not valid JSON");
    }

    @Test
    void aQuestionThatIsTooLongIs413() {
        Api.Reply reply =
                stack.api().post("/v1/search", "{\"user_id\":\"u\",\"query\":\"" + "x".repeat(70_000) + "\"}");

        assertThat(reply.status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/no-such-thing",
                "/v1/users/nobody/memories/00000000-0000-0000-0000-000000000000",
                "/v1/users/nobody/memories/not-an-id",
                "/v1/users/nobody/memories/00000000-0000-0000-0000-000000000000/history"
            })
    void whatIsNotThereIs404(String path) {
        Api.Reply reply = stack.api().get(path);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.contentType()).contains("application/problem+json");
        assertThat(reply.json().get("detail").asText()).isNotEmpty();
    }
}
