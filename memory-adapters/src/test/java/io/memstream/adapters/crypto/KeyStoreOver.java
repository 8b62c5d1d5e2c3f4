package io.memstream.adapters.crypto;

import io.memstream.core.model.Mode;
import io.memstream.core.model.Owner;
import io.memstream.core.port.KeyStore;
import java.util.Optional;

/** A key store in front of another one, for what a test wants different. */
public abstract class KeyStoreOver implements KeyStore {
    private final KeyStore store;

    protected KeyStoreOver(KeyStore store) {
        this.store = store;
    }

    @Override
    public byte[] tenantSecret(String tenant, byte[] whenAbsent) {
        return store.tenantSecret(tenant, whenAbsent);
    }

    @Override
    public Optional<StoredKey> load(Owner owner, int life) {
        return store.load(owner, life);
    }

    @Override
    public int latestLife(Owner owner) {
        return store.latestLife(owner);
    }

    @Override
    public StoredKey create(Owner owner, int life, byte[] wrapped) {
        return store.create(owner, life, wrapped);
    }

    @Override
    public void destroy(Owner owner, int life, String erasureId) {
        store.destroy(owner, life, erasureId);
    }

    @Override
    public Mode mode(Owner owner) {
        return store.mode(owner);
    }

    @Override
    public void setMode(Owner owner, Mode mode) {
        store.setMode(owner, mode);
    }
}
