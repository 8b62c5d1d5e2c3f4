package io.memstream.gateway;

import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import io.memstream.core.port.KeyStore;
import io.memstream.core.port.KeyStore.StoredKey;
import io.memstream.core.port.Vault;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Erases users. The order is on the log before the key is destroyed: whatever happens in between, the projector finds it there
 * and destroys the key itself. The key is destroyed before the caller is answered: what is said from then on is sealed with
 * the next life's, and stays.
 */
final class Erasures {
    private final LogSealer sealer;
    private final Vault vault;
    private final KeyStore keys;
    private final ConversationLog log;
    private final Executor blocking;

    /** @param blocking waits for the key store */
    Erasures(LogSealer sealer, Vault vault, KeyStore keys, ConversationLog log, Executor blocking) {
        this.sealer = sealer;
        this.vault = vault;
        this.keys = keys;
        this.log = log;
        this.blocking = blocking;
    }

    /**
     * @return the order's place on the log, once the key is destroyed or will be; fails with {@code Unavailable} when the
     *     order may not be on the log
     * @throws io.memstream.core.failure.Unavailable when key store or registry do not answer
     */
    CompletableFuture<Origin> execute(String tenant, AcceptedErasure order) {
        Owner owner = sealer.owner(tenant, order.userId());
        int life = lifeToEnd(owner, order.erasureId());
        return log.append(sealer.erasure(owner, order, life))
                .thenApplyAsync(
                        origin -> {
                            keys.destroy(owner, life, order.erasureId());
                            vault.forget(owner);
                            return origin;
                        },
                        blocking);
    }

    /**
     * The one in force; after an erasure, or before anything was said, the next: it ends before it begins. An order that
     * comes again ends what it ended before: what the user has begun since stays.
     */
    private int lifeToEnd(Owner owner, String erasureId) {
        int latest = keys.latestLife(owner);
        for (int life = latest; life > 0; life--) {
            if (keys.load(owner, life)
                    .filter(new StoredKey.Destroyed(erasureId)::equals)
                    .isPresent()) {
                return life;
            }
        }
        boolean isInForce = latest > 0
                && keys.load(owner, latest)
                        .filter(StoredKey.Active.class::isInstance)
                        .isPresent();
        return isInForce ? latest : latest + 1;
    }
}
