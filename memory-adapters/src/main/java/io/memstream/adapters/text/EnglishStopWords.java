package io.memstream.adapters.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words that carry no topic: the resource {@code english-stop-words.txt}. */
public final class EnglishStopWords {
    private static final String RESOURCE = "english-stop-words.txt";
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Set<String> WORDS = read();

    private EnglishStopWords() {}

    /** Lower case, unstemmed, with plain apostrophes. */
    public static Set<String> words() {
        return WORDS;
    }

    private static Set<String> read() {
        try (InputStream stream = EnglishStopWords.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(SPACES::splitAsStream)
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
