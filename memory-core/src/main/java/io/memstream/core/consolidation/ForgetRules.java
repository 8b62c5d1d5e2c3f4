package io.memstream.core.consolidation;

import io.memstream.core.model.Alias;
import io.memstream.core.model.Command;
import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Forgetting;
import io.memstream.core.model.Status;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a forgetting takes away: facts, and the episodes that hold them. It is kept, and covers what was said before it and
 * comes later.
 */
final class ForgetRules {
    /**
     * Of episodes and of facts, of each at most in one decision; what is left is forgotten by the next ticks. Sessions,
     * threads, entities and observations follow with changes of their own: a dozen for each still fit.
     */
    static final int MOST = 4_000;

    /** Ends the id of a second holding of a forgetting of which something is left to do. */
    private static final String REST = " rest";

    private ForgetRules() {}

    /** @param isComplete whether nothing is left for the next ticks */
    private record Forgotten(int episodes, int facts, boolean isComplete) {}

    static Effect decide(Draft draft, Event.Commanded event, Command.Forget command) {
        List<Long> terms = command.matching() == null
                ? List.of()
                : Forgettings.terms(event.extraction().features());
        if (command.matching() != null && terms.isEmpty() || isAboutNothing(command)) {
            return Effect.none(Effect.NOTHING_MATCHES, Map.of());
        }
        List<Fact> facts = command.id() == null ? List.of() : named(draft, command.id());
        if (command.id() != null && facts.isEmpty()) {
            return Effect.none(Effect.NOT_FOUND, Map.of("id", command.id().toString()));
        }
        String id = draft.id("forgetting", event.commandId()).toString();
        List<Forgetting> forgettings = facts.isEmpty()
                ? List.of(forgetting(draft, id, terms, null, event, command))
                : facts.stream()
                        .map(fact -> forgetting(draft, id + " " + fact.id(), terms, fact, event, command))
                        .toList();
        Effect done = carryOut(draft, forgettings, ForgetRules::ofAllSoFar, event.recordedAt());
        if (command.id() == null) {
            return done;
        }
        Map<String, String> details = new HashMap<>(done.details());
        details.put("id", command.id().toString());
        return Effect.done(details);
    }

    /** Forgets what was said up to then. */
    static Effect carryOut(Draft draft, List<Forgetting> forgettings, Instant recordedAt) {
        return carryOut(draft, forgettings, UnaryOperator.identity(), recordedAt);
    }

    /** @param now what of a forgetting holds for what is known when it comes */
    private static Effect carryOut(
            Draft draft, List<Forgetting> forgettings, UnaryOperator<Forgetting> now, Instant recordedAt) {
        int episodes = 0;
        int facts = 0;
        for (Forgetting forgetting : forgettings) {
            Forgotten done = carryOut(draft, forgetting, now.apply(forgetting), recordedAt);
            episodes += done.episodes();
            facts += done.facts();
        }
        return Effect.done(Map.of("episodes", Integer.toString(episodes), "facts", Integer.toString(facts)));
    }

    /** Forgets, and keeps the forgetting. */
    private static Forgotten carryOut(Draft draft, Forgetting forgetting, Forgetting now, Instant recordedAt) {
        draft.update(forgetting);
        Forgotten done = forget(draft, now, recordedAt);
        if (!done.isComplete()) {
            draft.update(withId(forgetting, forgetting.id() + REST));
            draft.change(new Change.Tended(Due.after(recordedAt)));
        }
        return done;
    }

    /**
     * Forgets what was too much for one decision.
     *
     * @return whether some is left for the next tick
     */
    static boolean goOn(Draft draft, Instant now) {
        Optional<Forgetting> rest = rest(draft);
        rest.filter(forgetting -> forget(draft, forgetting, now).isComplete()).ifPresent(draft::remove);
        return rest.isPresent() && rest(draft).isPresent();
    }

    private static Optional<Forgetting> rest(Draft draft) {
        return draft.holdings(Forgetting.class).stream()
                .filter(forgetting -> forgetting.id().endsWith(REST))
                .findFirst();
    }

