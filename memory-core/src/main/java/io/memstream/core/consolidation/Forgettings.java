package io.memstream.core.consolidation;

import io.memstream.core.model.Claim;
import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.Extraction.FoundClaim;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Forgetting;
import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Turn;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a forgetting covers: of what is known, and of what comes later and was said before. */
final class Forgettings {
    private Forgettings() {}

    /**
     * What a correction keeps: the claim that it found wrong, which is not believed again. It covers no turn. Its id begins
     * with that of the fact; its terms are those of the words that were wrong.
     */
    static Forgetting corrected(Draft draft, Fact wrong, Instant occurredUntil, Instant recordedUntil) {
        return new Forgetting(
                wrong.id() + " " + wrong.version(),
                terms(wrong.features()),
                null,
                claim(draft, wrong),
                null,
                null,
                null,
                null,
                null,
                occurredUntil,
                recordedUntil);
    }

    /** Of one fact, whatever else is known. */
    static Forgetting ofFact(Draft draft, String id, Fact fact, Instant occurredUntil, Instant recordedUntil) {
        return new Forgetting(
                id,
                List.of(),
                fact.id(),
                claim(draft, fact),
                null,
                null,
                null,
                null,
                null,
                occurredUntil,
                recordedUntil);
    }

    static boolean isCorrection(Forgetting forgetting) {
        return forgetting.fact() == null && forgetting.claim() != null;
    }

    /** The fact that a correction was made to. */
    static UUID correctedFact(Forgetting correction) {
        return UUID.fromString(correction.id().substring(0, correction.id().indexOf(' ')));
    }

    /** Whether a turn that comes now was forgotten before. */
    static boolean cover(Draft draft, Event.TurnExtracted event) {
        Set<Long> terms = new HashSet<>(terms(event.extraction().features()));
        return draft.holdings(Forgetting.class).stream()
                .filter(forgetting -> !isCorrection(forgetting))
                .filter(forgetting -> terms.containsAll(forgetting.terms()))
                .anyMatch(forgetting -> covers(draft, forgetting, event));
    }

    /** Whether what is found in a turn only now was forgotten since it was said. */
    static boolean cover(Draft draft, EpisodeTrace trace, List<FoundClaim> found) {
        List<Claim> claims = found.stream().map(FoundClaim::claim).toList();
        return draft.holdings(Forgetting.class).stream()
                .filter(forgetting -> !isCorrection(forgetting))
                .filter(forgetting -> covers(forgetting, trace))
                .anyMatch(forgetting -> isAbout(draft, forgetting, trace.scope(), claims));
    }

    /** Whether a claim was corrected since it was said. */
    static boolean disbelieve(Draft draft, Mention mention) {
        Claim claim = mention.claim();
        String key = claim(draft, claim.subject(), claim.attribute(), mention.scope(), claim.value());
        return draft.holdings(Forgetting.class).stream()
                .filter(Forgettings::isCorrection)
                .filter(correction -> key.equals(correction.claim()))
                .anyMatch(correction -> isInTime(correction, mention.occurredAt(), mention.recordedAt()));
    }

    /** Slot and value, also where the slot holds one value at a time; none of the words. */
    static String claim(Draft draft, Fact fact) {
        return claim(draft, fact.subject(), fact.attribute(), fact.scope(), fact.value());
    }

    private static String claim(Draft draft, String subject, String attribute, @Nullable String scope, String value) {
        SlotKey key = new SlotKey(
                SlotKey.normalise(subject), attribute, Objects.requireNonNullElse(scope, ""), SlotKey.normalise(value));
        return draft.id("claim", key.text()).toString();
    }

