package io.memstream.core.ranking;

import java.util.regex.Pattern;

/** What kind of answer a question asks for: a time, a number. */
public final class Wanted {
    private static final Pattern TIME = Pattern.compile(
            "^when\\b.*\\?$|\\b(?:when (?:did|do|does|was|were|is|are|will|has|have|had)|since when|how long ago"
                    + "|(?:what|which) (?:time|day|date|month|year|season))\\b",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile(
            "\\b(?:how (?:many|much|old|far|long|tall|often)|what (?:number|age|price|amount))\\b",
            Pattern.CASE_INSENSITIVE);

    private Wanted() {}

    /** As the {@link TextFlags} of turns that may hold the answer; 0 when any turn may. */
    public static int in(String question) {
        String asked = question.strip();
        return (TIME.matcher(asked).find() ? TextFlags.TIME_EXPRESSION : 0)
                | (NUMBER.matcher(asked).find() ? TextFlags.NUMBER : 0);
    }
}
