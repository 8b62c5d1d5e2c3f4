package io.memstream.extractor.embedded;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which characters of a text are somebody else's words: quotations, quoted lines, code. */
final class Quotes {
    private static final Pattern QUOTED = Pattern.compile(
            "```.*?(?:```|\\z)|`[^`\\n]*`|\"[^\"\\n]{0,500}\"|\u201c[^\u201d\\n]{0,500}\u201d|(?m:^[ \\t]*>.*$)",
            Pattern.DOTALL);

    private final BitSet quoted = new BitSet();

    Quotes(String text) {
        Matcher matcher = QUOTED.matcher(text);
        while (matcher.find()) {
            quoted.set(matcher.start(), matcher.end());
        }
    }

    boolean contains(int character) {
        return quoted.get(character);
    }
}
