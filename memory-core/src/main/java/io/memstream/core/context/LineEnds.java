package io.memstream.core.context;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the end of a line ends a sentence too: before and after a blank line, before what begins a list item, a quotation or
 * a table's row, around headings and within code. Prose that was only wrapped goes on in the next line.
 */
final class LineEnds {
    private static final Pattern BEGINS = Pattern.compile("\\h{0,12}(?:[-*+\u2022]\\h|\\d{1,3}[.)]\\h|#{1,6}\\h|[>|])");
    private static final Pattern HEADING = Pattern.compile("\\h{0,3}#{1,6}\\h");
    private static final Pattern CODE = Pattern.compile("\\h{0,12}(?:```|~~~)");

    private final String text;
    private final BitSet ends = new BitSet();

    private LineEnds(String text) {
        this.text = text;
    }

    /** The places of those line feeds. */
    static BitSet of(String text) {
        LineEnds lines = new LineEnds(text);
        lines.read();
        return lines.ends;
    }

    private void read() {
        boolean inCode = false;
        for (int start = 0; start < text.length(); ) {
            int feed = text.indexOf('\n', start);
            int end = feed < 0 ? text.length() : feed;
            boolean togglesCode = begins(CODE, start, end);
            boolean standsAlone = inCode || togglesCode || isBlank(start, end) || begins(HEADING, start, end);
            if (start > 0 && (standsAlone || begins(BEGINS, start, end))) {
                ends.set(start - 1);
            }
            if (standsAlone) {
                ends.set(end);
            }
            inCode ^= togglesCode;
            start = end + 1;
        }
    }

    private boolean begins(Pattern mark, int start, int end) {
        Matcher matcher = mark.matcher(text).region(start, end);
        return matcher.lookingAt();
    }

    private boolean isBlank(int start, int end) {
        for (int at = start; at < end; at++) {
            if (!Character.isWhitespace(text.charAt(at))) {
                return false;
            }
        }
        return true;
    }
}
