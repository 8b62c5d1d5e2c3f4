package io.memstream.core.consolidation;

import io.memstream.core.consolidation.PolicyRules.Admission;
import io.memstream.core.model.Claim;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a claim does to the facts of its slot. It goes by when something holds in the world, so the order in which claims
 * arrive does not decide which value is the present one.
 */
final class FactRules {
    /** What a claim needs to be stored. */
    static final double CONFIDENCE_TO_STORE = 0.7;

    /** However often something is said, it may still be wrong. */
    static final double CONFIDENCE_CAP = 0.99;

    /** A denial of these denies every value: "I have no allergies any more". */
    private static final List<String> ANY = List.of("", "any", "all", "anything", "everything");

    private FactRules() {}

    /** @return the fact that says it now; empty when none does: denied, withheld, unsure, or known better */
    static Optional<UUID> decide(Draft draft, Mention mention) {
        if (mention.claim().confidence() < CONFIDENCE_TO_STORE || Forgettings.disbelieve(draft, mention)) {
            return Optional.empty();
        }
        if (!mention.claim().affirmed()) {
            retract(draft, mention);
            return Optional.empty();
        }
        Optional<Admission> admission = PolicyRules.admit(draft, mention);
        if (admission.isEmpty()) {
            return Optional.empty();
        }
        List<Fact> history =
                draft.slot(mention.slot()).stream().filter(FactRules::everHeld).toList();
        if (isKnownBetter(history, mention)) {
            return Optional.empty();
        }
        UUID id = affirm(draft, history, mention, admission.get());
        Contest.settleLeftover(draft, mention.slot(), mention.recordedAt());
        return Optional.of(id);
    }

    private static UUID affirm(Draft draft, List<Fact> history, Mention mention, Admission admission) {
        List<Fact> outdone = outdone(history, mention);
        List<Fact> rest =
                history.stream().filter(fact -> !outdone.contains(fact)).toList();
        Optional<Fact> same = same(rest, mention).or(() -> Sameness.inOtherWords(draft, mention));
        UUID id = same.map(fact -> again(draft, rest, fact, mention, admission))
                .or(() -> saidAgainLater(rest, mention).map(fact -> slotBetween(draft, fact, mention, admission)))
                .or(() -> after(rest, mention)
                        .filter(fact -> mention.sameValueAs(fact.value()))
                        .map(fact -> extend(draft, rest, fact, mention, admission)))
                .orElseGet(() -> insert(draft, rest, mention, admission));
        outdone.forEach(fact -> draft.update(Revision.of(fact)
                .ended(Status.SUPERSEDED, start(fact))
                .supersededBy(id)
                .by(Rule.SAID_OUTRIGHT, mention.recordedAt())));
        return id;
    }

    /** What is only inferred does not stand against another value that was said outright and holds. */
    private static boolean isKnownBetter(List<Fact> history, Mention mention) {
        return !mention.claim().explicit()
                && holders(history, mention).stream()
                        .anyMatch(fact -> fact.standing().explicit())
                && same(history, mention).isEmpty();
    }

    /** Other values that were inferred for a time in which this one, said outright before it, holds. */
    private static List<Fact> outdone(List<Fact> history, Mention mention) {
        if (!mention.claim().explicit() || !mention.claim().singleValued()) {
            return List.of();
        }
        return history.stream()
                .filter(fact -> start(fact).isAfter(mention.holdsFrom()))
                .takeWhile(fact -> !fact.standing().explicit())
                .filter(fact -> !mention.sameValueAs(fact.value()))
                .toList();
    }

    /** Said again, of a time for which it is known. */
    private static UUID again(Draft draft, List<Fact> history, Fact fact, Mention mention, Admission admission) {
        if (fact.status() == Status.CONTESTED && Contest.isSettledBy(history, mention)) {
            Contest.settle(draft, history, fact, mentioned(fact, mention, admission), mention.recordedAt());
            return fact.id();
        }
        Revision revision = mentioned(fact, mention, admission);
        if (start(fact).isAfter(mention.holdsFrom())) {
            revision.holdingFrom(mention.holdsFrom());
        }
        Rule rule = mention.sameValueAs(fact.value()) ? Rule.SAME_AGAIN : Rule.SAID_DIFFERENTLY;
        if (fact.status() == Status.ARCHIVED) {
            revision.status(Status.ACTIVE);
            rule = Rule.REVIVED;
        }
        draft.update(revision.by(rule, mention.recordedAt()));
        return fact.id();
    }

