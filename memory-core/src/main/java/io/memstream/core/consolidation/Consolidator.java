package io.memstream.core.consolidation;

import io.memstream.core.model.Episode;
import io.memstream.core.model.Extraction.FoundClaim;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Session;
import io.memstream.core.model.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The rules of memory: {@link #decide} reads, {@link #apply} writes. Pure: no network, no clock, no randomness. The same
 * events in the same order give the same changes.
 */
public final class Consolidator {
    /** Changed rules are another version, and another version needs a new generation. */
    public static final String RULES = "1";

    /** Of one turn. Nobody says more; a pasted book may seem to, and its changes have to fit one decision. */
    private static final int MAX_CLAIMS = 1_000;

    private Consolidator() {}

    /** @param ids of the event's owner */
    public static Decision decide(MemoryState state, Event event, DerivedIds ids) {
        if (event instanceof Event.TurnExtracted extracted) {
            return remember(state, extracted, ids);
        }
        throw new IllegalStateException("no rule for " + event.getClass());
    }

    public static void apply(MemoryState.Mutable state, Change change) {
        if (change instanceof Change.EpisodeRemembered remembered) {
            state.remember(remembered.episode().turnKey());
            state.owner(new OwnerState(
                    remembered.episode().ordinal() + 1, state.owner().openSessions()));
        } else if (change instanceof Change.SessionUpdated updated) {
            apply(state, updated.session());
        } else if (change instanceof Change.FactUpdated updated) {
            apply(state, updated.fact());
        } else {
            throw new IllegalStateException("no way to apply " + change.getClass());
        }
    }

    private static Decision remember(MemoryState state, Event.TurnExtracted event, DerivedIds ids) {
        if (state.remembers(event.turnKey())) {
            return Decision.unchanged(Outcome.DUPLICATE);
        }
        Turn turn = event.turn();
        Episode episode = new Episode(
                ids.id("episode", turn.turnId()),
                event.turnKey(),
                turn,
                state.owner().episodes(),
                state.session(turn.sessionId()).map(Session::turns).orElse(0),
                event.extraction().model(),
                event.extraction().features());
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.EpisodeRemembered(episode));
        changes.addAll(SessionRules.decide(state, turn));
        for (Fact fact : facts(state, event, episode, ids)) {
            changes.add(new Change.FactUpdated(fact));
        }
        return new Decision(Outcome.REMEMBERED, changes);
    }

    /** Claims of one turn are decided one after the other: a later one sees what an earlier one changed. */
    private static List<Fact> facts(MemoryState state, Event.TurnExtracted event, Episode episode, DerivedIds ids) {
        List<Fact> changed = new ArrayList<>();
        Map<SlotKey, List<Fact>> slots = new LinkedHashMap<>();
        Set<SaidOnce> said = new LinkedHashSet<>();
        List<FoundClaim> claims = event.extraction().claims();
        for (FoundClaim found : claims.subList(0, Math.min(MAX_CLAIMS, claims.size()))) {
            Mention mention = new Mention(found.claim(), found.features(), episode);
            SlotKey key = SlotKey.of(found.claim(), mention.scope());
            if (!said.add(new SaidOnce(
                    key, SlotKey.normalise(found.claim().value()), found.claim().affirmed()))) {
                continue;
            }
            List<Fact> slot = slots.computeIfAbsent(key, state::slot);
            List<Fact> updates = FactRules.decide(slot, mention, ids);
            slots.put(key, with(slot, updates));
            changed.addAll(updates);
        }
        return changed;
    }

    private static void apply(MemoryState.Mutable state, Session session) {
        state.session(session);
        List<String> open = new ArrayList<>(state.owner().openSessions());
        open.remove(session.id());
        if (!session.closed()) {
            open.add(session.id());
        }
        state.owner(new OwnerState(state.owner().episodes(), open));
    }

    private static void apply(MemoryState.Mutable state, Fact fact) {
        SlotKey key = SlotKey.of(fact);
        state.slot(key, with(state.slot(key), List.of(fact)));
    }

    /** The slot after the updates, in the order of {@link MemoryState#slot}. */
    private static List<Fact> with(List<Fact> slot, List<Fact> updates) {
        Map<UUID, Fact> facts = new LinkedHashMap<>();
        slot.forEach(fact -> facts.put(fact.id(), fact));
        updates.forEach(fact -> facts.put(fact.id(), fact));
        return facts.values().stream().sorted(MemoryState.BY_VALIDITY).toList();
    }

    /** A turn that says the same thing twice mentions it once. */
    private record SaidOnce(SlotKey slot, String value, boolean affirmed) {}
}
