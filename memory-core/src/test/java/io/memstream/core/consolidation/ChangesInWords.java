package io.memstream.core.consolidation;

import io.memstream.core.model.AuditEntry;
import io.memstream.core.model.Consent;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Holding;
import io.memstream.core.model.Session;
import io.memstream.core.model.Standing;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Changes and facts as scenarios write them: one line each. */
final class ChangesInWords {
    private ChangesInWords() {}

    /** @param before the state that the change was decided on */
    static String of(Change change, MemoryState before) {
        if (change instanceof Change.EpisodeRemembered remembered) {
            return "episode %d, %d of session %s"
                    .formatted(
                            remembered.episode().ordinal(),
                            remembered.episode().sessionOrdinal(),
                            remembered.episode().turn().sessionId());
        }
        if (change instanceof Change.EpisodeForgotten forgotten) {
            return "episode %d forgotten, %d left".formatted(forgotten.trace().ordinal(), forgotten.episodes());
        }
        if (change instanceof Change.TurnRefused refused) {
            return "refused " + refused.turnKey();
        }
        if (change instanceof Change.Taken taken) {
            return taken.key().startsWith("command ") ? "command taken" : "taken " + taken.key();
        }
        if (change instanceof Change.FactForgotten forgotten) {
            return before.fact(forgotten.id()).map(Fact::value).orElse("a fact") + " forgotten";
        }
        if (change instanceof Change.Tended tended) {
            return "due " + (tended.nextDue() == null ? "never" : tended.nextDue());
        }
        if (change instanceof Change.HoldingUpdated updated) {
            return of(updated.holding());
        }
        if (change instanceof Change.FactUpdated updated) {
            Fact fact = updated.fact();
            return "%s: %s v%d by %s".formatted(fact.value(), word(fact), fact.version(), fact.rule());
        }
        if (change instanceof Change.HoldingRemoved removed) {
            return removed.type().name().toLowerCase(Locale.ROOT) + " removed";
        }
        if (change instanceof Change.UserErased erased) {
            return "erased, life " + erased.erasure().life();
        }
        if (change instanceof Change.Audited audited) {
            AuditEntry entry = audited.entry();
            return "audited %s: %s".formatted(entry.action(), entry.outcome());
        }
        throw new IllegalArgumentException("no words for " + change.getClass());
    }

    private static String of(Holding holding) {
        if (holding instanceof Session session) {
            return "session %s %s, %d turns"
                    .formatted(session.id(), session.closed() ? "closed" : "open", session.turns());
        }
        if (holding instanceof Consent consent) {
            return "consent to %s: %s, %d withheld".formatted(consent.id(), decided(consent), consent.withheld());
        }
        return holding.type().name().toLowerCase(Locale.ROOT) + " kept";
    }

    private static String decided(Consent consent) {
        return consent.granted() == null ? "open" : consent.granted() ? "granted" : "refused";
    }

    /** A fact as it stands after all: value, status, mentions, confidence, and the days between which it holds. */
    static String of(Fact fact) {
        return String.format(
                Locale.ROOT,
                "%s: %s, %d said, %.2f, %s to %s",
                fact.value(),
                word(fact),
                fact.mentions(),
                fact.confidence(),
                day(fact.validFrom()),
                day(fact.validTo()));
    }

    static String standing(Fact fact) {
        Standing standing = fact.standing();
        return String.format(
                Locale.ROOT,
                "%s: %.2f important, %d uses, seen %s%s%s%s",
                fact.value(),
                standing.importance(),
                standing.uses(),
                day(standing.lastSeenAt()),
                standing.explicit() ? "" : ", inferred",
                standing.pinned() ? ", pinned" : "",
                standing.expiresAt() == null ? "" : ", until " + day(standing.expiresAt()));
    }

    private static String word(Fact fact) {
        return fact.status().name().toLowerCase(Locale.ROOT);
    }

    private static String day(@Nullable Instant instant) {
        return instant == null ? "now" : instant.toString().substring(0, 10);
    }
}
