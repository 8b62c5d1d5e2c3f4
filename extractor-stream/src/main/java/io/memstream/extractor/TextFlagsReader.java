package io.memstream.extractor;

import io.memstream.core.ranking.TextFlags;
import java.util.regex.Pattern;

/** What ranking asks of a text besides its words. */
final class TextFlagsReader {
    private static final Pattern FIRST_PERSON =
            Pattern.compile("\\b(?:i|me|my|mine|myself)\\b", Pattern.CASE_INSENSITIVE);

    /** "may" is left out: the verb is commoner than the month. "2023" counts, and so does "in May". */
    private static final Pattern TIME_EXPRESSION = Pattern.compile(
            "\\b(?:yesterday|today|tonight|tomorrow|ago|recently|lately"
                    + "|(?:last|next|this|past|every|each) (?:night|morning|afternoon|evening|week|weekend|month|year"
                    + "|spring|summer|autumn|fall|winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?"
                    + "|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
                    + "|january|february|march|april|june|july|august|september|october|november|december"
                    + "|in may|(?:19|20)\\d\\d)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern NUMBER = Pattern.compile("\\d");
    private static final Pattern WORD = Pattern.compile("\\S+");

    private TextFlagsReader() {}

    static int of(String text) {
        int flags = 0;
        if (text.stripTrailing().endsWith("?")) {
            flags |= TextFlags.IS_QUESTION;
        }
        if (text.indexOf('?') >= 0) {
            flags |= TextFlags.HAS_QUESTION;
        }
        if (FIRST_PERSON.matcher(text).find()) {
            flags |= TextFlags.FIRST_PERSON;
        }
        if (TIME_EXPRESSION.matcher(text).find()) {
            flags |= TextFlags.TIME_EXPRESSION;
        }
        if (NUMBER.matcher(text).find()) {
            flags |= TextFlags.NUMBER;
        }
        return flags;
    }

    static int words(String text) {
        return (int) WORD.matcher(text).results().count();
    }
}
