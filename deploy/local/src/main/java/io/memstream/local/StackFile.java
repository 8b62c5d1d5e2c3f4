package io.memstream.local;

import io.memstream.parts.PidFile;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What a stack was last started with, kept in its folder for the other commands. */
final class StackFile {
    private final Path data;

    StackFile(Path data) {
        this.data = data.toAbsolutePath().normalize();
    }

    void write(StackConfig config) {
        Properties properties = new Properties();
        config.ports().byOption().forEach((option, port) -> properties.setProperty(option, Integer.toString(port)));
        put(properties, "--kafka", config.outside().kafka());
        put(properties, "--registry", config.outside().registry());
        put(properties, "--cassandra", config.outside().cassandra());
        put(properties, "--qdrant", config.outside().qdrant());
        Path fresh = data.resolve("stack.properties.new");
        try {
            Files.createDirectories(data);
            try (Writer out = Files.newBufferedWriter(fresh)) {
                properties.store(out, "The options of the last start.");
            }
            Files.move(fresh, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file(), e);
        }
    }

    /** Empty when no stack was ever started on the folder. */
    Optional<StackConfig> read() {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file())) {
            properties.load(in);
        } catch (NoSuchFileException never) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file(), e);
        }
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (String option : Ports.usual().byOption().keySet()) {
            ports.put(option, Integer.parseInt(properties.getProperty(option, "0")));
        }
        Outside outside = new Outside(
                properties.getProperty("--kafka"),
                properties.getProperty("--registry"),
                properties.getProperty("--cassandra"),
                properties.getProperty("--qdrant"));
        return Optional.of(new StackConfig(data, Ports.fromOptions(ports), outside, Map.of()));
    }

    /** The process that {@code up} runs in. */
    PidFile owner() {
        return new PidFile(data.resolve("up.pid"));
    }

    /** What a stack in the background prints. */
    Path output() {
        return data.resolve("up.log");
    }

    private Path file() {
        return data.resolve("stack.properties");
    }

    private static void put(Properties properties, String option, @Nullable String value) {
        if (value != null) {
            properties.setProperty(option, value);
        }
    }
}
