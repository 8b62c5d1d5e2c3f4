package io.memstream.adapters.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.memstream.core.failure.Rejected;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Owner;
import io.memstream.core.port.MemoryIndex.Collected;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the server's answers, and its silence, become our two kinds of failure. */
class QdrantConnectionTest {
    private static final Owner OWNER = new Owner("acme", "gus-0123456789abcdef");

    private QdrantDouble server;

    @BeforeEach
    void start() throws IOException {
        server = QdrantDouble.start(0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.16.0", "1.18.3", "2.0.0-dev"})
    void servesWithAVersionThatHasConditionalWrites(String version) {
        server.asVersion(version);

        try (QdrantIndex index = QdrantIndex.connect(config())) {
            assertThat(index.durableUpTo()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.15.5", "0.11.0"})
    void refusesAnOlderServer(String version) {
        server.asVersion(version);

        assertThatThrownBy(() -> QdrantIndex.connect(config()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is Qdrant " + version + "; 1.16 or newer is needed");
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {
                "UNAVAILABLE",
                "DEADLINE_EXCEEDED",
                "RESOURCE_EXHAUSTED",
                "INTERNAL",
                "NOT_FOUND",
                "UNAUTHENTICATED",
                "ABORTED"
            })
    void whatMaySucceedLaterIsUnavailable(Status.Code code) {
        try (QdrantIndex index = QdrantIndex.connect(config())) {
            server.answerAll(code.toStatus().withDescription("said so"));
            assertThatThrownBy(() -> index.count(Collected.EPISODE, OWNER))
                    .hasMessage("the index does not answer")
                    .isInstanceOfSatisfying(
                            Unavailable.class, away -> assertThat(away.detail()).contains(code + ": said so"));

            server.answerAll(null);
            assertThat(index.count(Collected.EPISODE, OWNER)).isZero();
        }
    }

    @Test
    void aBadRequestIsRejected() {
        try (QdrantIndex index = QdrantIndex.connect(config())) {
            server.answerAll(Status.INVALID_ARGUMENT.withDescription("said so"));

            assertThatThrownBy(() -> index.deleteOwner(OWNER))
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            rejected -> assertThat(rejected.code()).isEqualTo("index_rejected"))
                    .hasMessage("the index refuses what it was given")
                    .hasRootCauseMessage("INVALID_ARGUMENT: said so");
        }
    }

    @Test
    void aServerThatIsAwayIsUnavailable() {
        QdrantIndex index = QdrantIndex.connect(config());
        server.close();

        assertThatThrownBy(() -> index.count(Collected.EPISODE, OWNER)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> QdrantIndex.connect(config())).isInstanceOf(Unavailable.class);
        index.close();
    }

    @Test
    void aServerThatIsSilentIsUnavailableInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            QdrantConfig config = QdrantConfig.of(
                            URI.create("http://127.0.0.1:" + silent.getLocalPort()), "test", "g1", 4)
                    .withTimeout(Duration.ofMillis(200));

            assertThatThrownBy(() -> QdrantIndex.connect(config))
                    .isInstanceOfSatisfying(
                            Unavailable.class, away -> assertThat(away.detail()).contains("DEADLINE_EXCEEDED"));
        }
    }

    @Test
    void theApiKeyIsSent() {
        server.requiringApiKey("secret");

        assertThatThrownBy(() -> QdrantIndex.connect(config()))
                .isInstanceOfSatisfying(
                        Unavailable.class, away -> assertThat(away.detail()).contains("UNAUTHENTICATED"));
        try (QdrantIndex index = QdrantIndex.connect(config().withApiKey("secret"))) {
            assertThat(index.count(Collected.FACT, OWNER)).isZero();
        }
        assertThat(config().withApiKey("secret").toString()).doesNotContain("secret");
    }

    @Test
    void overTlsTheServerMustBeTrusted(@TempDir Path folder) throws Exception {
        Path certificate = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        selfSigned(folder, certificate, key);
        try (QdrantDouble secured = QdrantDouble.startSecured(certificate.toFile(), key.toFile())) {
            QdrantConfig config = QdrantConfig.of(secured.url(), "test", "g1", 4);

            assertThatThrownBy(() -> QdrantIndex.connect(config)).isInstanceOf(Unavailable.class);
            try (QdrantIndex index = QdrantIndex.connect(config.withTrustedCertificates(certificate))) {
                assertThat(index.count(Collected.EPISODE, OWNER)).isZero();
            }
        }
    }

    @Test
    void trustedCertificatesThatCannotBeReadAreNamed(@TempDir Path folder) {
        QdrantConfig config = QdrantConfig.of(URI.create("https://localhost:6334"), "test", "g1", 4)
                .withTrustedCertificates(folder.resolve("missing.pem"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> QdrantIndex.connect(config))
                .withMessageContaining("missing.pem");
    }

    @Test
    void collectionsForAnotherModelAreRefused() {
        QdrantIndex.connect(config()).close();

        assertThatThrownBy(() -> QdrantIndex.connect(QdrantConfig.of(server.url(), "test", "g1", 5)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("test_episodes_g1 has vectors of 4 dimensions")
                .hasMessageContaining("new generation");
    }

    @Test
    void severalServicesMayConnectAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<QdrantIndex> connect = () -> QdrantIndex.connect(config());
            List<Future<QdrantIndex>> connected = threads.invokeAll(List.of(connect, connect, connect, connect));

            for (Future<QdrantIndex> index : connected) {
                assertThat(index.get().count(Collected.EPISODE, OWNER)).isZero();
                index.get().close();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void settingsAreCheckedByName() {
        URI url = URI.create("http://localhost:6334");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QdrantConfig.of(URI.create("localhost:6334"), "p", "g1", 4))
                .withMessageContaining("qdrant.url");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QdrantConfig.of(url, "Not Good", "g1", 4))
                .withMessageContaining("qdrant.prefix");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QdrantConfig.of(url, "p", "", 4))
                .withMessageContaining("qdrant.generation");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QdrantConfig.of(url, "p", "g1", 0))
                .withMessageContaining("qdrant.dimensions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QdrantConfig.of(url, "p", "g1", 4).withReplicas(0))
                .withMessageContaining("qdrant.replicas");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QdrantConfig.of(url, "p", "g1", 4).withTimeout(Duration.ZERO))
                .withMessageContaining("qdrant.timeout");
        assertThat(QdrantConfig.of(URI.create("https://vectors.example"), "p", "g1", 4)
                        .target())
                .isEqualTo("vectors.example:6334");
    }

    private static void selfSigned(Path folder, Path certificate, Path key) throws Exception {
        Path keyStore = folder.resolve("key.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "password",
                        "-keystore",
                        keyStore.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(keyStore.toFile(), "password".toCharArray());
        Files.writeString(
                certificate, pem("CERTIFICATE", keys.getCertificate("server").getEncoded()));
        Files.writeString(
                key,
                pem(
                        "PRIVATE KEY",
                        keys.getKey("server", "password".toCharArray()).getEncoded()));
    }

    private static String pem(String what, byte[] encoded) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(encoded) + "\n-----END " + what
                + "-----\n";
    }

    private QdrantConfig config() {
        return QdrantConfig.of(server.url(), "test", "g1", 4);
    }
}
