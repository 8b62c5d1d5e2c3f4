package io.memstream.core.consolidation;

import io.memstream.core.consolidation.Policy.Handling;
import io.memstream.core.consolidation.Policy.Rule;
import io.memstream.core.model.Claim;
import io.memstream.core.model.Consent;
import io.memstream.core.model.Extraction.FoundClaim;
import io.memstream.core.model.Fact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What of a sensitive category is kept. Of what is withheld for want of a consent, only how often is. */
final class PolicyRules {
    private PolicyRules() {}

    /**
     * A claim that is let in.
     *
     * @param expiresAt null for never
     */
    record Admission(@Nullable Instant expiresAt) {}

    /** Empty when it is withheld; then it is counted. */
    static Optional<Admission> admit(Draft draft, Mention mention) {
        Optional<Admission> admission = admission(draft, mention.claim(), mention.recordedAt());
        if (admission.isEmpty()) {
            withheld(draft, mention.claim());
        }
        return admission;
    }

    static boolean admits(Draft draft, Claim claim, Instant recordedAt) {
        return admission(draft, claim, recordedAt).isPresent();
    }

    /** Whether a turn is withheld as a whole for what it claims; then its claims are counted. */
    static boolean withholdsTurn(Draft draft, List<FoundClaim> claims, Instant recordedAt) {
        List<Claim> withheld = claims.stream()
                .map(FoundClaim::claim)
                .filter(claim -> admission(draft, claim, recordedAt).isEmpty())
                .toList();
        boolean all = withheld.stream().anyMatch(claim -> rule(draft, claim).withholdsEpisode());
        if (all) {
            withheld.forEach(claim -> withheld(draft, claim));
        }
        return all;
    }

    /** Forgets what a consent had let in; as many as one decision takes, the rest goes with the next tick. */
    static void revoked(Draft draft, String category, Instant recordedAt, int limit) {
        draft.facts().stream()
                .filter(fact -> category.equals(fact.standing().sensitivity()))
                .limit(limit)
                .toList()
                .forEach(fact -> Contest.forget(draft, fact, recordedAt));
    }

    /** Whether the user said no to what let it in. */
    static boolean isRevoked(Draft draft, Fact fact) {
        String category = fact.standing().sensitivity();
        return category != null && Boolean.FALSE.equals(granted(draft, category));
    }

    /** What a policy lets be kept for a time is gone after it; what a user wants until a day is archived. */
    static boolean isTemporary(Draft draft, Fact fact) {
        String category = fact.standing().sensitivity();
        return category != null && draft.policy().of(category).handling() == Handling.TEMPORARY;
    }

    private static Optional<Admission> admission(Draft draft, Claim claim, Instant recordedAt) {
        if (claim.sensitivity() == null) {
            return Optional.of(new Admission(null));
        }
        Boolean granted = granted(draft, claim.sensitivity());
        if (Boolean.FALSE.equals(granted)) {
            return Optional.empty();
        }
        Rule rule = rule(draft, claim);
        return switch (rule.handling()) {
            case ALLOW -> Optional.of(new Admission(null));
            case CONSENT -> granted == null ? Optional.empty() : Optional.of(new Admission(null));
            case TEMPORARY ->
                Optional.of(new Admission(rule.timeToLive() == null ? null : recordedAt.plus(rule.timeToLive())));
            case NEVER -> Optional.empty();
        };
    }

    private static Rule rule(Draft draft, Claim claim) {
        return claim.sensitivity() == null ? Rule.ALLOW : draft.policy().of(claim.sensitivity());
    }

    private static @Nullable Boolean granted(Draft draft, String category) {
        return draft.holding(Consent.class, category).map(Consent::granted).orElse(null);
    }

    private static void withheld(Draft draft, Claim claim) {
        String category = claim.sensitivity();
        if (category == null || rule(draft, claim).handling() == Handling.NEVER) {
            return;
        }
        Consent before = draft.holding(Consent.class, category).orElse(new Consent(category, null, null, 0));
        draft.update(new Consent(category, before.granted(), before.decidedAt(), before.withheld() + 1));
    }
}
