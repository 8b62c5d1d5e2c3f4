package io.memstream.schemas.released;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/**
 * The schemas of the build and of every release, as text files: one folder per version, one file per record type. A log
 * that is kept for ever is read by every later version, so the newest schemas must read what any of them wrote.
 */
record ReleasedSchemas(Path folder) {
    /** The folder of what the next release will carry. */
    static final String NEXT = "next";

    /** Versions that are out, oldest first. */
    List<String> versions() {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.map(version -> version.getFileName().toString())
                    .filter(version -> !version.equals(NEXT))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Texts of a version's schemas by record type; empty when there is no such version. */
    SortedMap<String, String> texts(String version) {
        SortedMap<String, String> texts = new TreeMap<>();
        Path of = folder.resolve(version);
        if (!Files.isDirectory(of)) {
            return texts;
        }
        try (Stream<Path> files = Files.list(of)) {
            for (Path file : files.toList()) {
                texts.put(file.getFileName().toString().replace(".avsc", ""), Files.readString(file));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return texts;
    }

    void write(String version, Map<String, Schema> schemas) {
        Path of = folder.resolve(version);
        try {
            Files.createDirectories(of);
            for (String gone : texts(version).keySet()) {
                Files.delete(of.resolve(gone + ".avsc"));
            }
            for (Map.Entry<String, Schema> schema : schemas.entrySet()) {
                Files.writeString(of.resolve(schema.getKey() + ".avsc"), text(schema.getValue()));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static String text(Schema schema) {
        return schema.toString(true) + "\n";
    }

    /**
     * Where the given schemas cannot read what a version wrote.
     *
     * @return one sentence each, that says what to do; empty when all can be read
     */
    List<String> breaks(String version, Map<String, Schema> readers) {
        List<String> breaks = new ArrayList<>();
        texts(version).forEach((name, text) -> {
            Schema reader = readers.get(name);
            if (reader == null) {
                breaks.add(name + ", released with " + version
                        + ", is gone: records of it stay in the log for ever. Bring it back; stop writing it instead.");
                return;
            }
            Schema writer = new Schema.Parser().parse(text);
            for (Incompatibility wrong : SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                    .getResult()
                    .getIncompatibilities()) {
                breaks.add(name + " can no longer read what " + version + " wrote: " + wrong.getType() + " at "
                        + wrong.getLocation() + " (" + wrong.getMessage()
                        + "). Give a new field a default, a renamed one an alias, an enum a default symbol;"
                        + " leave types as they are, or make a new record type.");
            }
        });
        return breaks;
    }
}
