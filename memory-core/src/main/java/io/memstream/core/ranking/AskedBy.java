package io.memstream.core.ranking;

import io.memstream.core.port.TermAnalyzer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** By which words attributes are asked for, as {@code asked-by.txt} lists them. */
final class AskedBy {
    private final Map<String, Set<String>> terms = new HashMap<>();

    AskedBy(TermAnalyzer analyzer) {
        InputStream resource = Objects.requireNonNull(AskedBy.class.getResourceAsStream("asked-by.txt"));
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            reader.lines()
                    .filter(line -> line.contains(": ") && !line.startsWith("#"))
                    .forEach(line -> {
                        int colon = line.indexOf(": ");
                        for (String attribute : line.substring(0, colon).split(", ", -1)) {
                            terms.computeIfAbsent(attribute, key -> new HashSet<>())
                                    .addAll(analyzer.terms(line.substring(colon + 2)));
                        }
                    });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whether a question of these terms asks for the attribute. */
    boolean asks(String attribute, Set<String> question) {
        return terms.getOrDefault(attribute, Set.of()).stream().anyMatch(question::contains);
    }
}
