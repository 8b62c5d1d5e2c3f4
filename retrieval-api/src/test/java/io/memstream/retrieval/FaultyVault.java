package io.memstream.retrieval;

import io.memstream.core.model.Owner;
import io.memstream.core.port.Vault;
import java.util.UUID;

/** A vault whose key store may be away when terms are named. */
record FaultyVault(Vault vault, Faults faults) implements Vault {
    @Override
    public Owner owner(String tenant, String userId) {
        return vault.owner(tenant, userId);
    }

    @Override
    public boolean knows(Owner owner) {
        return vault.knows(owner);
    }

    @Override
    public byte[] seal(Owner owner, String context, byte[] plain) {
        return vault.seal(owner, context, plain);
    }

    @Override
    public Opened open(Owner owner, String context, byte[] sealed) {
        return vault.open(owner, context, sealed);
    }

    @Override
    public int life(byte[] sealed) {
        return vault.life(sealed);
    }

    @Override
    public void forget(Owner owner) {
        vault.forget(owner);
    }

    @Override
    public String key(Owner owner, String purpose, String name) {
        return vault.key(owner, purpose, name);
    }

    @Override
    public UUID id(Owner owner, String purpose, String name) {
        return vault.id(owner, purpose, name);
    }

    @Override
    public long term(Owner owner, String term) {
        return faults.now(() -> vault.term(owner, term));
    }
}
