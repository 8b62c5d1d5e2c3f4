package io.memstream.core.consolidation;

import io.memstream.core.model.Fact;
import io.memstream.core.model.Standing;
import io.memstream.core.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a claim does to the facts of its slot. It goes by when something holds in the world, so the order in which claims
 * arrive does not decide which value is the present one.
 */
final class FactRules {
    /** What a claim needs to be stored. */
    static final double CONFIDENCE_TO_STORE = 0.7;

    /** However often something is said, it may still be wrong. */
    static final double CONFIDENCE_CAP = 0.99;

    private FactRules() {}

    static void decide(Draft draft, Mention mention) {
        if (mention.claim().confidence() < CONFIDENCE_TO_STORE || isWithheld(mention)) {
            return;
        }
        List<Fact> slot = draft.slot(SlotKey.of(mention.claim(), mention.scope()));
        List<Fact> changed = mention.claim().affirmed() ? affirm(slot, mention, draft) : retract(slot, mention);
        changed.forEach(draft::update);
    }

    /** Sensitive claims need a consent, and none can be given yet. The episode itself stays. */
    private static boolean isWithheld(Mention mention) {
        return mention.claim().sensitivity() != null;
    }

    private static List<Fact> affirm(List<Fact> slot, Mention mention, Draft draft) {
        List<Fact> held =
                slot.stream().filter(fact -> fact.status() != Status.RETRACTED).toList();
        Optional<Fact> before = held.stream()
                .filter(fact -> !start(fact).isAfter(mention.holdsFrom()))
                .reduce((earlier, later) -> later);
        Optional<Fact> after = held.stream()
                .filter(fact -> start(fact).isAfter(mention.holdsFrom()))
                .findFirst();
        Optional<Fact> holding = before.filter(fact -> holdsAt(fact, mention.holdsFrom()));
        if (holding.isPresent() && mention.sameValueAs(holding.get().value())) {
            return List.of(Revision.of(holding.get())
                    .mentioned(mention, CONFIDENCE_CAP)
                    .by("same-again", mention));
        }
        if (after.isPresent() && mention.sameValueAs(after.get().value())) {
            return extend(holding, after.get(), mention);
        }
        return insert(holding, after, mention, draft);
    }

    /** The value that holds afterwards held earlier already: it begins then, and what held until then ends. */
    private static List<Fact> extend(Optional<Fact> holding, Fact after, Mention mention) {
        List<Fact> changed = new ArrayList<>();
        holding.ifPresent(fact -> changed.add(endedBy(after.id(), fact, mention)));
        changed.add(Revision.of(after)
                .mentioned(mention, CONFIDENCE_CAP)
                .holdingFrom(mention.holdsFrom())
                .by("same-again", mention));
        return changed;
    }

    /** A new value, between what held before it and what holds after it. */
    private static List<Fact> insert(Optional<Fact> holding, Optional<Fact> after, Mention mention, Draft draft) {
        UUID id = draft.id("fact", nameOf(mention));
        List<Fact> changed = new ArrayList<>();
        holding.ifPresent(fact -> changed.add(endedBy(id, fact, mention)));
        changed.add(new Fact(
                id,
                1,
                mention.claim().kind(),
                mention.claim().subject(),
                mention.claim().attribute(),
                mention.claim().value(),
                mention.claim().statement(),
                mention.claim().singleValued(),
                mention.scope(),
                after.isPresent() ? Status.SUPERSEDED : Status.ACTIVE,
                mention.claim().confidence(),
                1,
                mention.evidence(),
                mention.holdsFrom(),
                after.map(FactRules::start).orElse(mention.claim().validTo()),
                mention.recordedAt(),
                after.map(Fact::id).orElse(null),
                after.isPresent() ? "late-arrival" : "new-fact",
                mention.model(),
                mention.features(),
                standing(mention)));
        return changed;
    }

    private static Standing standing(Mention mention) {
        return new Standing(
                mention.claim().explicit(),
                false,
                mention.claim().sensitivity(),
                mention.claim().names(),
                null,
                1,
                0,
                mention.recordedAt());
    }

    private static Fact endedBy(UUID successor, Fact fact, Mention mention) {
        return Revision.of(fact)
                .ended(Status.SUPERSEDED, mention.holdsFrom())
                .supersededBy(successor)
                .by("newer-value", mention);
    }

    /** What was ended stays so: a value that holds again is a fact of its own. */
    private static boolean holdsAt(Fact fact, Instant instant) {
        return fact.validTo() == null || fact.validTo().isAfter(instant);
    }

    private static List<Fact> retract(List<Fact> slot, Mention mention) {
        return slot.stream()
                .filter(fact -> fact.status() == Status.ACTIVE)
                .filter(fact -> mention.sameValueAs(fact.value()))
                .filter(fact -> !start(fact).isAfter(mention.holdsFrom()))
                .map(fact -> Revision.of(fact)
                        .withEvidence(mention)
                        .ended(Status.RETRACTED, mention.holdsFrom())
                        .by("no-longer-holds", mention))
                .toList();
    }

    static Instant start(Fact fact) {
        return fact.validFrom() != null ? fact.validFrom() : Instant.MIN;
    }

    /** What identifies a fact: its slot, its value and the turn that first said it. */
    private static String nameOf(Mention mention) {
        return String.join(
                "\u0000",
                SlotKey.of(mention.claim(), mention.scope()).text(),
                SlotKey.normalise(mention.claim().value()),
                mention.source());
    }
}
