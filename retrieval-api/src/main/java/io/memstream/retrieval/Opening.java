package io.memstream.retrieval;

import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Holding;
import io.memstream.core.model.Mode;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Position;
import io.memstream.core.port.Vault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The steps that every read begins with. Each throws {@code Unavailable} when it gets no answer in time. */
final class Opening {
    /** What a wait for a write leaves to the rest of the read, at most; a read that answers takes a tenth of it. */
    private static final Duration AFTER_THE_WAIT = Duration.ofMillis(250);

    private final LiveGeneration live;
    private final Vault vault;
    private final Function<Owner, Mode> modes;
    private final Workers workers;
    private final Steps steps;

    Opening(LiveGeneration live, Vault vault, Function<Owner, Mode> modes, Workers workers, Steps steps) {
        this.live = live;
        this.vault = vault;
        this.modes = modes;
        this.workers = workers;
        this.steps = steps;
    }

    ServedGeneration generation() {
        return live.current();
    }

    /** Waits until the write that the caller names is visible, and leaves a part of the time to what follows. */
    boolean awaitWrite(ServedGeneration generation, Timing timing, Deadline deadline) {
        Position after = timing.after();
        if (after == null) {
            return true;
        }
        Duration quarter = timing.timeout().dividedBy(4);
        Duration reserve = quarter.compareTo(AFTER_THE_WAIT) < 0 ? quarter : AFTER_THE_WAIT;
        return steps.time("wait", () -> visible(generation, after, deadline.before(reserve)));
    }

    private static boolean visible(ServedGeneration generation, Position after, Deadline deadline) {
        CompletableFuture<Void> reached = generation.reached(after);
        try {
            deadline.await(reached, "the write that after names");
            return true;
        } finally {
            reached.cancel(false);
        }
    }

    /** Empty when nothing is or can be known of the user. */
    Optional<Owner> owner(String tenant, String userId, Deadline deadline) {
        return steps.time(
                "owner",
                () -> deadline.await(
                        workers.submit(
                                () -> Optional.of(vault.owner(tenant, userId)).filter(vault::knows)),
                        "the key store"));
    }

    OwnerMemory memory(ServedGeneration generation, Owner owner, Deadline deadline) {
        return steps.time("view", () -> deadline.await(generation.memory(owner), "the store"));
    }

    Mode mode(Opened opened) {
        return opened.deadline().await(workers.submit(() -> modes.apply(opened.owner())), "the key store");
    }

    /** The user as an owner, whether anything can be known of them or not. */
    Opened openAnyone(String tenant, String userId, Timing timing) {
        Deadline deadline = Deadline.in(timing.timeout());
        ServedGeneration generation = generation();
        awaitWrite(generation, timing, deadline);
        Known known = steps.time(
                "owner",
                () -> deadline.await(
                        workers.submit(() -> {
                            Owner owner = vault.owner(tenant, userId);
                            return new Known(owner, vault.knows(owner));
                        }),
                        "the key store"));
        return new Opened(generation, known.owner(), known.known(), timing, deadline);
    }

    /** All of it but the memory, for reads that answer whole or not at all. */
    Optional<Opened> open(String tenant, String userId, Timing timing) {
        Deadline deadline = Deadline.in(timing.timeout());
        ServedGeneration generation = generation();
        awaitWrite(generation, timing, deadline);
        return owner(tenant, userId, deadline).map(owner -> new Opened(generation, owner, true, timing, deadline));
    }

    private record Known(Owner owner, boolean known) {}

    /** @param isKnown false when nothing is or can be known of the owner */
    record Opened(ServedGeneration generation, Owner owner, boolean isKnown, Timing timing, Deadline deadline) {
        /** With the time that the caller gave, from now: for reads of many steps. */
        Opened again() {
            return new Opened(generation, owner, isKnown, timing, Deadline.in(timing.timeout()));
        }

        /** All of one type, by id. */
        <T extends Holding> List<T> holdings(Class<T> type) {
            return await(generation.reader().holdings(owner, type));
        }

        /** @throws Unavailable when the store does not answer in time */
        <T> T await(CompletionStage<T> read) {
            return deadline.await(read, "the store");
        }
    }
}
