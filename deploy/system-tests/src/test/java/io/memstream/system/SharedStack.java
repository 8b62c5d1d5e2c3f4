package io.memstream.system;

import io.memstream.local.LocalStack;
import io.memstream.local.Outside;
import io.memstream.local.StackConfig;
import io.memstream.parts.KafkaPart;
import io.memstream.parts.RegistryPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The stack that the tests of this JVM share: started when first asked for, gone with the JVM. */
final class SharedStack {
    /** What callers without a key are. */
    static final String TENANT = "default";
    /** The key of another tenant. */
    static final String OTHER_KEY = "the-other-tenants-key";

    private static @Nullable LocalStack running;

    private SharedStack() {}

    static synchronized LocalStack get() {
        LocalStack stack = running;
        if (stack == null) {
            LocalStack starting = new LocalStack(StackConfig.onFreePorts(folder())
                    .withSettings(
                            Map.of("memstream.anonymous.tenant", TENANT, "memstream.api.keys", OTHER_KEY + "=other")));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(starting), "shared-stack"));
            starting.start();
            running = starting;
            stack = starting;
        }
        return stack;
    }

    /** Nobody needs the data any more: there is nothing to stop cleanly for. */
    private static void end(LocalStack stack) {
        stack.killAll();
        try (Stream<Path> files = Files.walk(stack.config().data())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StackApi api() {
        return StackApi.of(get());
    }

    static String bootstrapServers() {
        return ((KafkaPart) get().part("kafka")).bootstrapServers();
    }

    static String registryUrl() {
        return ((RegistryPart) get().part("registry")).url();
    }

    /** Services of their own, with topics, keyspaces and a vector index of their own, on the shared stack's parts. */
    static StackConfig servicesOnQdrant(Path data, String qdrant, String prefix) {
        String cassandra = "127.0.0.1:" + get().config().ports().cassandra();
        return StackConfig.onFreePorts(data)
                .withOutside(new Outside(bootstrapServers(), registryUrl(), cassandra, qdrant))
                .withSettings(Map.of("memstream.topics.prefix", prefix + "-", "memstream.cassandra.prefix", prefix));
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "stack-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