    /** A turn that says a thing twice mentions it once. */
    static Revision mentioned(Fact fact, Mention mention, Admission admission) {
        boolean knownFromThere = mention.evidence().stream()
                .anyMatch(evidence -> fact.evidence().stream()
                        .anyMatch(known -> known.episodeId().equals(evidence.episodeId())));
        return knownFromThere
                ? Revision.of(fact).confirmed(mention.claim(), admission)
                : Revision.of(fact).mentioned(mention, admission);
    }

    /** The value that holds afterwards held earlier already: it begins then, and what held until then ends. */
    private static UUID extend(Draft draft, List<Fact> history, Fact after, Mention mention, Admission admission) {
        end(draft, history, after.id(), mention);
        Revision revision = mentioned(after, mention, admission).holdingFrom(mention.holdsFrom());
        boolean revived = after.status() == Status.ARCHIVED;
        if (revived) {
            revision.status(Status.ACTIVE);
        }
        draft.update(revision.by(revived ? Rule.REVIVED : Rule.SAME_AGAIN, mention.recordedAt()));
        return after.id();
    }

    /** A new value, between what held before it and what holds after it. */
    private static UUID insert(Draft draft, List<Fact> history, Mention mention, Admission admission) {
        Optional<Fact> after = after(history, mention);
        Fact fact = made(draft, after, mention, admission);
        List<Fact> holders = holders(history, mention);
        if (after.isEmpty() && Contest.isOpenedBy(draft, holders, mention)) {
            Contest.open(draft, holders, fact, mention.recordedAt());
        } else {
            end(draft, history, fact.id(), mention);
            draft.update(fact);
        }
        return fact.id();
    }

    /** What holds at the mention's time and was said again after it: it held before and holds again. */
    private static Optional<Fact> saidAgainLater(List<Fact> history, Mention mention) {
        List<Fact> holders = holders(history, mention);
        return holders.size() != 1
                ? Optional.empty()
                : holders.stream()
                        .filter(fact -> fact.singleValued() && fact.status() != Status.CONTESTED)
                        .filter(fact ->
                                fact.standing().explicit() || !mention.claim().explicit())
                        .filter(fact -> !laterEvidence(fact, mention).isEmpty())
                        .findFirst();
    }

    private static List<Evidence> laterEvidence(Fact fact, Mention mention) {
        return fact.evidence().stream()
                .filter(said -> said.occurredAt().isAfter(mention.holdsFrom()))
                .filter(said -> holdsAt(fact, said.occurredAt()))
                .toList();
    }

    /** Between two sayings of another value: that one keeps its later part, and its earlier part becomes a fact of its own. */
    private static UUID slotBetween(Draft draft, Fact fact, Mention mention, Admission admission) {
        List<Evidence> later = laterEvidence(fact, mention);
        List<Evidence> earlier =
                fact.evidence().stream().filter(said -> !later.contains(said)).toList();
        Instant resumes =
                later.stream().map(Evidence::occurredAt).min(Instant::compareTo).orElseThrow();
        Fact resumed = Revision.of(fact)
                .evidence(later)
                .mentions(later.size())
                .holdingFrom(resumes)
                .by(Rule.LATE_ARRIVAL, mention.recordedAt());
        Fact between = made(draft, Optional.of(resumed), mention, admission);
        draft.update(resumed);
        draft.update(between);
        if (start(fact).isBefore(mention.holdsFrom())) {
            draft.update(Revision.of(fact)
                    .evidence(earlier.isEmpty() ? later : earlier)
                    .mentions(Math.max(1, fact.mentions() - later.size()))
                    .ended(Status.SUPERSEDED, mention.holdsFrom())
                    .supersededBy(between.id())
                    .as(draft.id("fact", nameOf(mention) + "\u0000before"), Rule.LATE_ARRIVAL, mention.recordedAt()));
        }
        return between.id();
    }

