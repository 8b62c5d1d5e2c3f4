package io.memstream.adapters.crypto;

import io.memstream.core.model.Mode;
import io.memstream.core.model.Owner;
import io.memstream.core.port.KeyStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A key store for tests: as long as the process lives. */
public final class InMemoryKeyStore implements KeyStore {
    private final Map<String, byte[]> tenantSecrets = new ConcurrentHashMap<>();
    private final Map<Life, StoredKey> keys = new ConcurrentHashMap<>();
    private final Map<Owner, Mode> modes = new ConcurrentHashMap<>();

    @Override
    public byte[] tenantSecret(String tenant, byte[] whenAbsent) {
        byte[] stored = tenantSecrets.putIfAbsent(tenant, whenAbsent);
        return stored == null ? whenAbsent : stored;
    }

    @Override
    public Optional<StoredKey> load(Owner owner, int life) {
        return Optional.ofNullable(keys.get(new Life(owner, life)));
    }

    @Override
    public int latestLife(Owner owner) {
        return keys.keySet().stream()
                .filter(life -> life.owner().equals(owner))
                .mapToInt(Life::number)
                .max()
                .orElse(0);
    }

    @Override
    public StoredKey create(Owner owner, int life, byte[] wrapped) {
        StoredKey created = new StoredKey.Active(wrapped);
        StoredKey stored = keys.putIfAbsent(new Life(owner, life), created);
        return stored == null ? created : stored;
    }

    @Override
    public void destroy(Owner owner, int life, String erasureId) {
        keys.compute(
                new Life(owner, life),
                (place, stored) -> stored instanceof StoredKey.Destroyed ? stored : new StoredKey.Destroyed(erasureId));
    }

    @Override
    public Mode mode(Owner owner) {
        return modes.getOrDefault(owner, Mode.ON);
    }

    @Override
    public void setMode(Owner owner, Mode mode) {
        modes.put(owner, mode);
    }

    private record Life(Owner owner, int number) {}
}
