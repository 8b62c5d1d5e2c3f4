package io.memstream.consolidator;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.consolidation.Change;
import io.memstream.core.consolidation.Consolidator;
import io.memstream.core.consolidation.Decision;
import io.memstream.core.consolidation.Event;
import io.memstream.core.consolidation.Policy;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import io.memstream.core.port.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Has the rules decide on one owner's event, over the state of that owner. Reads and seals, and writes nothing. */
final class Deciding {
    private final Vault vault;
    private final SealedEvents events;
    private final Function<String, Policy> policies;
    private final KeyValueStore<Bytes, byte[]> store;

    /** @param policies by tenant */
    Deciding(Vault vault, SealedEvents events, Function<String, Policy> policies, KeyValueStore<Bytes, byte[]> store) {
        this.vault = vault;
        this.events = events;
        this.policies = policies;
        this.store = store;
    }

    StoredMemory memory(Owner owner) {
        return new StoredMemory(owner, vault, events, store);
    }

    OwnerDecision on(Owner owner, Event event, Origin origin) {
        return on(owner, event, origin, 0, memory(owner));
    }

    /** @param sequence of the first change among those of the origin */
    OwnerDecision on(Owner owner, Event event, Origin origin, int sequence, StoredMemory memory) {
        Decision decision = Consolidator.decide(
                memory, event, (purpose, name) -> vault.id(owner, purpose, name), policies.apply(owner.tenant()));
        List<SpecificRecord> records = new ArrayList<>();
        for (Change change : decision.changes()) {
            records.add(
                    change instanceof Change.UserErased erased
                            ? SealedEvents.toEvent(origin, erased)
                            : events.sealChange(owner, origin, sequence + records.size(), change));
        }
        return new OwnerDecision(
                owner,
                decision.outcome(),
                records,
                () -> decision.changes().forEach(change -> Consolidator.apply(memory, change)));
    }
}
