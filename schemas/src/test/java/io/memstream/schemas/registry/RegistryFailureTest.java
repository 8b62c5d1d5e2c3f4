package io.memstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.schemas.BadRecord;
import io.memstream.schemas.RegistryUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client makes of a registry that does not answer as it should. */
final class RegistryFailureTest {
    private static final String STRING = "{\"schema\":\"\\\"string\\\"\"}";

    private final ScriptedRegistry registry = new ScriptedRegistry();
    private final ScriptedRegistry second = new ScriptedRegistry();

    @AfterEach
    void close() {
        registry.close();
        second.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void aFailingRegistryIsAskedAgain(int status) {
        registry.replies(status, "down for maintenance").replies(200, STRING);

        Schema schema = client(registry.url()).schema(7);

        assertThat(schema).isEqualTo(Schema.create(Schema.Type.STRING));
    }

    @Test
    void theRetriesAreBounded() {
        registry.replies(503, "");

        assertThatThrownBy(() -> client(registry.url()).schema(7))
                .isInstanceOf(RegistryUnavailable.class)
                .hasMessageContaining("GET /schemas/ids/7 had no answer in 3 rounds")
                .hasMessageContaining(registry.url() + ": HTTP 503");
        assertThat(registry.requests()).hasSize(3);
    }

    @Test
    void theNextUrlAnswersWhereTheFirstIsDown() throws IOException {
        second.replies(200, STRING);

        Schema schema = client(unusedUrl() + "," + second.url()).schema(7);

        assertThat(schema).isEqualTo(Schema.create(Schema.Type.STRING));
    }

    @Test
    void theUrlThatAnsweredIsAskedFirst() {
        registry.replies(503, "");
        second.replies(200, STRING);
        SchemaRegistryClient client = client(registry.url() + "," + second.url());
        client.schema(7);

        client.schema(8);

        assertThat(registry.requests()).hasSize(1);
    }

    @Test
    void anUnreachableRegistryIsUnavailable() throws IOException {
        String url = unusedUrl();

        assertThatThrownBy(() -> client(url).schema(7))
                .isInstanceOf(RegistryUnavailable.class)
                .hasMessageContaining(url);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void refusedCredentialsAreAMatterOfConfigurationNotOfTheRecord(int status) {
        registry.replies(status, "{\"error_code\":" + status + ",\"message\":\"no\"}");

        assertThatThrownBy(() -> client(registry.url()).schema(7))
                .isInstanceOf(RegistryUnavailable.class)
                .hasMessageContaining("refuses the credentials (HTTP " + status + "); check basic.auth.*");
        assertThat(registry.requests()).as("asking again would not help").hasSize(1);
    }

    @Test
    void anUnknownIdIsABadRecord() {
        registry.replies(404, "{\"error_code\":40403,\"message\":\"Schema 7 not found\"}");

        assertThatThrownBy(() -> client(registry.url()).schema(7))
                .isInstanceOfSatisfying(
                        BadRecord.class, bad -> assertThat(bad.code()).isEqualTo(BadRecord.Code.UNKNOWN_SCHEMA))
                .hasMessageContaining("read schema id 7 (error 40403)");
        assertThat(registry.requests()).hasSize(1);
    }

    @Test
    void anIncompatibleSchemaIsABadRecord() {
        registry.replies(409, "{\"error_code\":409,\"message\":\"incompatible with an earlier schema\"}");

        assertThatThrownBy(() -> client(registry.url()).register("turns", Schema.create(Schema.Type.STRING)))
                .isInstanceOfSatisfying(
                        BadRecord.class, bad -> assertThat(bad.code()).isEqualTo(BadRecord.Code.INCOMPATIBLE_SCHEMA))
                .hasMessageContaining("incompatible with an earlier schema");
    }

    @Test
    void aSchemaThatTheRegistryCannotReadIsABadRecord() {
        registry.replies(422, "{\"error_code\":42201,\"message\":\"Invalid Avro schema\"}");

        assertThatThrownBy(() -> client(registry.url()).register("turns", Schema.create(Schema.Type.STRING)))
                .isInstanceOfSatisfying(
                        BadRecord.class, bad -> assertThat(bad.code()).isEqualTo(BadRecord.Code.INVALID_SCHEMA));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404})
    void whatIsNotARegistryIsUnavailable(int status) {
        registry.replies(status, "<html>Welcome</html>");

        assertThatThrownBy(() -> client(registry.url()).schema(7))
                .isInstanceOf(RegistryUnavailable.class)
                .hasMessageContaining("check the path of schema.registry.url");
    }

    @Test
    void anAnswerWithoutItsFieldsIsUnavailable() {
        registry.replies(200, "{}");

        assertThatThrownBy(() -> client(registry.url()).register("turns", Schema.create(Schema.Type.STRING)))
                .isInstanceOf(RegistryUnavailable.class)
                .hasMessageContaining("no number \"id\"");
    }

    @Test
    void aSchemaOfAnotherKindIsABadRecord() {
        registry.replies(200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax = \\\"proto3\\\";\"}");

        assertThatThrownBy(() -> client(registry.url()).schema(7))
                .isInstanceOf(BadRecord.class)
                .hasMessageContaining("schema id 7 is of type PROTOBUF, not AVRO");
    }

    @Test
    void aBodyThatNeverEndsIsBoundedByTheReadTimeout() {
        registry.hangs();
        second.replies(200, STRING);

        Schema schema = client(registry.url() + "," + second.url()).schema(7);

        assertThat(schema).isEqualTo(Schema.create(Schema.Type.STRING));
    }

    @Test
    void anInterruptIsHeeded() {
        registry.hangs();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> client(registry.url()).schema(7)).isInstanceOf(RegistryUnavailable.class);
        assertThat(Thread.interrupted())
                .as("the interrupt is kept for the caller")
                .isTrue();
    }

