package io.memstream.gateway;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.memstream.core.model.Mode;
import io.memstream.core.model.Owner;
import io.memstream.core.port.KeyStore;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Whether users' turns are remembered, as the key store has it; known for a second, so that what another gateway is told
 * holds here by then. All methods throw {@code Unavailable} when the key store does not answer.
 */
final class Modes implements AutoCloseable {
    static final Duration KNOWN = Duration.ofSeconds(1);

    /** Some hundred bytes each. */
    private static final int AT_MOST = 100_000;

    /** A batch may be of many users, and each question waits for the store. */
    private static final int QUESTIONS_AT_ONCE = 16;

    private final KeyStore store;
    private final LoadingCache<Owner, Mode> known;
    private final ExecutorService questions = Executors.newFixedThreadPool(QUESTIONS_AT_ONCE, task -> {
        Thread thread = new Thread(task, "gateway-modes");
        thread.setDaemon(true);
        return thread;
    });

    Modes(KeyStore store, Ticker ticker) {
        this.store = store;
        this.known = Caffeine.newBuilder()
                .expireAfterWrite(KNOWN)
                .maximumSize(AT_MOST)
                .ticker(ticker)
                .build(store::mode);
    }

    boolean isPaused(Owner owner) {
        return known.get(owner) == Mode.PAUSED;
    }

    /** Those of them whose turns are not remembered. */
    Set<Owner> paused(Collection<Owner> owners) {
        List<Owner> distinct = owners.stream().distinct().toList();
        List<CompletableFuture<Mode>> asked = distinct.stream()
                .filter(owner -> known.getIfPresent(owner) == null)
                .skip(1)
                .map(owner -> CompletableFuture.supplyAsync(() -> known.get(owner), questions))
                .toList();
        try {
            asked.forEach(CompletableFuture::join);
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
        return distinct.stream().filter(this::isPaused).collect(Collectors.toUnmodifiableSet());
    }

    void set(Owner owner, Mode mode) {
        store.setMode(owner, mode);
        // Not put: of two that set it at once, the store alone knows which came last.
        known.invalidate(owner);
    }

    @Override
    public void close() {
        questions.shutdownNow();
    }
}
