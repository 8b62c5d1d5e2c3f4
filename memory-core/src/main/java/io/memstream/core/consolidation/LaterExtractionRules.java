package io.memstream.core.consolidation;

import io.memstream.core.consolidation.PolicyRules.Admission;
import io.memstream.core.model.Claim;
import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a slower extractor's claims do to what was made of the same turn before. It has read the turn as a whole, so what it
 * says too is confirmed, what it says better is refined, what it does not say is withdrawn, and what only it says is new.
 * Withdrawn is only what rests on this turn alone: never what was said elsewhere too, what the user pinned or corrected,
 * or an instruction, which nobody would notice missing.
 */
final class LaterExtractionRules {
    private LaterExtractionRules() {}

    static Outcome decide(Draft draft, Event.ExtractionArrived arrived) {
        Optional<EpisodeTrace> episode = draft.episode(arrived.turnKey());
        if (episode.isEmpty()) {
            return Outcome.UNCHANGED;
        }
        Extraction extraction = arrived.extraction();
        String key = String.join(
                " ", "extraction", arrived.turnKey(), extraction.extractor(), extraction.extractorVersion());
        if (draft.knows(key)) {
            return Outcome.DUPLICATE;
        }
        draft.change(new Change.Taken(key));
        if (PolicyRules.withholdsTurn(draft, extraction.claims(), arrived.recordedAt())) {
            TickRules.forget(draft, episode.get(), arrived.recordedAt());
            return Outcome.WITHHELD;
        }
        if (Forgettings.cover(draft, episode.get(), extraction.claims())) {
            TickRules.forget(draft, episode.get(), arrived.recordedAt());
            return Outcome.FORGOTTEN;
        }
        compare(draft, episode.get(), extraction, arrived.recordedAt());
        return Outcome.APPLIED;
    }

    private static void compare(Draft draft, EpisodeTrace episode, Extraction extraction, Instant recordedAt) {
        List<Fact> before = new ArrayList<>(draft.facts(episode.id()).stream()
                .filter(fact -> fact.status() != Status.RETRACTED && FactRules.everHeld(fact))
                .toList());
        List<Mention> mentions = new ArrayList<>(Mentions.of(episode, extraction, recordedAt));
        match(before, mentions, LaterExtractionRules::isTheSame, (fact, mention) -> confirm(draft, fact, mention));
        // What it is unsure of supports what is there, and makes nothing new.
        mentions.removeIf(mention -> mention.claim().confidence() < FactRules.CONFIDENCE_TO_STORE);
        match(
                before,
                mentions,
                (fact, mention) ->
                        restsOn(fact, episode.id()) && mayBeReworded(fact) && isTheSameBetterSaid(draft, fact, mention),
                (fact, mention) -> refine(draft, fact, mention));
        mentions.removeIf(mention -> before.stream().anyMatch(fact -> decidedByTheUser(fact, mention)));
        before.stream()
                .filter(fact -> restsOn(fact, episode.id()) && mayBeWithdrawn(fact))
                .forEach(fact -> withdraw(draft, fact, extraction.extractor(), recordedAt));
        mentions.forEach(mention -> FactRules.decide(draft, mention));
    }

    /** Each fact with the first mention that tells the same; both are done with then. */
    private static void match(List<Fact> facts, List<Mention> mentions, Likeness alike, Matched matched) {
        for (Fact fact : List.copyOf(facts)) {
            mentions.stream()
                    .filter(mention -> mention.claim().affirmed() && isAboutTheSame(fact, mention))
                    .filter(mention -> alike.are(fact, mention))
                    .findFirst()
                    .ifPresent(mention -> {
                        matched.take(fact, mention);
                        facts.remove(fact);
                        mentions.remove(mention);
                    });
        }
    }

    private static boolean isAboutTheSame(Fact fact, Mention mention) {
        return SlotKey.of(fact).attributeText().equals(mention.slot().attributeText())
                && fact.singleValued() == mention.claim().singleValued();
    }

    private static boolean isTheSame(Fact fact, Mention mention) {
        return mention.sameValueAs(fact.value());
    }

