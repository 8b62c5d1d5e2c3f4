package io.memstream.core.consolidation;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant lets memory keep. Part of the configuration of a generation: another policy needs another generation to
 * hold for what was decided before.
 *
 * @param categories sensitive categories; one that is not named needs consent
 * @param retention how long after {@code recorded_at} anything is kept; null for ever
 */
public record Policy(Map<String, Rule> categories, @Nullable Duration retention) {
    /** Health and finance need consent; credentials and card numbers are never kept. */
    public static final Policy STANDARD = new Policy(
            Map.of(
                    "health", Rule.CONSENT,
                    "finance", Rule.CONSENT,
                    "credentials", Rule.NEVER,
                    "card_numbers", Rule.NEVER),
            null);

    public Policy {
        categories = Map.copyOf(categories);
    }

    public Rule of(String category) {
        return categories.getOrDefault(category, Rule.CONSENT);
    }

    /**
     * @param timeToLive how long a temporary memory is kept; null unless it is temporary
     * @param withholdsEpisode whether the turn itself is withheld along with the claim
     */
    public record Rule(Handling handling, @Nullable Duration timeToLive, boolean withholdsEpisode) {
        public static final Rule ALLOW = new Rule(Handling.ALLOW, null, false);
        public static final Rule CONSENT = new Rule(Handling.CONSENT, null, false);
        public static final Rule NEVER = new Rule(Handling.NEVER, null, false);
    }

    /** What happens to a claim of a category. */
    public enum Handling {
        ALLOW,
        CONSENT,
        TEMPORARY,
        NEVER
    }
}
