package io.memstream.retrieval;

import io.memstream.core.model.Owner;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was served, for tests to look at. */
final class InMemoryAccesses implements AccessLog {
    final List<Served> served = new CopyOnWriteArrayList<>();

    @Override
    public void served(Owner owner, Call call, List<Item> items) {
        served.add(new Served(call, items.stream().map(Item::id).toList()));
    }

    @Override
    public void close() {
        served.clear();
    }

    record Served(Call call, List<UUID> ids) {}
}
