package io.memstream.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Parts that the tests of one JVM share: each is started when first asked for, on free ports, in a folder under
 * {@code target} that goes away with the JVM.
 */
public final class SharedParts {
    private static final Duration START = Duration.ofSeconds(90);

    private static @Nullable Path folder;
    private static @Nullable KafkaPart kafka;
    private static @Nullable RegistryPart registry;
    private static @Nullable CassandraPart cassandra;

    private SharedParts() {}

    public static synchronized KafkaPart kafka() {
        KafkaPart running = kafka;
        if (running == null) {
            running = started(ports ->
                    new KafkaPart(new KafkaPart.Config(folder().resolve("kafka"), ports.get(0), ports.get(1))));
            kafka = running;
        }
        return running;
    }

    public static synchronized RegistryPart registry() {
        RegistryPart running = registry;
        if (running == null) {
            running = started(ports -> new RegistryPart(
                    new RegistryPart.Config(folder().resolve("registry"), ports.get(0), ports.get(1))));
            registry = running;
        }
        return running;
    }

    public static synchronized CassandraPart cassandra() {
        CassandraPart running = cassandra;
        if (running == null) {
            running = started(ports -> new CassandraPart(
                    new CassandraPart.Config(folder().resolve("cassandra"), ports.get(0), ports.get(1))));
            cassandra = running;
        }
        return running;
    }

    private static <P extends Part> P started(Function<List<Integer>, P> part) {
        P starting = part.apply(Loopback.freePorts(2));
        starting.start();
        starting.awaitReady(START);
        return starting;
    }

    private static synchronized Path folder() {
        Path current = folder;
        if (current == null) {
            try {
                current = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "parts-");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            folder = current;
            Path shared = current;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(shared), "shared-parts"));
        }
        return current;
    }

    /** Nobody needs the data any more: there is nothing to stop cleanly for. */
    private static void end(Path shared) {
        Stream.of(kafka, registry, cassandra).forEach(part -> {
            if (part != null) {
                part.kill();
            }
        });
        try (Stream<Path> files = Files.walk(shared)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + shared, e);
        }
    }
}
