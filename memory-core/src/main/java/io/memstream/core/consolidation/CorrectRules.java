package io.memstream.core.consolidation;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Command;
import io.memstream.core.model.Extraction.FoundClaim;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Standing;
import io.memstream.core.model.Status;
import io.memstream.core.model.TextFeatures;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a user corrects: the memory says so from now on, and what it said does not come back from what was told before. */
final class CorrectRules {
    private CorrectRules() {}

    static Effect decide(Draft draft, Event.Commanded event, Command.Correct command) {
        Map<String, String> details = Map.of("id", command.id().toString());
        Optional<Fact> found = RememberRules.fact(draft, command.id());
        if (found.isEmpty()) {
            return Effect.none(Effect.NOT_FOUND, details);
        }
        Fact fact = found.get();
        if (command.content() == null) {
            return rekept(draft, event, command, fact) ? Effect.done(details) : Effect.none(Effect.UNCHANGED, details);
        }
        boolean withheld = event.extraction().claims().stream()
                .map(FoundClaim::claim)
                .anyMatch(claim -> !PolicyRules.admits(draft, claim, event.recordedAt()));
        if (withheld) {
            return Effect.none(Effect.WITHHELD, details);
        }
        reworded(draft, event, command, fact, command.content());
        return Effect.done(details);
    }

    /** Only kept otherwise: the same words. */
    private static boolean rekept(Draft draft, Event.Commanded event, Command.Correct command, Fact fact) {
        Kind kind = Objects.requireNonNullElse(command.kind(), fact.kind());
        Standing standing = kept(fact.standing(), command);
        if (kind == fact.kind() && standing.equals(fact.standing())) {
            return false;
        }
        draft.update(Revision.of(fact)
                .worded(kind, fact.value(), fact.statement(), fact.model(), fact.features())
                .standing(standing)
                .by(kind == fact.kind() ? Rule.KEPT_DIFFERENTLY : Rule.CORRECTED, event.recordedAt()));
        return true;
    }

    private static void reworded(
            Draft draft, Event.Commanded event, Command.Correct command, Fact fact, String content) {
        Optional<Claim> claim = event.extraction().claims().stream()
                .map(FoundClaim::claim)
                .filter(Claim::affirmed)
                .filter(found -> found.attribute().equals(fact.attribute()))
                .filter(found -> SlotKey.normalise(found.subject()).equals(SlotKey.normalise(fact.subject())))
                .findFirst();
        String value = claim.map(Claim::value).orElse(content);
        TextFeatures features = event.extraction().features();
        @Nullable
        String sensitivity = event.extraction().claims().stream()
                .map(found -> found.claim().sensitivity())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(fact.standing().sensitivity());
        Revision revision = Revision.of(fact)
                .worded(
                        Objects.requireNonNullElse(command.kind(), fact.kind()),
                        value,
                        content,
                        event.extraction().model(),
                        features)
                .confidence(Math.max(RememberRules.CONFIDENCE, fact.confidence()))
                .standing(kept(
                        Standings.corrected(
                                fact.standing(), claim.map(Claim::names).orElse(null), sensitivity),
                        command));
        if (FactRules.holdsStill(fact)) {
            revision.reopened();
        }
        Fact corrected = revision.by(Rule.CORRECTED, event.recordedAt());
        if (!SlotKey.normalise(value).equals(SlotKey.normalise(fact.value()))) {
            draft.update(Forgettings.corrected(draft, fact, event.occurredAt(), event.recordedAt()));
        }
        draft.update(corrected);
        if (FactRules.holdsStill(corrected)) {
            rivals(draft, corrected, event.recordedAt());
        }
    }

    /** Values that were contested with it, and the same value known twice. */
    private static void rivals(Draft draft, Fact corrected, Instant recordedAt) {
        draft.slot(SlotKey.of(corrected)).stream()
                .filter(fact -> !fact.id().equals(corrected.id()))
                .filter(fact -> fact.status() == Status.CONTESTED
                        || FactRules.holdsStill(fact)
                                && SlotKey.normalise(fact.value()).equals(SlotKey.normalise(corrected.value())))
                .forEach(fact -> draft.update(Revision.of(fact)
                        .ended(Status.SUPERSEDED, FactRules.start(fact))
                        .supersededBy(corrected.id())
                        .by(Rule.CORRECTED, recordedAt)));
    }

    private static Standing kept(Standing standing, Command.Correct command) {
        return Standings.kept(
                standing,
                Objects.requireNonNullElse(command.pinned(), standing.pinned()),
                command.expiresAt() == null ? standing.expiresAt() : command.expiresAt());
    }
}
