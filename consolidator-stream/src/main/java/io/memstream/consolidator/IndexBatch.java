package io.memstream.consolidator;

import io.memstream.core.model.Owner;
import io.memstream.core.port.MemoryIndex;
import io.memstream.core.port.MemoryIndex.Collected;
import io.memstream.core.port.MemoryIndex.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a batch of changes makes of index entries of one kind: of several changes to one entry, the last. */
final class IndexBatch {
    private final Collected collected;
    private final Map<UUID, Entry> present = new LinkedHashMap<>();
    private final Map<UUID, Owner> gone = new LinkedHashMap<>();

    IndexBatch(Collected collected) {
        this.collected = collected;
    }

    void put(Entry entry) {
        gone.remove(entry.id());
        present.put(entry.id(), entry);
    }

    void remove(Owner owner, UUID id) {
        present.remove(id);
        gone.put(id, owner);
    }

    void write(MemoryIndex index) {
        Map<Owner, List<UUID>> byOwner = new LinkedHashMap<>();
        gone.forEach((id, owner) ->
                byOwner.computeIfAbsent(owner, each -> new ArrayList<>()).add(id));
        byOwner.forEach((owner, ids) -> index.delete(collected, owner, ids));
        if (!present.isEmpty()) {
            index.upsert(collected, new ArrayList<>(present.values()));
        }
    }
}
