package io.memstream.retrieval;

import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Position;
import io.memstream.core.port.Watermarks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which origins have settled in the stores and have been followed here. The watermark is polled by one thread for all who
 * wait; nobody waiting and nothing on its way, it is not polled.
 */
final class SettledOrigins implements AutoCloseable {
    /** A waiter's poll; the watermark moves with each projected batch, every few milliseconds. */
    private static final Duration WAITED_FOR = Duration.ofMillis(10);

    private static final Duration ON_ITS_WAY = Duration.ofMillis(250);
    private static final Duration AFTER_A_FAILURE = Duration.ofMillis(100);
    private static final Logger LOG = LoggerFactory.getLogger(SettledOrigins.class);

    private final Watermarks watermarks;
    private final String generation;
    private final IntToLongFunction followed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final List<Waiter> waiters = new ArrayList<>();
    private final Map<Integer, Long> expected = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile Map<Integer, Long> settled = Map.of();
    private volatile Runnable moved = () -> {};
    private volatile boolean closed;
    /** Of the last look; empty for none. */
    private String failure = "";

    /** @param followed per partition, the origin offset that the change stream was followed to; -1 for none */
    SettledOrigins(Watermarks watermarks, String generation, IntToLongFunction followed) {
        this.watermarks = watermarks;
        this.generation = generation;
        this.followed = followed;
        this.thread = new Thread(this::poll, "settled-origins");
        thread.setDaemon(true);
    }

    /** @param moved called after each look at the watermark */
    void start(Runnable moved) {
        this.moved = moved;
        thread.start();
    }

    /** Completes when a read that starts afterwards sees all that the write made. */
    CompletableFuture<Void> reached(Position write) {
        Waiter waiter = new Waiter(write, new CompletableFuture<>());
        lock.lock();
        try {
            waiters.add(waiter);
            wanted.signal();
        } finally {
            lock.unlock();
        }
        return waiter.reached();
    }

    /** The last known watermark: offsets up to which, inclusive, a partition's origins are in the stores; -1 for none. */
    long inStores(int partition) {
        return settled.getOrDefault(partition, -1L);
    }

    /** Something is on its way to the stores, until the watermark has passed it. */
    void expect(Origin origin) {
        boolean first = expected.isEmpty();
        expected.merge(origin.partition(), origin.offset(), Math::max);
        if (first) {
            lock.lock();
            try {
                wanted.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    private void poll() {
        try {
            while (!closed) {
                boolean answered = look();
                pause(answered);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean look() {
        try {
            settled = watermarks.settled(generation);
            expected.forEach((partition, offset) -> {
                if (inStores(partition) >= offset) {
                    expected.remove(partition, offset);
                }
            });
            moved.run();
            release();
            failure = "";
            return true;
        } catch (RuntimeException failed) {
            // Whatever it is: without this thread nobody's wait would ever end.
            tell(failed);
            return false;
        }
    }

    /** Once per cause: it is looked at many times a second. */
    private void tell(RuntimeException failed) {
        if (closed || failure.equals(failed.toString())) {
            return;
        }
        failure = failed.toString();
        if (failed instanceof Unavailable away) {
            LOG.warn("the watermark is not known: {}", away.detail());
        } else {
            LOG.error("the watermark cannot be read", failed);
        }
    }

    private void release() {
        List<Waiter> reached = new ArrayList<>();
        lock.lock();
        try {
            waiters.removeIf(waiter -> {
                boolean done = waiter.reached().isDone()
                        || waiter.write().origins().stream().allMatch(this::hasReached);
                if (done) {
                    reached.add(waiter);
                }
                return done;
            });
        } finally {
            lock.unlock();
        }
        reached.forEach(waiter -> waiter.reached().complete(null));
    }

    private boolean hasReached(Origin origin) {
        return inStores(origin.partition()) >= origin.offset()
                && followed.applyAsLong(origin.partition()) >= origin.offset();
    }

    private void pause(boolean answered) throws InterruptedException {
        if (!answered) {
            TimeUnit.MILLISECONDS.sleep(AFTER_A_FAILURE.toMillis());
        } else if (someoneWaits()) {
            TimeUnit.MILLISECONDS.sleep(WAITED_FOR.toMillis());
        }
        lock.lock();
        try {
            while (waiters.isEmpty() && expected.isEmpty() && !closed) {
                wanted.await();
            }
            if (waiters.isEmpty() && !closed) {
                wanted.await(ON_ITS_WAY.toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean someoneWaits() {
        lock.lock();
        try {
            return !waiters.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private record Waiter(Position write, CompletableFuture<Void> reached) {}
}
