package io.memstream.parts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An Apicurio Registry that speaks Confluent's registry protocol, with global compatibility BACKWARD. */
public final class RegistryPart extends Part {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final Config config;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    public RegistryPart(Config config) {
        super("registry", config.data(), List.of(config.port(), config.managementPort()));
        this.config = config;
    }

    /**
     * @param data its folder
     * @param port for clients
     * @param managementPort for the server's own health and metrics
     * @param heapMegabytes largest heap
     */
    public record Config(Path data, int port, int managementPort, int heapMegabytes) {
        public static final int HEAP_MEGABYTES = 96;

        public Config(Path data, int port, int managementPort) {
            this(data, port, managementPort, HEAP_MEGABYTES);
        }
    }

    /** Base of the Confluent-compatible API. */
    public String url() {
        return "http://" + Loopback.HOST + ":" + config.port() + "/apis/ccompat/v7";
    }

    @Override
    protected ChildJvm prepare() throws IOException {
        Path database = Files.createDirectories(data().resolve("data")).resolve("registry");
        return new ChildJvm(
                List.of(
                        ChildJvm.QUICK_COMPILER,
                        "-Xms48m",
                        "-Xmx" + config.heapMegabytes() + "m",
                        "-XX:MaxDirectMemorySize=32m",
                        "-XX:ReservedCodeCacheSize=48m",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + config.port(),
                        "-Dquarkus.management.host=127.0.0.1",
                        "-Dquarkus.management.port=" + config.managementPort(),
                        "-Dquarkus.log.console.color=false",
                        "-Dquarkus.log.level=WARN",
                        "-Dquarkus.log.category.\"io.quarkus\".level=INFO",
                        "-Dquarkus.banner.enabled=false",
                        "-Dquarkus.http.access-log.enabled=false",
                        "-Dquarkus.thread-pool.max-threads=8",
                        "-Dquarkus.vertx.event-loops-pool-size=2",
                        "-Dquarkus.oidc.tenant-enabled=false",
                        "-Dapicurio.storage.kind=sql",
                        "-Dapicurio.storage.sql.kind=h2",
                        // Twenty by default: more than one local stack uses, and they slow the start.
                        "-Dapicurio.datasource.jdbc.initial-size=1",
                        "-Dapicurio.datasource.jdbc.min-size=1",
                        // Five seconds by default: on a busy machine H2 takes longer to open, and the start failed.
                        "-Dquarkus.datasource.h2.jdbc.acquisition-timeout=60S",
                        // Committed is written: by default H2 writes half a second later.
                        "-Dapicurio.datasource.url=jdbc:h2:file:" + database + ";WRITE_DELAY=0"),
                ChildJvm.registryClassPath(),
                RegistryMain.class.getName(),
                List.of());
    }

    /** Serves with a rule of compatibility; a new one comes without any and is given ours. */
    @Override
    public boolean answers() {
        try {
            HttpResponse<String> rule = send(request("/config").GET());
            if (rule.statusCode() != OK) {
                return false;
            }
            return !rule.body().contains("NONE")
                    || send(request("/config")
                                            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                                            .PUT(HttpRequest.BodyPublishers.ofString(
                                                    "{\"compatibility\":\"BACKWARD\"}")))
                                    .statusCode()
                            == OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).timeout(TIMEOUT);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