    private static Fact made(Draft draft, Optional<Fact> after, Mention mention, Admission admission) {
        Claim claim = mention.claim();
        UUID id = mention.keeping().id() == null
                ? draft.id("fact", nameOf(mention))
                : mention.keeping().id();
        boolean past = after.isEmpty() && isOver(claim, mention);
        return new Fact(
                id,
                1,
                claim.kind(),
                claim.subject(),
                claim.attribute(),
                claim.value(),
                claim.statement(),
                claim.singleValued(),
                mention.scope(),
                after.isPresent() ? Status.SUPERSEDED : past ? Status.RETRACTED : Status.ACTIVE,
                claim.confidence(),
                1,
                mention.evidence(),
                mention.holdsFrom(),
                earlier(claim.validTo(), after.map(FactRules::start).orElse(null)),
                mention.recordedAt(),
                after.map(Fact::id).orElse(null),
                (after.isPresent() ? Rule.LATE_ARRIVAL : past ? Rule.ALREADY_OVER : Rule.NEW_FACT).word(),
                mention.model(),
                mention.features(),
                Standings.first(mention, admission));
    }

    /** An event stays true when it is over. */
    private static boolean isOver(Claim claim, Mention mention) {
        return claim.kind() != Kind.EVENT
                && claim.validTo() != null
                && !claim.validTo().isAfter(mention.occurredAt());
    }

    /** Ends what holds when the mention's value begins. Of contested values an earlier one ends where the next began. */
    private static void end(Draft draft, List<Fact> history, UUID successor, Mention mention) {
        List<Fact> holders = holders(history, mention);
        for (int index = 0; index < holders.size(); index++) {
            Instant until = index + 1 < holders.size() ? start(holders.get(index + 1)) : mention.holdsFrom();
            draft.update(Revision.of(holders.get(index))
                    .ended(Status.SUPERSEDED, until)
                    .supersededBy(successor)
                    .by(Rule.NEWER_VALUE, mention.recordedAt()));
        }
    }

    private static void retract(Draft draft, Mention mention) {
        boolean any = ANY.contains(SlotKey.normalise(mention.claim().value()));
        List<Fact> denied = any ? draft.attribute(mention.slot()) : draft.slot(mention.slot());
        List<Fact> retracted = denied.stream()
                .filter(FactRules::holdsStill)
                .filter(fact -> any || mention.sameValueAs(fact.value()))
                .filter(fact -> !start(fact).isAfter(mention.holdsFrom()))
                .filter(fact -> mention.claim().explicit() || !fact.standing().explicit())
                .toList();
        retracted.forEach(fact -> {
            draft.update(Revision.of(fact)
                    .withEvidence(mention)
                    .ended(Status.RETRACTED, mention.holdsFrom())
                    .by(Rule.NO_LONGER_HOLDS, mention.recordedAt()));
            Contest.settleLeftover(draft, SlotKey.of(fact), mention.recordedAt());
        });
    }

    /** The latest that holds at the mention's time and has its value. */
    private static Optional<Fact> same(List<Fact> history, Mention mention) {
        return holders(history, mention).stream()
                .filter(fact -> mention.sameValueAs(fact.value()))
                .reduce((earlier, later) -> later);
    }

    /** What holds at the mention's time: one, none, or several that are contested. */
    private static List<Fact> holders(List<Fact> history, Mention mention) {
        return history.stream()
                .filter(fact -> !start(fact).isAfter(mention.holdsFrom()))
                .filter(fact -> holdsAt(fact, mention.holdsFrom()))
                .toList();
    }

    private static Optional<Fact> after(List<Fact> history, Mention mention) {
        return history.stream()
                .filter(fact -> start(fact).isAfter(mention.holdsFrom()))
                .findFirst();
    }

    /** What was ended stays so: a value that holds again is a fact of its own. */
    static boolean holdsAt(Fact fact, Instant instant) {
        return fact.validTo() == null || fact.validTo().isAfter(instant);
    }

    static boolean holdsStill(Fact fact) {
        return switch (fact.status()) {
            case ACTIVE, CONTESTED, ARCHIVED -> true;
            case SUPERSEDED, RETRACTED -> false;
        };
    }

    /** False for what turned out never to have been so; it has no place in the history. */
    static boolean everHeld(Fact fact) {
        return fact.validTo() == null || fact.validTo().isAfter(start(fact));
    }

    static Instant start(Fact fact) {
        return fact.validFrom() != null ? fact.validFrom() : Instant.MIN;
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /** What identifies a fact: its slot, its value and the turn that first said it. */
    private static String nameOf(Mention mention) {
        return String.join(
                "\u0000",
                mention.slot().text(),
                SlotKey.normalise(mention.claim().value()),
                mention.source());
    }
}