    @Test
    void aSchemaIsAskedForOnce() {
        registry.replies(200, STRING);
        SchemaRegistryClient client = client(registry.url());
        client.schema(7);

        client.schema(7);

        assertThat(registry.requests()).hasSize(1);
    }

    @Test
    void aSchemaIsRegisteredOnce() {
        registry.replies(200, "{\"id\":3}");
        SchemaRegistryClient client = client(registry.url());
        client.register("turns", Schema.create(Schema.Type.STRING));

        int id = client.register("turns", new Schema.Parser().parse("\"string\""));

        assertThat(id).isEqualTo(3);
        assertThat(registry.requests())
                .containsExactly(new ScriptedRegistry.Request(
                        "POST", "/subjects/turns/versions", "{\"schema\":\"\\\"string\\\"\"}", null));
    }

    @Test
    void theCacheIsBounded() {
        registry.replies(200, STRING);
        SchemaRegistryClient client = client(registry.url(), Map.of("max.schemas.per.subject", 2));
        List.of(1, 2, 3).forEach(client::schema);

        List.of(1, 2, 3).forEach(client::schema);

        assertThat(registry.requests()).hasSizeGreaterThan(3);
    }

    @Test
    void basicCredentialsAreSent() {
        registry.replies(200, STRING);

        client(
                        registry.url(),
                        Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "ada:secret"))
                .schema(7);

        assertThat(registry.requests())
                .extracting(ScriptedRegistry.Request::authorization)
                .containsExactly("Basic YWRhOnNlY3JldA==");
    }

    @Test
    void credentialsInTheUrlAreSentAndNeverShown() {
        registry.replies(500, "");
        String url = registry.url().replace("http://", "http://ada:secret@");

        assertThatThrownBy(() -> client(url).schema(7))
                .isInstanceOf(RegistryUnavailable.class)
                .hasMessageNotContaining("secret");
        assertThat(registry.requests())
                .extracting(ScriptedRegistry.Request::authorization)
                .containsOnly("Basic YWRhOnNlY3JldA==");
    }

    @Test
    void aBearerTokenIsSent() {
        registry.replies(200, STRING);

        client(registry.url(), Map.of("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "t0ken"))
                .schema(7);

        assertThat(registry.requests())
                .extracting(ScriptedRegistry.Request::authorization)
                .containsExactly("Bearer t0ken");
    }

    @Test
    void normalisationIsAskedFor() {
        registry.replies(200, "{\"id\":3}");

        client(registry.url(), Map.of("normalize.schemas", true)).register("a b/c", Schema.create(Schema.Type.STRING));

        assertThat(registry.requests())
                .extracting(ScriptedRegistry.Request::path)
                .containsExactly("/subjects/a%20b%2Fc/versions?normalize=true");
    }

    private static SchemaRegistryClient client(String urls) {
        return client(urls, Map.of());
    }

    private static SchemaRegistryClient client(String urls, Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "schema.registry.url", urls,
                "max.retries", 2,
                "retries.wait.ms", 1,
                "http.connect.timeout.ms", 1_000,
                "http.read.timeout.ms", 1_000));
        settings.putAll(more);
        return SchemaRegistryClient.of(settings);
    }

    private static String unusedUrl() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + socket.getLocalPort();
        }
    }
}
