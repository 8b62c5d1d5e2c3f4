package io.memstream.gateway;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** International bank account numbers in a text: in groups or not, with valid check digits (ISO 7064, mod 97). */
final class AccountNumbers {
    /** Country and check digits, then 11 to 30 letters and digits that may stand in groups. */
    private static final Pattern CANDIDATE =
            Pattern.compile("(?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}(?:[ -]?[A-Za-z0-9]){11,30}+");

    private static final int SHORTEST = 15;
    private static final int MODULUS = 97;

    private AccountNumbers() {}

    /** The text with each account number replaced. */
    static String mask(String text, String mark) {
        Matcher matcher = CANDIDATE.matcher(text);
        StringBuilder masked = null;
        int copied = 0;
        int from = 0;
        while (matcher.find(from)) {
            int end = endOfAccount(text, matcher.start(), matcher.end());
            if (end < 0) {
                from = matcher.start() + 1;
                continue;
            }
            if (masked == null) {
                masked = new StringBuilder(text.length());
            }
            masked.append(text, copied, matcher.start()).append(mark);
            copied = end;
            from = end;
        }
        return masked == null
                ? text
                : masked.append(text, copied, text.length()).toString();
    }

    /** Words after the number may have been taken for a part of it: the longest that checks counts. -1 when none does. */
    private static int endOfAccount(String text, int start, int longest) {
        for (int end = longest; end - start >= SHORTEST; end--) {
            if (isEndOfWord(text, end) && hasCheckDigits(text, start, end)) {
                return end;
            }
        }
        return -1;
    }

    private static boolean isEndOfWord(String text, int end) {
        return Character.isLetterOrDigit(text.charAt(end - 1))
                && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
    }

    private static boolean hasCheckDigits(String text, int start, int end) {
        StringBuilder characters = new StringBuilder(end - start);
        for (int index = start; index < end; index++) {
            if (Character.isLetterOrDigit(text.charAt(index))) {
                characters.append(text.charAt(index));
            }
        }
        if (characters.length() < SHORTEST) {
            return false;
        }
        int remainder = 0;
        for (int index = 0; index < characters.length(); index++) {
            // Country and check digits count as the last four characters.
            int value = Character.digit(characters.charAt((index + 4) % characters.length()), 36);
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % MODULUS;
        }
        return remainder == 1;
    }
}
