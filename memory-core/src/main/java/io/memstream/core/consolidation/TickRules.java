package io.memstream.core.consolidation;

import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Session;
import io.memstream.core.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What time does: to an owner of whom something is due, a bounded number of changes per tick. */
final class TickRules {
    /** Of facts and episodes, of each at most; what is left is done by the next tick. */
    static final int MOST = 500;

    private TickRules() {}

    static Outcome decide(Draft draft, Event.Ticked tick) {
        Instant now = tick.recordedAt();
        Instant due = draft.owner().nextDue();
        if (due == null || now.isBefore(due)) {
            return Outcome.UNCHANGED;
        }
        boolean left = ForgetRules.goOn(draft, now) | retain(draft, now) | age(draft, now);
        SessionRules.closeIdle(draft, now);
        ThemeRules.consolidate(draft, now);
        draft.change(new Change.Tended(left ? Due.after(now) : nextDue(draft, now)));
        return Outcome.APPLIED;
    }

    /** @return whether some are left for the next tick */
    private static boolean age(Draft draft, Instant now) {
        List<Fact> due = draft.facts().stream()
                .filter(fact -> PolicyRules.isRevoked(draft, fact)
                        || Due.of(fact).filter(when -> !when.isAfter(now)).isPresent())
                .limit(MOST + 1)
                .toList();
        due.stream().limit(MOST).forEach(fact -> age(draft, fact, now));
        return due.size() > MOST;
    }

    private static void age(Draft draft, Fact fact, Instant now) {
        boolean expired = fact.standing().expiresAt() != null
                && !fact.standing().expiresAt().isAfter(now);
        if (PolicyRules.isRevoked(draft, fact) || expired && isToVanish(draft, fact)) {
            draft.change(new Change.FactForgotten(fact.id()));
        } else {
            draft.update(Revision.of(fact).status(Status.ARCHIVED).by(expired ? Rule.EXPIRED : Rule.FADED, now));
        }
        Contest.settleLeftover(draft, SlotKey.of(fact), now);
    }

    private static boolean isToVanish(Draft draft, Fact fact) {
        return PolicyRules.isTemporary(draft, fact) || !FactRules.holdsStill(fact);
    }

    /** Forgets what the tenant keeps no longer: episodes, and facts with the last episode that tells them. */
    private static boolean retain(Draft draft, Instant now) {
        Duration retention = draft.policy().retention();
        if (retention == null) {
            return false;
        }
        Instant oldest = now.minus(retention);
        List<EpisodeTrace> episodes = draft.episodes().stream()
                .filter(trace -> !trace.recordedAt().isAfter(oldest))
                .limit(MOST + 1)
                .toList();
        episodes.stream().limit(MOST).forEach(trace -> forget(draft, trace, now));
        List<Fact> untold = draft.facts().stream()
                .filter(fact -> fact.evidence().isEmpty() && !fact.recordedAt().isAfter(oldest))
                .limit(MOST + 1)
                .toList();
        untold.stream().limit(MOST).forEach(fact -> Contest.forget(draft, fact, now));
        return episodes.size() > MOST || untold.size() > MOST;
    }

    /** Takes along what only it tells. */
    static void forget(Draft draft, EpisodeTrace trace, Instant recordedAt) {
        for (Fact told : draft.facts(trace.id())) {
            Fact fact = draft.fact(told.id()).orElseThrow();
            List<Evidence> left = fact.evidence().stream()
                    .filter(evidence -> !evidence.episodeId().equals(trace.id()))
                    .toList();
            if (left.isEmpty()) {
                Contest.forget(draft, fact, recordedAt);
            } else {
                ForgetRules.replace(draft, Revision.of(fact).evidence(left).sameVersion());
            }
        }
        draft.change(new Change.EpisodeForgotten(trace, draft.owner().episodes() - 1));
    }

    private static @Nullable Instant nextDue(Draft draft, Instant now) {
        Stream<Instant> facts = draft.facts().stream().flatMap(fact -> Due.of(fact).stream());
        Stream<Instant> sessions = draft.owner().openSessions().stream()
                .flatMap(id -> draft.holding(Session.class, id).stream())
                .flatMap(session -> Due.of(session).stream());
        Stream<Instant> kept = Optional.ofNullable(draft.policy().retention()).stream()
                .flatMap(retention -> Stream.concat(
                                draft.episodes().stream().map(EpisodeTrace::recordedAt),
                                draft.facts().stream()
                                        .filter(fact -> fact.evidence().isEmpty())
                                        .map(Fact::recordedAt))
                        .map(recorded -> recorded.plus(retention)));
        return Stream.of(facts, sessions, kept)
                .flatMap(stream -> stream)
                .min(Instant::compareTo)
                .map(due -> due.isAfter(now) ? due : Due.after(now))
                .orElse(null);
    }
}
