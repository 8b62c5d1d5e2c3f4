package io.memstream.extractor.llm;

import io.memstream.core.model.Owner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** One partition of the log as this process works on it: how far it is, what it gathers, and what it waits for. */
final class LogPartition {
    private final Progress progress;
    private final Windows windows;
    private final Set<Window> pending = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Window> closed = new ArrayList<>();
    private Instant logTime = Instant.MIN;
    private boolean changed;

    /** @param changed whether where it begins has to be committed yet */
    LogPartition(Progress progress, Windows windows, boolean changed) {
        this.progress = progress;
        this.windows = windows;
        this.changed = changed;
    }

    boolean isDone(long offset) {
        return progress.isDone(offset);
    }

    /** A turn that was read before, for understanding what follows. */
    void recall(Owner owner, LoggedTurn turn) {
        windows.recall(owner, turn.turn());
        passed(turn.offset(), turn.turn().recordedAt());
    }

    void take(Owner owner, LoggedTurn turn) {
        changed = true;
        progress.read(turn.offset(), true);
        passedTime(turn.turn().recordedAt());
        closed.addAll(windows.take(owner, turn));
    }

    /** A record that needs no reading. */
    void passed(long offset, Instant recordedAt) {
        if (!progress.isDone(offset)) {
            changed = true;
        }
        progress.read(offset, false);
        passedTime(recordedAt);
    }

    /** What follows is understood without what the owner said before. */
    void withoutContext(Owner owner) {
        windows.forget(owner);
    }

    /** The owner was erased. */
    void drop(Owner owner) {
        windows.drop(owner).forEach(progress::done);
    }

    /**
     * The windows that have closed, to be read.
     *
     * @param now the time at the end of the log, when it was read to its end; else {@code Instant.MIN}
     */
    List<Window> closed(Instant now) {
        closed.addAll(windows.closeIdle(now.isAfter(logTime) ? now : logTime));
        List<Window> all = List.copyOf(closed);
        closed.clear();
        pending.addAll(all);
        return all;
    }

    /** Whether it is one of those that are waited for; one of a former assignment is not. */
    boolean ended(Window window) {
        if (!pending.remove(window)) {
            return false;
        }
        changed = true;
        window.turns().forEach(turn -> progress.done(turn.offset()));
        return true;
    }

    int unfinished() {
        return progress.unfinished();
    }

    boolean isChanged() {
        return changed;
    }

    OffsetAndMetadata committing() {
        return new OffsetAndMetadata(progress.offset(), progress.metadata());
    }

    void committed() {
        changed = false;
    }

    private void passedTime(Instant recordedAt) {
        logTime = recordedAt.isAfter(logTime) ? recordedAt : logTime;
    }
}
