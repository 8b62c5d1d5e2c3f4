package io.memstream.gateway;

/**
 * What becomes of a text before anything is stored: secrets are masked, and the personal data that the tenant names. Texts
 * are kept as they are otherwise, control characters included, but for halves of surrogate pairs, which no encoding can
 * carry: they become U+FFFD.
 */
final class TextRules {
    private static final char REPLACEMENT = '\uFFFD';

    private final SecretMask secrets;
    private final PersonalMask personalData;
    private final PersonalMaskPolicy policy;

    TextRules(SecretMask secrets, PersonalMask personalData, PersonalMaskPolicy policy) {
        this.secrets = secrets;
        this.personalData = personalData;
        this.policy = policy;
    }

    String accept(String tenant, String text) {
        return personalData.mask(secrets.mask(wellFormed(text)), policy.of(tenant));
    }

    /** A value with a name of its own, as in metadata. */
    String acceptNamed(String tenant, String name, String value) {
        return personalData.mask(secrets.maskNamed(name, wellFormed(value)), policy.of(tenant));
    }

    boolean holdsSecret(String text) {
        return !secrets.mask(text).equals(text);
    }

    static String wellFormed(String text) {
        StringBuilder repaired = null;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (!Character.isSurrogate(character)) {
                continue;
            }
            if (Character.isHighSurrogate(character)
                    && index + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(index + 1))) {
                index++;
                continue;
            }
            if (repaired == null) {
                repaired = new StringBuilder(text);
            }
            repaired.setCharAt(index, REPLACEMENT);
        }
        return repaired == null ? text : repaired.toString();
    }
}
