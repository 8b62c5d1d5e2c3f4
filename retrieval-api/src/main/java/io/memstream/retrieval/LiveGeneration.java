package io.memstream.retrieval;

import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Generation;
import io.memstream.core.port.Generations;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The generation that answers reads. The pointer is looked up in the background, so that no request pays for it and the
 * last known one serves on while the store is away.
 */
final class LiveGeneration implements AutoCloseable {
    /** Requests that began with the old generation end before it is closed; none takes longer. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(35);

    /** A generation that is being opened while all is closed must be closed as well. */
    private static final Duration LONGEST_OPENING = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(LiveGeneration.class);

    private final Generations generations;
    private final GenerationFactory factory;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "live-generation");
        thread.setDaemon(true);
        return thread;
    });
    /** Those that only finish what they began. */
    private final Set<ServedGeneration> former = ConcurrentHashMap.newKeySet();

    private volatile @Nullable ServedGeneration served;
    private volatile @Nullable String problem = "the live generation was not looked up yet";

    LiveGeneration(Generations generations, GenerationFactory factory) {
        this.generations = generations;
        this.factory = factory;
    }

    void start(Duration refresh) {
        scheduler.scheduleWithFixedDelay(this::refresh, 0, refresh.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @throws Unavailable while none is known */
    ServedGeneration current() {
        ServedGeneration current = served;
        if (current == null) {
            throw new Unavailable("no generation is live yet");
        }
        return current;
    }

    /** What is missing to answer reads, in words; empty when nothing is. */
    Optional<String> problem() {
        String known = problem;
        return Optional.ofNullable(known);
    }

    Optional<String> followerProblem() {
        ServedGeneration current = served;
        return current != null && current.ready()
                ? Optional.empty()
                : Optional.of("the change stream is not followed yet");
    }

    private void refresh() {
        try {
            Optional<Generation> live = generations.live();
            if (live.isEmpty()) {
                problem = "no generation was declared yet";
                return;
            }
            serve(live.get());
            problem = null;
        } catch (Unavailable unavailable) {
            problem = "the store does not answer";
            LOG.warn("cannot look up the live generation: {}", unavailable.detail());
        } catch (RuntimeException failed) {
            // The scheduler would silently stop on it.
            problem = "the live generation cannot be opened";
            LOG.error("cannot open the live generation", failed);
        }
    }

    private void serve(Generation live) {
        ServedGeneration before = served;
        if (before != null && before.generation().equals(live)) {
            return;
        }
        ServedGeneration opened = factory.open(live);
        try {
            opened.start();
        } catch (RuntimeException refused) {
            opened.close();
            throw refused;
        }
        served = opened;
        LOG.info("serving generation={} model={} rules={}", live.name(), live.model(), live.rules());
        if (before != null) {
            former.add(before);
            scheduler.schedule(() -> closeFormer(before), LONGEST_REQUEST.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void closeFormer(ServedGeneration one) {
        if (former.remove(one)) {
            one.close();
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        try {
            scheduler.awaitTermination(LONGEST_OPENING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        former.forEach(this::closeFormer);
        ServedGeneration current = served;
        if (current != null) {
            current.close();
        }
    }
}
