package io.memstream.core.ranking;

/**
 * What a caller wants more of than the ranking gives by itself. Each from 0, which is not at all, to 1.
 *
 * @param recency what was said lately
 * @param importance what is important by itself, whatever is asked
 * @param diversity what has not been said by a better item already
 */
public record Preferences(double recency, double importance, double diversity) {
    public static final Preferences NONE = new Preferences(0, 0, 0);

    public Preferences {
        check("recency", recency);
        check("importance", importance);
        check("diversity", diversity);
    }

    private static void check(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be from 0 to 1");
        }
    }
}
