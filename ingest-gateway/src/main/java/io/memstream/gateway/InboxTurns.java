package io.memstream.gateway;

import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Turn;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Turns from the inbox to the log; those of users whose memory is paused are checked alike and go nowhere. */
final class InboxTurns {
    private final TurnRules rules;
    private final LogSealer sealer;
    private final Modes modes;
    private final ConversationLog log;
    private final Counter accepted;
    private final Counter paused;

    InboxTurns(TurnRules rules, LogSealer sealer, Modes modes, ConversationLog log, MeterRegistry meters) {
        this.rules = rules;
        this.sealer = sealer;
        this.modes = modes;
        this.log = log;
        this.accepted = Counter.builder("memstream.gateway.turns")
                .tag("source", "inbox")
                .register(meters);
        this.paused = Counter.builder("memstream.gateway.paused.turns")
                .tag("source", "inbox")
                .register(meters);
    }

    /** @param turnId for a turn that came without one */
    CompletableFuture<Void> take(InboxRecord.OfTurn taken, String turnId, Instant now) {
        Turn turn = rules.accept(taken.tenant(), "", taken.turn(), turnId, now);
        Owner owner = sealer.owner(taken.tenant(), turn.userId());
        if (modes.isPaused(owner)) {
            paused.increment();
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Origin> appended = log.append(sealer.seal(owner, turn));
        return appended.thenRun(accepted::increment);
    }
}
