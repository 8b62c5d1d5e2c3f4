package io.memstream.core.consolidation;

import io.memstream.core.model.Episode;
import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Holding;
import io.memstream.core.model.HoldingType;
import io.memstream.core.model.Session;
import io.memstream.core.model.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of memory: {@link #decide} reads, {@link #apply} writes. Pure: no network, no clock, no randomness. The same
 * events in the same order give the same changes.
 */
public final class Consolidator {
    /** Changed rules are another version, and another version needs a new generation. */
    public static final String RULES = "2";

    private Consolidator() {}

    /**
     * @param ids of the event's owner
     * @param policy of the owner's tenant
     */
    public static Decision decide(MemoryState state, Event event, DerivedIds ids, Policy policy) {
        if (event instanceof Event.EraseOrdered ordered) {
            return EraseRules.decide(state, ordered);
        }
        Draft draft = new Draft(state, ids, policy);
        Outcome outcome = settle(draft, event);
        SessionRules.follow(draft);
        EntityRules.follow(draft);
        PatternRules.follow(draft);
        return draft.decision(outcome);
    }

    private static Outcome settle(Draft draft, Event event) {
        if (event instanceof Event.TurnExtracted extracted) {
            return remember(draft, extracted);
        }
        if (event instanceof Event.Commanded commanded) {
            if (EraseRules.refuses(draft, commanded.occurredAt(), commanded.recordedAt())) {
                return Outcome.ERASED;
            }
            return CommandRules.decide(draft, commanded);
        }
        if (event instanceof Event.ExtractionArrived arrived) {
            Outcome compared = LaterExtractionRules.decide(draft, arrived);
            if (compared == Outcome.APPLIED) {
                SessionRules.reread(draft, arrived);
                WrittenSummaries.take(draft, arrived);
            }
            return compared;
        }
        if (event instanceof Event.Used used) {
            return UsageRules.decide(draft, used);
        }
        if (event instanceof Event.Ticked tick) {
            return TickRules.decide(draft, tick);
        }
        throw new IllegalStateException("no rule for " + event.getClass());
    }

    public static void apply(MemoryState.Mutable state, Change change) {
        if (change instanceof Change.UserErased erased) {
            state.erase(erased.erasure());
            return;
        }
        OwnerState owner = state.owner();
        if (change instanceof Change.EpisodeRemembered remembered) {
            EpisodeTrace trace = EpisodeTrace.of(remembered.episode());
            state.remember(trace);
            state.owner(new OwnerState(
                    Math.max(owner.nextOrdinal(), trace.ordinal() + 1),
                    remembered.episodes(),
                    owner.openSessions(),
                    owner.nextDue()));
        } else if (change instanceof Change.EpisodeForgotten forgotten) {
            state.forget(forgotten.trace());
            state.owner(
                    new OwnerState(owner.nextOrdinal(), forgotten.episodes(), owner.openSessions(), owner.nextDue()));
        } else if (change instanceof Change.TurnRefused refused) {
            state.refuse(refused.turnKey());
        } else if (change instanceof Change.Taken taken) {
            state.refuse(taken.key());
        } else if (change instanceof Change.FactUpdated updated) {
            state.fact(updated.fact());
            Due.of(updated.fact()).ifPresent(due -> sooner(state, due));
        } else if (change instanceof Change.FactForgotten forgotten) {
            state.forgetFact(forgotten.id());
        } else if (change instanceof Change.HoldingUpdated updated) {
            hold(state, updated.holding());
        } else if (change instanceof Change.HoldingRemoved removed) {
            state.release(removed.type(), removed.id());
            if (removed.type() == HoldingType.SESSION) {
                open(state, removed.id(), false);
            }
        } else if (change instanceof Change.Tended tended) {
            state.owner(new OwnerState(owner.nextOrdinal(), owner.episodes(), owner.openSessions(), tended.nextDue()));
        } else if (!(change instanceof Change.Audited)) {
            throw new IllegalStateException("no way to apply " + change.getClass());
        }
    }

    private static Outcome remember(Draft draft, Event.TurnExtracted event) {
        if (EraseRules.refuses(draft, event.turn().occurredAt(), event.turn().recordedAt())) {
            return Outcome.ERASED;
        }
        if (draft.knows(event.turnKey())) {
            return Outcome.DUPLICATE;
        }
        if (SpokenRules.forget(draft, event) || Forgettings.cover(draft, event)) {
            draft.change(new Change.TurnRefused(event.turnKey()));
            return Outcome.FORGOTTEN;
        }
        if (PolicyRules.withholdsTurn(
                draft, event.extraction().claims(), event.turn().recordedAt())) {
            draft.change(new Change.TurnRefused(event.turnKey()));
            return Outcome.WITHHELD;
        }
        Turn turn = event.turn();
        Episode episode = new Episode(
                draft.id("episode", turn.turnId()),
                event.turnKey(),
                turn,
                draft.owner().nextOrdinal(),
                draft.holding(Session.class, turn.sessionId())
                        .map(Session::nextOrdinal)
                        .orElse(0),
                event.extraction().model(),
                event.extraction().features());
        draft.change(new Change.EpisodeRemembered(episode, draft.owner().episodes() + 1));
        SessionRules.decide(draft, episode, event.extraction());
        for (Mention mention : Mentions.of(episode, SpokenRules.claims(event))) {
            // One after the other: a later claim sees what an earlier one changed.
            if (PatternRules.isChoice(mention.claim())) {
                PatternRules.chosen(draft, mention.claim(), episode);
            } else {
                FactRules.decide(draft, mention);
            }
        }
        SpokenRules.audit(draft, event);
        tend(draft, turn);
        return Outcome.REMEMBERED;
    }

    /** How long a turn is kept is not seen in its changes. */
    private static void tend(Draft draft, Turn turn) {
        Duration retention = draft.policy().retention();
        Instant due = draft.owner().nextDue();
        if (retention != null
                && (due == null || turn.recordedAt().plus(retention).isBefore(due))) {
            draft.change(new Change.Tended(turn.recordedAt().plus(retention)));
        }
    }

    private static void hold(MemoryState.Mutable state, Holding holding) {
        state.hold(holding);
        if (holding instanceof Session session) {
            open(state, session.id(), !session.closed());
            Due.of(session).ifPresent(due -> sooner(state, due));
        }
    }

    /** Changes only bring forward when the owner is looked at; a tick finds out how long it may wait. */
    private static void sooner(MemoryState.Mutable state, Instant due) {
        OwnerState owner = state.owner();
        if (owner.nextDue() == null || due.isBefore(owner.nextDue())) {
            state.owner(new OwnerState(owner.nextOrdinal(), owner.episodes(), owner.openSessions(), due));
        }
    }

    private static void open(MemoryState.Mutable state, String sessionId, boolean isOpen) {
        OwnerState owner = state.owner();
        List<String> open = new ArrayList<>(owner.openSessions());
        open.remove(sessionId);
        if (isOpen) {
            open.add(sessionId);
        }
        state.owner(new OwnerState(owner.nextOrdinal(), owner.episodes(), open, owner.nextDue()));
    }
}
