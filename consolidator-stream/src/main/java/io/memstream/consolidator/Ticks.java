package io.memstream.consolidator;

import io.memstream.consolidator.DueIndex.Due;
import io.memstream.core.consolidation.Event;
import io.memstream.core.consolidation.Outcome;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import io.memstream.schemas.event.MaintenanceTick;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Lets a tick come to the owners of whom something is due, the longest due first. Whoever does not fit is taken by the next
 * tick; an owner with more to do than one tick does is put behind the others.
 */
final class Ticks {
    /**
     * A tick holds up the turns behind it: so many take some hundred milliseconds. A part of the rules, as is the next:
     * other numbers decide in another order.
     */
    static final int OWNERS_PER_TICK = 200;

    /** Beyond so many entries read, no further owner is begun with. */
    static final int ENTRIES_PER_TICK = 20_000;

    /** Beyond so many changes no further owner's are taken; those of one owner are as many as the rules decide at once. */
    static final int CHANGES_PER_TICK = 4_000;

    private final Deciding deciding;
    private final DueIndex index;

    Ticks(Deciding deciding, DueIndex index) {
        this.deciding = deciding;
        this.index = index;
    }

    Settlement on(Origin origin, MaintenanceTick tick) {
        if (!index.isNews(tick.getSlot())) {
            return Settlement.of(Outcome.UNCHANGED);
        }
        Round round = new Round(origin, tick);
        index.until(tick.getRecordedAt(), OWNERS_PER_TICK).forEach(round::take);
        return round.settlement();
    }

    /** One tick: the changes of all its owners are numbered in one sequence. */
    private final class Round {
        private final Origin origin;
        private final MaintenanceTick tick;
        private final Set<Owner> taken = new HashSet<>();
        private final List<OwnerDecision> decisions = new ArrayList<>();
        private final List<Rejection> rejections = new ArrayList<>();
        private final List<Due> done = new ArrayList<>();
        private int sequence;
        private int scanned;
        private boolean full;

        Round(Origin origin, MaintenanceTick tick) {
            this.origin = origin;
            this.tick = tick;
        }

        void take(Due due) {
            if (full) {
                return;
            }
            StoredMemory memory = deciding.memory(due.owner());
            if (taken.contains(due.owner()) || !isDue(memory)) {
                done.add(due);
                return;
            }
            try {
                decide(due, memory);
            } catch (Rejected rejected) {
                done.add(due);
                if (!Settlement.isErased(rejected)) {
                    rejections.add(Rejection.of(due.owner().value(), rejected));
                }
            }
        }

        private void decide(Due due, StoredMemory memory) {
            Event event = new Event.Ticked(tick.getSlot(), tick.getRecordedAt());
            OwnerDecision decision = deciding.on(due.owner(), event, origin, sequence, memory);
            if (sequence > 0 && sequence + decision.changes().size() > CHANGES_PER_TICK) {
                full = true;
                return;
            }
            sequence += decision.changes().size();
            scanned += memory.scanned();
            full = scanned > ENTRIES_PER_TICK;
            taken.add(due.owner());
            decisions.add(decision.applying(() -> {
                index.remove(due);
                decision.apply().run();
                if (isDue(memory)) {
                    index.put(new Due(tick.getRecordedAt(), due.owner()));
                }
            }));
        }

        private boolean isDue(StoredMemory memory) {
            Instant nextDue = memory.owner().nextDue();
            return nextDue != null && !nextDue.isAfter(tick.getRecordedAt());
        }

        Settlement settlement() {
            return new Settlement(sequence > 0 ? Outcome.APPLIED : Outcome.UNCHANGED, decisions, rejections, () -> {
                done.forEach(index::remove);
                index.tick(tick.getSlot());
            });
        }
    }
}
