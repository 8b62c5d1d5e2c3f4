package io.memstream.core.query;

/** What rules look at of a text: nobody asks in more words, and what is pasted behind them costs no time. */
final class Beginning {
    static final int CHARACTERS = 4_000;

    private Beginning() {}

    static String of(String text) {
        if (text.length() <= CHARACTERS) {
            return text;
        }
        boolean split = Character.isHighSurrogate(text.charAt(CHARACTERS - 1));
        return text.substring(0, split ? CHARACTERS - 1 : CHARACTERS);
    }
}
