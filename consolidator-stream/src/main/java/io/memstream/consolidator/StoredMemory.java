package io.memstream.consolidator;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.consolidation.Change;
import io.memstream.core.consolidation.MemoryState;
import io.memstream.core.consolidation.OwnerState;
import io.memstream.core.consolidation.SlotKey;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Session;
import io.memstream.core.port.Vault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One owner's state in the store. Keys are the owner, what kind of entry it is, and keyed hashes; values are sealed. A fact
 * is an entry of its own under its slot, so that an event reads only the slots it touches. What a former life of the owner
 * left, sealed under a key that is destroyed, counts as absent.
 */
final class StoredMemory implements MemoryState.Mutable {
    private static final char SEPARATOR = '\u0000';
    private static final byte[] PRESENT = {1};

    private final Owner owner;
    private final Vault vault;
    private final SealedEvents events;
    private final KeyValueStore<Bytes, byte[]> store;

    StoredMemory(Owner owner, Vault vault, SealedEvents events, KeyValueStore<Bytes, byte[]> store) {
        this.owner = owner;
        this.vault = vault;
        this.events = events;
        this.store = store;
    }

    @Override
    public boolean knows(String turnKey) {
        return store.get(key("turn", turnKey)) != null;
    }

    @Override
    public void refuse(String turnKey) {
        store.put(key("turn", turnKey), PRESENT);
    }

    @Override
    public Optional<EpisodeTrace> episode(String turnKey) {
        return open("trace", turnKey, traces::read);
    }
    @Override
    public OwnerState owner() {
        byte[] sealed = store.get(key("owner", ""));
        if (sealed == null) {
            return OwnerState.EMPTY;
        }
        return vault.open(owner, "state", sealed) instanceof Vault.Opened.Plain plain
                ? OwnerStateCodec.read(plain.bytes())
                : OwnerState.EMPTY;
    }

    @Override
    public void owner(OwnerState state) {
        store.put(key("owner", ""), vault.seal(owner, "state", OwnerStateCodec.write(state)));
    }

    @Override
    public Optional<Session> session(String sessionId) {
        byte[] sealed = store.get(key("session", vault.key(owner, "session", sessionId)));
        return sealed == null
                ? Optional.empty()
                : events.openState(owner, sealed).map(change -> ((Change.SessionUpdated) change).session());
    }

    @Override
    public void session(Session session) {
        store.put(
                key("session", vault.key(owner, "session", session.id())),
                events.sealState(owner, new Change.SessionUpdated(session)));
    }

    @Override
    public List<Fact> slot(SlotKey slot) {
        Bytes prefix = key("fact", slotName(slot) + SEPARATOR);
        List<Fact> facts = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(prefix, Bytes.increment(prefix))) {
            while (entries.hasNext()) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                events.openState(owner, entry.value)
                        .ifPresent(change -> facts.add(((Change.FactUpdated) change).fact()));
            }
        }
        facts.sort(BY_VALIDITY);
        return facts;
    }

    @Override
    public void slot(SlotKey slot, List<Fact> facts) {
        for (Fact fact : facts) {
            store.put(
                    key("fact", slotName(slot) + SEPARATOR + fact.id()),
                    events.sealState(owner, new Change.FactUpdated(fact)));
        }
    }

    private String slotName(SlotKey slot) {
        return vault.key(owner, "slot", slot.text());
    }

    private Bytes key(String entry, String name) {
        return Bytes.wrap((owner.value() + SEPARATOR + entry + SEPARATOR + name).getBytes(StandardCharsets.UTF_8));
    }
}