    private static List<Fact> named(Draft draft, UUID id) {
        Set<Fact> facts = new LinkedHashSet<>();
        RememberRules.fact(draft, id).ifPresent(facts::add);
        facts.addAll(RememberRules.parts(draft, id));
        return List.copyOf(facts);
    }

    private static Forgotten forget(Draft draft, Forgetting forgetting, Instant recordedAt) {
        Selection selection = Selection.of(draft, forgetting);
        List<EpisodeTrace> episodes = selection.episodes().stream().limit(MOST).toList();
        // Where it goes by facts, the next tick finds what is left of the episodes by the facts that they tell.
        Set<UUID> left = Selection.isByFact(forgetting)
                ? selection.episodes().stream().skip(MOST).map(EpisodeTrace::id).collect(Collectors.toUnmodifiableSet())
                : Set.of();
        List<Fact> gone = selection.gone().stream()
                .filter(fact ->
                        fact.evidence().stream().map(Evidence::episodeId).noneMatch(left::contains))
                .limit(MOST)
                .toList();
        List<Fact> changed = selection.changed().stream().limit(MOST).toList();
        gone.forEach(fact -> draft.change(new Change.FactForgotten(fact.id())));
        changed.forEach(fact -> replace(draft, fact));
        gone.stream()
                .filter(fact -> fact.status() == Status.CONTESTED)
                .map(SlotKey::of)
                .distinct()
                .forEach(slot -> Contest.settleLeftover(draft, slot, recordedAt));
        episodes.forEach(trace ->
                draft.change(new Change.EpisodeForgotten(trace, draft.owner().episodes() - 1)));
        releaseNames(draft, gone);
        selection.corrections().forEach(draft::remove);
        selection.procedures().forEach(draft::remove);
        return new Forgotten(
                episodes.size(),
                gone.size(),
                episodes.size() == selection.episodes().size()
                        && gone.size() == selection.gone().size()
                        && changed.size() == selection.changed().size());
    }

    /** Its former versions quote what is forgotten: they go, and the fact stays as it is now. */
    static void replace(Draft draft, Fact fact) {
        if (fact.version() > 1) {
            draft.change(new Change.FactForgotten(fact.id()));
        }
        draft.update(fact);
    }

    private static void releaseNames(Draft draft, List<Fact> gone) {
        Set<UUID> ids = gone.stream().map(Fact::id).collect(Collectors.toUnmodifiableSet());
        if (!ids.isEmpty()) {
            draft.holdings(Alias.class).stream()
                    .filter(alias -> ids.contains(alias.fact()))
                    .forEach(draft::remove);
        }
    }

    private static Forgetting forgetting(
            Draft draft,
            String id,
            List<Long> terms,
            @Nullable Fact fact,
            Event.Commanded event,
            Command.Forget command) {
        return new Forgetting(
                id,
                terms,
                fact == null ? null : fact.id(),
                fact == null ? null : Forgettings.claim(draft, fact),
                command.kind(),
                command.scope(),
                command.sessionId(),
                command.from(),
                command.until(),
                event.occurredAt(),
                event.recordedAt());
    }

    /** Whatever the log took before a command is covered, even where the clocks of two machines differ. */
    private static Forgetting ofAllSoFar(Forgetting forgetting) {
        return with(forgetting, forgetting.id(), Instant.MAX);
    }

    private static Forgetting withId(Forgetting forgetting, String id) {
        return with(forgetting, id, forgetting.recordedUntil());
    }

    private static Forgetting with(Forgetting forgetting, String id, Instant recordedUntil) {
        return new Forgetting(
                id,
                forgetting.terms(),
                forgetting.fact(),
                forgetting.claim(),
                forgetting.kind(),
                forgetting.scope(),
                forgetting.sessionId(),
                forgetting.from(),
                forgetting.until(),
                forgetting.occurredUntil(),
                recordedUntil);
    }

    /** That would be everything; to be erased has a call of its own. */
    private static boolean isAboutNothing(Command.Forget command) {
        return Stream.of(
                        command.id(),
                        command.kind(),
                        command.scope(),
                        command.sessionId(),
                        command.from(),
                        command.until(),
                        command.matching())
                .allMatch(Objects::isNull);
    }
}
