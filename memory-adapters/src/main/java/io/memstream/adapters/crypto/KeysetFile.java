package io.memstream.adapters.crypto;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.memstream.core.failure.KeyMissing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;

/** A keyset in a file. Losing it loses all that was ever sealed; it is backed up apart from the key store. */
final class KeysetFile implements KeyEncryption {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;
    private volatile AeadKeyEncryption current;

    KeysetFile(Path file) {
        register();
        this.file = file;
        if (Files.notExists(file)) {
            create(file);
        }
        this.current = primitive(read(file));
    }

    @Override
    public byte[] wrap(byte[] key, byte[] use) {
        return current.wrap(key, use);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, byte[] use) {
        try {
            return current.unwrap(wrapped, use);
        } catch (KeyMissing unknownKey) {
            // Another process may have rotated the set and wrapped with a key that is new to this one.
            current = primitive(read(file));
            return current.unwrap(wrapped, use);
        }
    }

    static void rotate(Path file) {
        register();
        KeysetHandle old = read(file);
        KeysetHandle rotated;
        try {
            rotated = KeysetHandle.newBuilder(old)
                    .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                            .withRandomId()
                            .makePrimary())
                    .build();
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("the keyset in " + file + " cannot be rotated", failed);
        }
        replace(file, rotated);
    }

    private static void register() {
        try {
            AeadConfig.register();
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("the crypto library does not start", failed);
        }
    }

    private static AeadKeyEncryption primitive(KeysetHandle keyset) {
        try {
            return new AeadKeyEncryption(keyset.getPrimitive(RegistryConfiguration.get(), Aead.class));
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("the keyset is not for authenticated encryption", failed);
        }
    }

    private static KeysetHandle read(Path file) {
        try {
            return TinkJsonProtoKeysetFormat.parseKeyset(
                    Files.readString(file), RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException notKeyset) {
            throw new IllegalStateException(file + " is not a Tink keyset in JSON", notKeyset);
        } catch (IOException failed) {
            throw new UncheckedIOException("the keyset in " + file + " cannot be read", failed);
        }
    }

    private static void create(Path file) {
        try {
            Path whole = write(
                    file, KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get()));
            try {
                // A link, unlike a move, never replaces the set that another process has just created.
                Files.createLink(file, whole);
            } catch (FileAlreadyExistsException another) {
                // Theirs is the one.
                return;
            } finally {
                Files.delete(whole);
            }
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("no keyset can be generated", failed);
        } catch (IOException failed) {
            throw new UncheckedIOException("the keyset in " + file + " cannot be written", failed);
        }
    }

    private static void replace(Path file, KeysetHandle keyset) {
        try {
            Files.move(write(file, keyset), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException("the keyset in " + file + " cannot be written", failed);
        }
    }

    /** A complete file beside the target, on disk before anything is wrapped with it. */
    private static Path write(Path file, KeysetHandle keyset) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " is not a file");
        }
        Files.createDirectories(folder);
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        Path whole = Files.createTempFile(folder, ".keyset", ".tmp", attributes);
        byte[] json = json(keyset).getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(json);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        return whole;
    }

    private static String json(KeysetHandle keyset) {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeyset(
                    keyset, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("the keyset cannot be serialised", failed);
        }
    }
}