    private static boolean covers(Draft draft, Forgetting forgetting, Event.TurnExtracted event) {
        Turn turn = event.turn();
        List<Claim> claims =
                event.extraction().claims().stream().map(FoundClaim::claim).toList();
        return isInTime(forgetting, turn.occurredAt(), turn.recordedAt())
                && isInWindow(forgetting, turn.occurredAt())
                && isOf(forgetting.scope(), turn.scope())
                && isOf(forgetting.sessionId(), turn.sessionId())
                && isAbout(draft, forgetting, turn.scope(), claims);
    }

    private static boolean isAbout(Draft draft, Forgetting forgetting, @Nullable String scope, List<Claim> claims) {
        return (forgetting.kind() == null || claims.stream().anyMatch(claim -> claim.kind() == forgetting.kind()))
                && (forgetting.claim() == null
                        || claims.stream()
                                .anyMatch(claim -> forgetting
                                        .claim()
                                        .equals(claim(
                                                draft, claim.subject(), claim.attribute(), scope, claim.value()))));
    }

    /** Whether it covers an episode by where and when it was said and by its text. */
    static boolean covers(Forgetting forgetting, EpisodeTrace trace) {
        return isInTime(forgetting, trace.occurredAt(), trace.recordedAt())
                && isInWindow(forgetting, trace.occurredAt())
                && isOf(forgetting.scope(), trace.scope())
                && isOf(forgetting.sessionId(), trace.sessionId())
                && holdsAll(forgetting, trace.terms());
    }

    /** Whether it covers a fact by what the fact says, wherever and whenever it was said. */
    static boolean names(Forgetting forgetting, Fact fact) {
        return (forgetting.fact() == null || forgetting.fact().equals(fact.id()))
                && (forgetting.kind() == null || forgetting.kind() == fact.kind())
                && isOf(forgetting.scope(), fact.scope())
                && holdsAll(forgetting, terms(fact.features()));
    }

    /** Whether nothing of the fact was said after it. */
    static boolean isInTime(Forgetting forgetting, Fact fact) {
        return fact.evidence().isEmpty()
                ? isInTime(forgetting, FactRules.start(fact), fact.recordedAt())
                : !fact.recordedAt().isAfter(forgetting.recordedUntil())
                        || fact.evidence().stream()
                                .map(Evidence::occurredAt)
                                .noneMatch(said -> said.isAfter(forgetting.occurredUntil()));
    }

    /** Whether it is about a part of the conversation only. */
    static boolean isPlaced(Forgetting forgetting) {
        return forgetting.sessionId() != null || forgetting.from() != null || forgetting.until() != null;
    }

    static boolean isInWindow(Forgetting forgetting, Instant occurredAt) {
        return (forgetting.from() == null || !occurredAt.isBefore(forgetting.from()))
                && (forgetting.until() == null || occurredAt.isBefore(forgetting.until()));
    }

    static boolean sharesTerm(Forgetting forgetting, Fact fact) {
        List<Long> terms = terms(fact.features());
        return forgetting.terms().stream().anyMatch(terms::contains);
    }

    static List<Long> terms(TextFeatures features) {
        return features.terms().stream().map(KeyedTerm::term).toList();
    }

    /** Terms that the fact shares with all episodes that tell it: what anybody would say it with. */
    static Set<Long> wording(Fact fact, Stream<EpisodeTrace> told) {
        Set<Long> shared = new HashSet<>(terms(fact.features()));
        told.forEach(trace -> shared.retainAll(trace.terms()));
        return shared.stream().collect(Collectors.toUnmodifiableSet());
    }

    private static boolean holdsAll(Forgetting forgetting, List<Long> terms) {
        return forgetting.terms().isEmpty() || new HashSet<>(terms).containsAll(forgetting.terms());
    }

    private static boolean isOf(@Nullable String wanted, @Nullable String given) {
        return wanted == null || wanted.equals(given);
    }

    private static boolean isInTime(Forgetting forgetting, Instant occurredAt, Instant recordedAt) {
        return !occurredAt.isAfter(forgetting.occurredUntil()) || !recordedAt.isAfter(forgetting.recordedUntil());
    }
}
