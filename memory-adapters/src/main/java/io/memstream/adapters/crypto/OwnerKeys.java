package io.memstream.adapters.crypto;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.memstream.core.model.Owner;
import io.memstream.core.port.KeyStore;
import io.memstream.core.port.KeyStore.StoredKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys in use, unwrapped, for a short time: an erased user's key is gone from every process within {@link #KEPT}, even
 * from one that never hears of the erasure. Who seals what users say keeps them for {@link #KEPT_FOR_SEALING}: what it
 * sealed with a destroyed key would be lost.
 */
final class OwnerKeys {
    static final Duration KEPT = Duration.ofSeconds(30);

    static final Duration KEPT_FOR_SEALING = Duration.ofSeconds(1);

    /** Some hundred bytes each. */
    private static final int AT_MOST = 100_000;

    private final KeyStore store;
    private final KeyEncryption encryption;
    private final SecureRandom random = new SecureRandom();
    private final Cache<Owner, Integer> latestLives;
    private final Cache<Life, LifeKey> keys;

    OwnerKeys(KeyStore store, KeyEncryption encryption, Duration kept, Ticker ticker) {
        this.store = store;
        this.encryption = encryption;
        this.latestLives = shortLived(kept, ticker);
        this.keys = shortLived(kept, ticker);
    }

    private static <K, V> Cache<K, V> shortLived(Duration kept, Ticker ticker) {
        return Caffeine.newBuilder()
                .expireAfterWrite(kept)
                .maximumSize(AT_MOST)
                .ticker(ticker)
                .build();
    }

    /** The key of one life; empty when it is not stored, which is not remembered. */
    Optional<LifeKey> of(Owner owner, int life) {
        return Optional.ofNullable(keys.get(new Life(owner, life), this::load));
    }

    /** The key of the owner's latest life; empty when there never was one, which is not remembered. */
    Optional<LifeKey> latest(Owner owner) {
        Integer life = latestLives.get(owner, this::latestLife);
        return life == null ? Optional.empty() : of(owner, life);
    }

    /**
     * The key of the life in force, created when there is none. The latest life is read once and the store decides for each
     * life from there on: reading again, one could pass over a life that another process has just begun.
     */
    OwnerKey createdOrFound(Owner owner) {
        int life = Math.max(1, store.latestLife(owner));
        LifeKey key = createdOrFound(owner, life);
        while (!(key instanceof LifeKey.Usable)) {
            life++;
            key = createdOrFound(owner, life);
        }
        latestLives.put(owner, life);
        return ((LifeKey.Usable) key).key();
    }

    private LifeKey createdOrFound(Owner owner, int life) {
        byte[] dataKey = new byte[OwnerKey.DATA_KEY_BYTES];
        random.nextBytes(dataKey);
        StoredKey stored = store.create(owner, life, encryption.wrap(dataKey, use(owner, life)));
        LifeKey key = unwrapped(owner, life, stored);
        keys.put(new Life(owner, life), key);
        return key;
    }

    void forget(Owner owner) {
        latestLives.invalidate(owner);
        keys.asMap().keySet().removeIf(life -> life.owner().equals(owner));
    }

    private @Nullable Integer latestLife(Owner owner) {
        int life = store.latestLife(owner);
        return life == 0 ? null : life;
    }

    private @Nullable LifeKey load(Life life) {
        // A life that began elsewhere shows first in what it sealed.
        latestLives.asMap().computeIfPresent(life.owner(), (owner, known) -> Math.max(known, life.number()));
        return store.load(life.owner(), life.number())
                .map(stored -> unwrapped(life.owner(), life.number(), stored))
                .orElse(null);
    }

    private LifeKey unwrapped(Owner owner, int life, StoredKey stored) {
        if (stored instanceof StoredKey.Active active) {
            return new LifeKey.Usable(new OwnerKey(owner, life, encryption.unwrap(active.wrapped(), use(owner, life))));
        }
        return new LifeKey.Destroyed();
    }

    /** Bound to its place, so that a wrapped key moved to another owner's row does not open. */
    private static byte[] use(Owner owner, int life) {
        return LengthPrefixed.of("data key", owner.value(), Integer.toString(life));
    }

    private record Life(Owner owner, int number) {}

    sealed interface LifeKey {
        record Usable(OwnerKey key) implements LifeKey {}

        record Destroyed() implements LifeKey {}
    }
}