    /** Of a single value another reading is a better one; of many, the same in more or fewer words. */
    private static boolean isTheSameBetterSaid(Draft draft, Fact fact, Mention mention) {
        return fact.singleValued()
                || draft.slot(mention.slot()).isEmpty()
                        && (contains(fact.value(), mention.claim().value())
                                || contains(mention.claim().value(), fact.value())
                                || Sameness.says(fact, mention.claim(), mention.features()));
    }

    private static boolean contains(String longer, String shorter) {
        return (" " + SlotKey.normalise(longer) + " ").contains(" " + SlotKey.normalise(shorter) + " ");
    }

    private static void confirm(Draft draft, Fact fact, Mention mention) {
        Claim claim = mention.claim();
        boolean better = fact.evidence().size() == 1
                && (!fact.statement().equals(claim.statement()) || fact.kind() != claim.kind());
        if (better && mayBeReworded(fact)) {
            refine(draft, fact, mention);
        } else {
            PolicyRules.admit(draft, mention)
                    .ifPresentOrElse(
                            admission -> draft.update(Revision.of(fact)
                                    .confirmed(claim, admission)
                                    .by(Rule.CONFIRMED, mention.recordedAt())),
                            () -> Contest.forget(draft, fact, mention.recordedAt()));
        }
    }

    private static void refine(Draft draft, Fact fact, Mention mention) {
        Optional<Admission> admission = PolicyRules.admit(draft, mention);
        if (admission.isEmpty()) {
            Contest.forget(draft, fact, mention.recordedAt());
            return;
        }
        Revision revision =
                Revision.of(fact).confirmed(mention.claim(), admission.get()).worded(mention);
        if (mention.claim().validFrom() != null && draft.slot(SlotKey.of(fact)).size() == 1) {
            revision.holdingFrom(mention.claim().validFrom());
        }
        draft.update(revision.by(Rule.REFINED, mention.recordedAt()));
    }

    private static boolean restsOn(Fact fact, UUID episode) {
        return !fact.evidence().isEmpty()
                && fact.evidence().stream()
                        .allMatch(evidence -> evidence.episodeId().equals(episode));
    }

    private static boolean decidedByTheUser(Fact fact, Mention mention) {
        return fact.singleValued() && isAboutTheSame(fact, mention) && !mayBeReworded(fact);
    }

    private static boolean mayBeWithdrawn(Fact fact) {
        return mayBeReworded(fact) && fact.kind() != Kind.INSTRUCTION;
    }

    private static boolean mayBeReworded(Fact fact) {
        return !fact.standing().pinned() && !fact.rule().equals(Rule.CORRECTED.word());
    }

    /** As if it had never been said: what it had replaced holds on. */
    private static void withdraw(Draft draft, Fact fact, String extractor, Instant recordedAt) {
        SlotKey slot = SlotKey.of(fact);
        draft.update(Revision.of(fact)
                .ended(Status.RETRACTED, FactRules.start(fact))
                .supersededBy(null)
                .by(Rule.WITHDRAWN_BY.word() + "-" + extractor, recordedAt));
        draft.slot(slot).stream()
                .filter(other -> fact.id().equals(other.supersededBy()) && FactRules.everHeld(other))
                .filter(other -> FactRules.start(fact).equals(other.validTo()))
                .reduce((earlier, later) -> later)
                .ifPresent(other -> draft.update(restored(other, fact).by(Rule.RESTORED, recordedAt)));
        Contest.settleLeftover(draft, slot, recordedAt);
    }

    private static Revision restored(Fact fact, Fact withdrawn) {
        return withdrawn.supersededBy() == null
                ? Revision.of(fact).reopened()
                : Revision.of(fact)
                        .ended(Status.SUPERSEDED, withdrawn.validTo())
                        .supersededBy(withdrawn.supersededBy());
    }

    @FunctionalInterface
    private interface Likeness {
        boolean are(Fact fact, Mention mention);
    }

    @FunctionalInterface
    private interface Matched {
        void take(Fact fact, Mention mention);
    }
}
