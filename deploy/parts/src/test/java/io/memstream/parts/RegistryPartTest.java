package io.memstream.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

class RegistryPartTest extends PartContract<RegistryPart> {
    private static final String STRING_SCHEMA = "{\"schema\":\"\\\"string\\\"\"}";

    private final HttpClient client = HttpClient.newHttpClient();

    @Override
    RegistryPart create(Path folder, int port, int secondPort) {
        return new RegistryPart(new RegistryPart.Config(folder, port, secondPort));
    }

    @Override
    void write(RegistryPart part) throws Exception {
        HttpRequest register = HttpRequest.newBuilder(URI.create(part.url() + "/subjects/kept/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(STRING_SCHEMA))
                .build();
        assertThat(send(register)).contains("\"id\"");
    }

    @Override
    boolean isThere(RegistryPart part) throws Exception {
        assertThat(get(part, "/config")).contains("BACKWARD");
        return get(part, "/subjects/kept/versions/1").contains("string");
    }

    private String get(RegistryPart part, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(part.url() + path)).build());
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
