package io.memstream.core.consolidation;

import io.memstream.core.command.SpokenCommands;
import io.memstream.core.command.SpokenCommands.Place;
import io.memstream.core.model.AuditEntry;
import io.memstream.core.model.Claim;
import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Extraction.FoundClaim;
import io.memstream.core.model.Forgetting;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Reading.SpokenCommand;
import io.memstream.core.model.Role;
import io.memstream.core.model.Span;
import io.memstream.core.model.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Commands in the users' own words, within a turn: only users command, not what assistants and tools say. */
final class SpokenRules {
    private SpokenRules() {}

    /** Forgets what the turn tells to forget; true when it does, and is therefore not remembered itself. */
    static boolean forget(Draft draft, Event.TurnExtracted event) {
        boolean forgets = false;
        int number = 0;
        for (SpokenCommand command : commands(event, SpokenCommand.Type.FORGET)) {
            String name =
                    draft.id("spoken", event.turn().turnId() + " " + number).toString();
            number++;
            List<Forgetting> forgettings = forgettings(draft, event.turn(), command, name);
            Effect effect = forgettings.isEmpty()
                    ? Effect.none(Effect.NOTHING_MATCHES, Map.of())
                    : ForgetRules.carryOut(draft, forgettings, event.turn().recordedAt());
            CommandRules.audit(draft, name, event.turn().recordedAt(), "forget", null, effect);
            forgets |= !forgettings.isEmpty();
        }
        return forgets;
    }

    /** The turn's claims: outright where it tells to remember them, and a note where it tells so of anything else. */
    static List<FoundClaim> claims(Event.TurnExtracted event) {
        List<FoundClaim> claims = new ArrayList<>(event.extraction().claims());
        for (SpokenCommand command : commands(event, SpokenCommand.Type.REMEMBER)) {
            int start = event.turn().content().indexOf(command.text());
            if (start < 0) {
                continue;
            }
            Span told = new Span(start, start + command.text().length());
            if (claims.stream().noneMatch(found -> overlap(found.claim().evidence(), told))) {
                claims.add(RememberRules.note(command.text(), null, told, command.features()));
            } else {
                claims.replaceAll(found -> overlap(found.claim().evidence(), told) ? outright(found) : found);
            }
        }
        return claims;
    }

    /** Told once the turn is remembered, so that the audit says what came of it. */
    static void audit(Draft draft, Event.TurnExtracted event) {
        int number = 0;
        for (SpokenCommand ignored : commands(event, SpokenCommand.Type.REMEMBER)) {
            String name = draft.id("spoken", event.turn().turnId() + " remember " + number)
                    .toString();
            number++;
            CommandRules.audit(
                    draft,
                    name,
                    event.turn().recordedAt(),
                    "remember",
                    null,
                    new Effect(AuditEntry.DONE, Map.of("turn_id", event.turn().turnId())));
        }
    }

    private static List<SpokenCommand> commands(Event.TurnExtracted event, SpokenCommand.Type type) {
        return event.turn().role() == Role.USER
                ? event.extraction().reading().commands().stream()
                        .filter(command -> command.type() == type)
                        .toList()
                : List.of();
    }

    private static List<Forgetting> forgettings(Draft draft, Turn turn, SpokenCommand command, String name) {
        Optional<Place> place = SpokenCommands.english().place(command.text());
        if (place.isPresent()) {
            return switch (place.get()) {
                case CONVERSATION -> List.of(forgetting(name, List.of(), turn.sessionId(), null, turn));
                case PREVIOUS_TURN ->
                    previous(draft, turn)
                            .map(trace -> forgetting(name, List.of(), turn.sessionId(), trace.occurredAt(), turn))
                            .stream()
                            .toList();
            };
        }
        List<Long> terms = Forgettings.terms(command.features());
        List<Forgetting> forgettings = new ArrayList<>();
        if (!terms.isEmpty() && !SpokenCommands.english().isClause(command.text())) {
            forgettings.add(forgetting(name, terms, null, null, turn));
        }
        forgettings.addAll(ofAttributes(draft, turn, command, name));
        return forgettings;
    }

    /** The user's facts that the text names by what they are: "my job", however that was told. */
    private static List<Forgetting> ofAttributes(Draft draft, Turn turn, SpokenCommand command, String name) {
        Set<String> attributes = SpokenCommands.english().attributes(command.text());
        return attributes.isEmpty()
                ? List.of()
                : draft.facts().stream()
                        .filter(fact -> fact.subject().equals(Claim.USER) && attributes.contains(fact.attribute()))
                        .map(fact -> Forgettings.ofFact(
                                draft, name + " " + fact.id(), fact, turn.occurredAt(), turn.occurredAt()))
                        .filter(forgetting -> draft.fact(Objects.requireNonNull(forgetting.fact()))
                                .filter(fact -> Forgettings.isInTime(forgetting, fact))
                                .isPresent())
                        .toList();
    }

    /** What is said up to this turn; what the log took before it was said has been said before as well. */
    private static Forgetting forgetting(
            String name, List<Long> terms, @Nullable String sessionId, @Nullable Instant from, Turn turn) {
        return new Forgetting(
                name,
                terms,
                null,
                null,
                null,
                null,
                sessionId,
                from,
                from == null ? null : from.plusNanos(1),
                turn.occurredAt(),
                turn.occurredAt());
    }

    private static Optional<EpisodeTrace> previous(Draft draft, Turn turn) {
        return draft.episodes().stream()
                .filter(trace -> trace.sessionId().equals(turn.sessionId()))
                .filter(trace -> trace.role() == Role.USER)
                .filter(trace -> !trace.occurredAt().isAfter(turn.occurredAt()))
                .max(Comparator.comparing(EpisodeTrace::occurredAt).thenComparingLong(EpisodeTrace::ordinal));
    }

    private static FoundClaim outright(FoundClaim found) {
        Claim claim = found.claim();
        Kind kind = claim.attribute().equals(RememberRules.NOTE) ? RememberRules.kindOf(claim.value()) : claim.kind();
        return new FoundClaim(RememberRules.outright(claim, kind, claim.statement()), found.features(), found.quote());
    }

    private static boolean overlap(Span one, Span other) {
        return one.start() < other.end() && other.start() < one.end();
    }
}
