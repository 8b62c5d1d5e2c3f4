package io.memstream.core.consolidation;

import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Session;
import io.memstream.core.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Two values of one slot of which nothing tells which one holds. They are kept side by side, contested, until one is said
 * again, denied or removed. Opened only when all of this is so: both come from conversations, not from commands; from
 * different sessions, since within one the later word is a correction; within a day, since after longer it is news; the
 * new one names no time from which it holds ("I moved"), so it does not say that something changed; both are explicit, or
 * neither; and they are about as sure.
 */
final class Contest {
    static final Duration NEAR = Duration.ofDays(1);

    /** Of confidence; more, and the later one is a correction or a doubt, not a contradiction. */
    static final double LIKE_STRENGTH = .2;

    private Contest() {}

    /** @param holders what holds when the new value is said to begin */
    static boolean isOpenedBy(Draft draft, List<Fact> holders, Mention mention) {
        return mention.claim().singleValued()
                && mention.claim().validFrom() == null
                && holders.stream()
                        .filter(fact -> fact.status() == Status.ACTIVE || fact.status() == Status.CONTESTED)
                        .anyMatch(fact -> contradict(draft, fact, mention));
    }

    private static boolean contradict(Draft draft, Fact fact, Mention mention) {
        return fact.standing().explicit() == mention.claim().explicit()
                && Math.abs(fact.confidence() - mention.claim().confidence()) <= LIKE_STRENGTH
                && fact.evidence().stream().findFirst().stream()
                        .anyMatch(said -> isNear(said, mention) && isElsewhere(draft, said, mention));
    }

    private static boolean isNear(Evidence said, Mention mention) {
        return Duration.between(said.occurredAt(), mention.occurredAt()).abs().compareTo(NEAR) <= 0;
    }

    /** What was said while the mention's session ran counts as said in it. */
    private static boolean isElsewhere(Draft draft, Evidence said, Mention mention) {
        return mention.sessionId() != null
                && draft.holding(Session.class, mention.sessionId())
                        .filter(session -> !said.occurredAt().isBefore(session.startedAt())
                                && !said.occurredAt().isAfter(session.lastAt()))
                        .isEmpty();
    }

    static void open(Draft draft, List<Fact> holders, Fact fact, Instant recordedAt) {
        holders.stream()
                .filter(holder -> holder.status() != Status.CONTESTED)
                .forEach(holder -> draft.update(
                        Revision.of(holder).status(Status.CONTESTED).by(Rule.CONTESTED, recordedAt)));
        draft.update(Revision.of(fact).status(Status.CONTESTED).firstBy(Rule.CONTESTED));
    }

    /** A value said outright settles it, if it was said after all of them. */
    static boolean isSettledBy(List<Fact> history, Mention mention) {
        return mention.claim().explicit()
                && history.stream()
                        .filter(fact -> fact.status() == Status.CONTESTED)
                        .noneMatch(fact -> FactRules.start(fact).isAfter(mention.holdsFrom()));
    }

    /** What held before the one that was right ends where that began; what came after it never held. */
    static void settle(Draft draft, List<Fact> history, Fact right, Revision mentioned, Instant recordedAt) {
        history.stream()
                .filter(fact -> fact.status() == Status.CONTESTED && !fact.id().equals(right.id()))
                .forEach(fact -> draft.update(Revision.of(fact)
                        .ended(Status.SUPERSEDED, later(FactRules.start(fact), FactRules.start(right)))
                        .supersededBy(right.id())
                        .by(Rule.SETTLED, recordedAt)));
        draft.update(mentioned.status(Status.ACTIVE).by(Rule.SETTLED, recordedAt));
    }

    /** Takes a fact away; where it was one of two contested values, the other holds. */
    static void forget(Draft draft, Fact fact, Instant recordedAt) {
        draft.change(new Change.FactForgotten(fact.id()));
        if (fact.status() == Status.CONTESTED) {
            settleLeftover(draft, SlotKey.of(fact), recordedAt);
        }
    }

    /** Of contested values only one is left: it holds. */
    static void settleLeftover(Draft draft, SlotKey slot, Instant recordedAt) {
        List<Fact> contested = draft.slot(slot).stream()
                .filter(fact -> fact.status() == Status.CONTESTED)
                .toList();
        if (contested.size() == 1) {
            draft.update(Revision.of(contested.get(0)).status(Status.ACTIVE).by(Rule.SETTLED, recordedAt));
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
