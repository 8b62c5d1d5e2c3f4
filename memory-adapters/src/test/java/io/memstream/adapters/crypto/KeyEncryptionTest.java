package io.memstream.adapters.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import io.memstream.core.failure.KeyMissing;
import io.memstream.core.failure.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyEncryptionTest {
    private static final byte[] KEY = "a data key".getBytes(UTF_8);
    private static final byte[] USE = "of one user".getBytes(UTF_8);

    private Path folder;

    private Path file;

    @BeforeEach
    void nameFile(@TempDir Path temporary) {
        folder = temporary;
        file = folder.resolve("keys").resolve("key-encryption-key.json");
    }

    @Test
    void fileIsCreatedForItsOwnerAlone() throws IOException {
        KeyEncryption.fromFile(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void wrappedKeyIsUnwrappedByAnotherProcess() {
        byte[] wrapped = KeyEncryption.fromFile(file).wrap(KEY, USE);

        byte[] unwrapped = KeyEncryption.fromFile(file).unwrap(wrapped, USE);

        assertThat(unwrapped).isEqualTo(KEY);
        assertThat(wrapped).isNotEqualTo(KEY);
    }

    @Test
    void processesThatStartAtOnceShareOneKeyset() {
        List<KeyEncryption> processes = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> KeyEncryption.fromFile(file)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        byte[] wrapped = processes.get(0).wrap(KEY, USE);

        assertThat(processes)
                .allSatisfy(process -> assertThat(process.unwrap(wrapped, USE)).isEqualTo(KEY));
    }

    @Test
    void keyOfAnotherUseIsNotUnwrapped() {
        KeyEncryption encryption = KeyEncryption.fromFile(file);
        byte[] wrapped = encryption.wrap(KEY, USE);

        assertThatThrownBy(() -> encryption.unwrap(wrapped, "of another".getBytes(UTF_8)))
                .isInstanceOf(KeyMissing.class);
    }

    @Test
    void keyWrappedByAnotherSetIsMissing() {
        byte[] wrapped = KeyEncryption.fromFile(folder.resolve("other")).wrap(KEY, USE);
        KeyEncryption encryption = KeyEncryption.fromFile(file);

        assertThatThrownBy(() -> encryption.unwrap(wrapped, USE)).isInstanceOf(KeyMissing.class);
    }

    @Test
    void rotatedSetStillUnwrapsOlderKeys() {
        byte[] before = KeyEncryption.fromFile(file).wrap(KEY, USE);

        KeyEncryption.rotate(file);

        KeyEncryption rotated = KeyEncryption.fromFile(file);
        assertThat(rotated.unwrap(before, USE)).isEqualTo(KEY);
        assertThat(keyId(rotated.wrap(KEY, USE))).isNotEqualTo(keyId(before));
    }

    @Test
    void runningProcessReadsASetThatWasRotated() {
        KeyEncryption running = KeyEncryption.fromFile(file);
        KeyEncryption.rotate(file);
        byte[] wrapped = KeyEncryption.fromFile(file).wrap(KEY, USE);

        byte[] unwrapped = running.unwrap(wrapped, USE);

        assertThat(unwrapped).isEqualTo(KEY);
    }

    @Test
    void fileThatIsNoKeysetIsNamed() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "secret=1");

        assertThatThrownBy(() -> KeyEncryption.fromFile(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("secret=1");
    }

    @Test
    void keyServiceThatDoesNotAnswerIsUnavailable() {
        KeyEncryption remote = KeyEncryption.of(new UnreachableKeyService());

        assertThatThrownBy(() -> remote.unwrap(KEY, USE)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> remote.wrap(KEY, USE)).isInstanceOf(Unavailable.class);
    }

    /** Tink puts the id of the key in front of what it encrypts. */
    private static byte[] keyId(byte[] wrapped) {
        return Arrays.copyOf(wrapped, 5);
    }

    /** Fails as the clients of key services do. */
    private static final class UnreachableKeyService implements Aead {
        @Override
        public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
            throw new GeneralSecurityException("encryption failed", new IOException("connection refused"));
        }

        @Override
        public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
            throw new GeneralSecurityException("decryption failed", new IOException("connection refused"));
        }
    }
}
