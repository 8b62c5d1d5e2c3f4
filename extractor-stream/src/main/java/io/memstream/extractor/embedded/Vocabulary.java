package io.memstream.extractor.embedded;

import io.memstream.core.model.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the data files know, for another extractor: its claims meet these where they speak of the same. */
public final class Vocabulary {
    private static final Pattern GAP = Pattern.compile("\\{[^}]*}");

    private final Map<Pattern, Known> attributes = new LinkedHashMap<>();
    private final Sensitivity sensitivity;

    private Vocabulary(Phrases phrases) {
        this.sensitivity = new Sensitivity(phrases);
        for (Attribute attribute : ClaimFiles.read(phrases, SentenceReader.FILES)) {
            // One that is all gap says nothing about what it is called.
            if (!GAP.matcher(attribute.name()).replaceAll("").isBlank()) {
                attributes.putIfAbsent(
                        named(attribute.name()),
                        new Known(
                                attribute.name(), attribute.kind(), attribute.singleValued(), attribute.sensitivity()));
            }
        }
    }

    public static Vocabulary english() {
        return new Vocabulary(Phrases.read("phrases.txt"));
    }

    private static Pattern named(String name) {
        StringBuilder pattern = new StringBuilder();
        int end = 0;
        var gaps = GAP.matcher(name);
        while (gaps.find()) {
            pattern.append(Pattern.quote(name.substring(end, gaps.start()))).append(".+");
            end = gaps.end();
        }
        return Pattern.compile(
                pattern.append(Pattern.quote(name.substring(end))).toString());
    }

    /** In the order of the files; names may contain gaps: {@code favourite {what}}. */
    public List<Known> attributes() {
        return List.copyOf(attributes.values());
    }

    /** Empty when the files do not know an attribute of this name. */
    public Optional<Known> attribute(String name) {
        return attributes.entrySet().stream()
                .filter(known -> known.getKey().matcher(name).matches())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The sensitive category that a text is about by its words; null for none. */
    public @Nullable String sensitivityOf(String text) {
        return sensitivity.of(text);
    }

    /** Whether a place of a text is within somebody else's words: a quotation, a quoted line, code. */
    public static boolean isQuoted(String text, int character) {
        return new Quotes(text).contains(character);
    }

    /** @param sensitivity category; null for none */
    public record Known(
            String name,
            Kind kind,
            boolean singleValued,
            @Nullable String sensitivity) {}
}
