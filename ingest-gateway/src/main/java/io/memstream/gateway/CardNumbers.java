package io.memstream.gateway;

/** Payment card numbers in a text: 13 to 19 digits, alone or in groups, of a known issuer's range and with a valid check digit. */
final class CardNumbers {
    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;

    private CardNumbers() {}

    /** The text with each card number replaced. */
    static String mask(String text, String mark) {
        StringBuilder masked = null;
        int copied = 0;
        int index = 0;
        while (index < text.length()) {
            int end = startsNumber(text, index) ? endOfCard(text, index) : -1;
            if (end < 0) {
                index++;
                continue;
            }
            if (masked == null) {
                masked = new StringBuilder(text.length());
            }
            masked.append(text, copied, index).append(mark);
            copied = end;
            index = end;
        }
        return masked == null
                ? text
                : masked.append(text, copied, text.length()).toString();
    }

    private static boolean startsNumber(String text, int index) {
        return isDigit(text.charAt(index)) && (index == 0 || !Character.isLetterOrDigit(text.charAt(index - 1)));
    }

    /** Where the longest card number that starts here ends, exclusive; -1 when none starts here. */
    private static int endOfCard(String text, int start) {
        StringBuilder digits = new StringBuilder(LONGEST);
        int end = -1;
        int index = start;
        while (index < text.length() && digits.length() < LONGEST) {
            char character = text.charAt(index);
            if (isDigit(character)) {
                digits.append(character);
                boolean last = index + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(index + 1));
                if (last && digits.length() >= SHORTEST && isCard(digits)) {
                    end = index + 1;
                }
            } else if (!isSeparator(text, index)) {
                break;
            }
            index++;
        }
        return end;
    }

    /** One space, no-break space, dash or dot between two digits. */
    private static boolean isSeparator(String text, int index) {
        char character = text.charAt(index);
        boolean separates = character == ' '
                || character == '\u00A0'
                || character == '-'
                || character == '.'
                || character == '\u2011'
                || character == '\u2013';
        return separates && index + 1 < text.length() && isDigit(text.charAt(index + 1));
    }

    private static boolean isCard(CharSequence digits) {
        return isOfAnIssuer(digits) && hasCheckDigit(digits);
    }

    /** Ranges and lengths of ISO/IEC 7812 issuers in use. Without them one in ten long numbers would pass. */
    private static boolean isOfAnIssuer(CharSequence digits) {
        int two = number(digits, 2);
        int four = number(digits, 4);
        return switch (digits.length()) {
            case 13 -> two / 10 == 4;
            case 14 -> two == 36 || two == 38 || two == 39 || (four >= 3000 && four <= 3059);
            case 15 -> two == 34 || two == 37;
            case 16 ->
                two / 10 == 4
                        || (two >= 50 && two <= 69)
                        || (four >= 2221 && four <= 2720)
                        || (four >= 3528 && four <= 3589);
            default -> two / 10 == 4 || two == 62 || two == 63 || two == 67 || two == 50 || (two >= 56 && two <= 58);
        };
    }

    private static int number(CharSequence digits, int length) {
        int number = 0;
        for (int index = 0; index < length; index++) {
            number = number * 10 + (digits.charAt(index) - '0');
        }
        return number;
    }

    /** Luhn. */
    private static boolean hasCheckDigit(CharSequence digits) {
        int sum = 0;
        for (int index = 0; index < digits.length(); index++) {
            int digit = digits.charAt(digits.length() - 1 - index) - '0';
            int weighted = index % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
