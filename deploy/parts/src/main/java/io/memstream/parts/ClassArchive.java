package io.memstream.parts;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The classes of a child, parsed and linked by an earlier run (dynamic class data sharing): about a third off its start.
 * It holds for one JVM and one class path; another one has another name. Kept beside this module's jar; there is none
 * when classes come from folders, which class data sharing does not take.
 */
final class ClassArchive {
    private static final int NAME_DIGITS = 16;

    private final String name;
    private final Path file;
    private final Path fresh;

    private ClassArchive(String name, Path file) {
        this.name = name;
        this.file = file;
        this.fresh = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
    }

    static Optional<ClassArchive> of(String name, ChildJvm jvm) {
        Path own = ChildJvm.ownClasses();
        if (!Files.isRegularFile(own)) {
            return Optional.empty();
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            update(digest, System.getProperty("java.vm.version") + System.getProperty("java.home"));
            for (String entry : jvm.classPath().split(File.pathSeparator)) {
                Path jar = Path.of(entry);
                if (!Files.isRegularFile(jar)) {
                    return Optional.empty();
                }
                update(digest, entry + Files.size(jar) + Files.getLastModifiedTime(jar));
            }
            String hash = HexFormat.of().formatHex(digest.digest()).substring(0, NAME_DIGITS);
            return Optional.of(
                    new ClassArchive(name, own.resolveSibling("class-archives").resolve(name + "-" + hash + ".jsa")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void update(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }

    boolean isThere() {
        return Files.isRegularFile(file);
    }

    String flagToUse() {
        return "-XX:SharedArchiveFile=" + file;
    }

    /** Makes the child write its archive when it ends. */
    String flagToWrite() throws IOException {
        Files.createDirectories(file.getParent());
        return "-XX:ArchiveClassesAtExit=" + fresh;
    }

    /** After the child that wrote it has ended cleanly; those of earlier builds go. */
    void keep() {
        try (Stream<Path> archives = Files.list(file.getParent())) {
            if (!Files.isRegularFile(fresh)) {
                return;
            }
            for (Path older : archives.toList()) {
                if (older.getFileName().toString().startsWith(name + "-") && !older.equals(fresh)) {
                    Files.deleteIfExists(older);
                }
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
