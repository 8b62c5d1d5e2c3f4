package io.memstream.gateway;

import io.memstream.adapters.http.Busy;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/** Bounds the turns and commands that wait for the log, by number and by size. */
final class InFlight {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final int maxTurns;
    private final long maxBytes;
    private int turns;
    private long bytes;

    InFlight(int maxTurns, long maxBytes, MeterRegistry meters) {
        this.maxTurns = maxTurns;
        this.maxBytes = maxBytes;
        Gauge.builder("memstream.gateway.in.flight", this, InFlight::turns).register(meters);
    }

    /**
     * Takes room.
     *
     * @return to be released once, when the turns are acknowledged or have failed
     * @throws Busy when there is not enough
     */
    synchronized Room take(int turnsNeeded, long bytesNeeded) {
        if (turns + turnsNeeded > maxTurns || bytes + bytesNeeded > maxBytes) {
            throw new Busy(
                    turns + " turns wait for the log, the gateway's limit is near: try again later", RETRY_AFTER);
        }
        turns += turnsNeeded;
        bytes += bytesNeeded;
        return new Room(turnsNeeded, bytesNeeded);
    }

    synchronized int turns() {
        return turns;
    }

    private synchronized void release(Room room) {
        turns -= room.turns;
        bytes -= room.bytes;
    }

    final class Room {
        private final int turns;
        private final long bytes;

        private Room(int turns, long bytes) {
            this.turns = turns;
            this.bytes = bytes;
        }

        void release() {
            InFlight.this.release(this);
        }
    }
}
