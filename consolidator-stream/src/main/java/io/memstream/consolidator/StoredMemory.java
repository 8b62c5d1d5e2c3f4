package io.memstream.consolidator;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.consolidator.DueIndex.Due;
import io.memstream.core.consolidation.Change;
import io.memstream.core.consolidation.Erasure;
import io.memstream.core.consolidation.MemoryState;
import io.memstream.core.consolidation.OwnerState;
import io.memstream.core.consolidation.SlotKey;
import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Holding;
import io.memstream.core.model.HoldingType;
import io.memstream.core.model.Owner;
import io.memstream.core.port.Vault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * One owner's state in the store. Keys are the owner, what kind of entry it is, and keyed hashes; values are sealed. A fact
 * is an entry of its own under its slot, so that an event reads only the slots it touches, and an entry under its id says
 * where it is. What a former life of the owner left, sealed under a key that is destroyed, counts as absent.
 */
final class StoredMemory implements MemoryState.Mutable {
    private static final char SEPARATOR = '\u0000';
    private static final byte[] PRESENT = {1};

    private final Owner owner;
    private final Vault vault;
    private final SealedEvents events;
    private final KeyValueStore<Bytes, byte[]> store;
    private final DueIndex index;
    /** As stored: a decision asks for it often, and nobody else writes it meanwhile. */
    private @Nullable OwnerState read;
    /** As stored: rules that need all facts ask for them more than once. */
    private @Nullable List<Fact> allFacts;

    private int scanned;

    StoredMemory(Owner owner, Vault vault, SealedEvents events, KeyValueStore<Bytes, byte[]> store) {
        this.owner = owner;
        this.vault = vault;
        this.events = events;
        this.store = store;
        this.index = new DueIndex(store);
    }

    /** How many entries were read beside those that were asked for by key: what a decision costs. */
    int scanned() {
        return scanned;
    }

    @Override
    public boolean knows(String key) {
        return store.get(key("turn", key)) != null || store.get(key("trace", key)) != null;
    }

    @Override
    public Optional<Erasure> erasure() {
        return Optional.ofNullable(store.get(key("erased", ""))).map(ErasureCodec::read);
    }

    /** By the owner alone: the names of entries are keyed with what may be destroyed. What remains is in clear. */
    @Override
    public void erase(Erasure erasure) {
        List<Bytes> all = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries =
                store.prefixScan(prefix(), Serdes.Bytes().serializer())) {
            entries.forEachRemaining(entry -> all.add(entry.key));
        }
        all.forEach(store::delete);
        store.put(key("erased", ""), ErasureCodec.write(erasure));
        read = null;
        allFacts = null;
    }

    @Override
    public void refuse(String key) {
        store.put(key("turn", key), PRESENT);
    }

    @Override
    public Optional<EpisodeTrace> episode(String turnKey) {
        return open(store.get(key("trace", turnKey)), EpisodeTraceCodec::read);
    }

    @Override
    public List<EpisodeTrace> episodes() {
        List<EpisodeTrace> traces = new ArrayList<>();
        each("trace", "", value -> open(value, EpisodeTraceCodec::read).ifPresent(traces::add));
        traces.sort(Comparator.comparingLong(EpisodeTrace::ordinal));
        return traces;
    }

    @Override
    public void remember(EpisodeTrace trace) {
        store.put(key("trace", trace.turnKey()), sealed(EpisodeTraceCodec.write(trace)));
    }

    @Override
    public void forget(EpisodeTrace trace) {
        store.delete(key("trace", trace.turnKey()));
        refuse(trace.turnKey());
    }

    @Override
    public OwnerState owner() {
        if (read == null) {
            read = open(store.get(key("owner", "")), OwnerStateCodec::read).orElse(OwnerState.EMPTY);
        }
        return read;
    }

    @Override
    public void owner(OwnerState state) {
        OwnerState before = owner();
        if (state.equals(before)) {
            return;
        }
        store.put(key("owner", ""), sealed(OwnerStateCodec.write(state)));
        read = state;
        if (!Objects.equals(before.nextDue(), state.nextDue())) {
            due(before).ifPresent(index::remove);
            due(state).ifPresent(index::put);
        }
    }

    private Optional<Due> due(OwnerState state) {
        return Optional.ofNullable(state.nextDue()).map(at -> new Due(at, owner));
    }

    @Override
    public List<Fact> slot(SlotKey slot) {
        List<Fact> facts = facts(slotName(slot) + SEPARATOR);
        facts.sort(BY_VALIDITY);
        return facts;
    }

    @Override
    public List<Fact> attribute(SlotKey slot) {
        List<Fact> facts = facts(attributeName(slot));
        facts.sort(BY_VALIDITY);
        return facts;
    }

    @Override
    public List<Fact> facts(UUID episode) {
        List<Fact> facts = new ArrayList<>();
        each(
                "evidence",
                episode.toString() + SEPARATOR,
                id -> fact(UUID.fromString(text(id))).ifPresent(facts::add));
        facts.sort(Comparator.comparing(Fact::id));
        return facts;
    }

    @Override
    public Optional<Fact> fact(UUID id) {
        byte[] slot = store.get(key("fact-slot", id.toString()));
        return slot == null
                ? Optional.empty()
                : change(store.get(factKey(text(slot), id))).map(change -> ((Change.FactUpdated) change).fact());
    }

    @Override
    public List<Fact> facts() {
        if (allFacts == null) {
            List<Fact> facts = facts("");
            facts.sort(Comparator.comparing(Fact::id));
            allFacts = List.copyOf(facts);
        }
        return allFacts;
    }

    @Override
    public void fact(Fact fact) {
        allFacts = null;
        Set<Bytes> before = fact(fact.id()).map(this::pointers).orElse(Set.of());
        Set<Bytes> now = pointers(fact);
        String slot = slotName(SlotKey.of(fact));
        byte[] former = store.get(key("fact-slot", fact.id().toString()));
        if (former == null || !slot.equals(text(former))) {
            if (former != null) {
                store.delete(factKey(text(former), fact.id()));
            }
            store.put(key("fact-slot", fact.id().toString()), slot.getBytes(StandardCharsets.UTF_8));
        }
        store.put(factKey(slot, fact.id()), events.sealState(owner, new Change.FactUpdated(fact)));
        before.stream().filter(pointer -> !now.contains(pointer)).forEach(store::delete);
        byte[] id = fact.id().toString().getBytes(StandardCharsets.UTF_8);
        now.stream().filter(pointer -> !before.contains(pointer)).forEach(pointer -> store.put(pointer, id));
    }

    @Override
    public void forgetFact(UUID id) {
        allFacts = null;
        fact(id).map(this::pointers).ifPresent(pointers -> pointers.forEach(store::delete));
        byte[] slot = store.delete(key("fact-slot", id.toString()));
        if (slot != null) {
            store.delete(factKey(text(slot), id));
        }
    }

    /** By which episodes a fact is found. */
    private Set<Bytes> pointers(Fact fact) {
        return fact.evidence().stream()
                .map(evidence -> key("evidence", evidence.episodeId().toString() + SEPARATOR + fact.id()))
                .collect(Collectors.toSet());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public <T extends Holding> Optional<T> holding(Class<T> type, String id) {
        return change(store.get(holdingKey(HoldingType.of(type), id)))
                .map(change -> type.cast(((Change.HoldingUpdated) change).holding()));
    }

    @Override
    public <T extends Holding> List<T> holdings(Class<T> type) {
        List<T> holdings = new ArrayList<>();
        each(
                entry(HoldingType.of(type)),
                "",
                value -> change(value)
                        .ifPresent(change -> holdings.add(type.cast(((Change.HoldingUpdated) change).holding()))));
        holdings.sort(Comparator.comparing(Holding::id));
        return holdings;
    }

    @Override
    public void hold(Holding holding) {
        store.put(
                holdingKey(holding.type(), holding.id()), events.sealState(owner, new Change.HoldingUpdated(holding)));
    }

    @Override
    public void release(HoldingType type, String id) {
        store.delete(holdingKey(type, id));
    }

    private List<Fact> facts(String prefix) {
        List<Fact> facts = new ArrayList<>();
        each(
                "fact",
                prefix,
                value -> change(value).ifPresent(change -> facts.add(((Change.FactUpdated) change).fact())));
        return facts;
    }

    private void each(String entry, String prefix, Consumer<byte[]> sealed) {
        try (KeyValueIterator<Bytes, byte[]> entries =
                store.prefixScan(key(entry, prefix), Serdes.Bytes().serializer())) {
            while (entries.hasNext()) {
                KeyValue<Bytes, byte[]> next = entries.next();
                scanned++;
                sealed.accept(next.value);
            }
        }
    }

    private byte[] sealed(byte[] plain) {
        return vault.seal(owner, "state", plain);
    }

    private <T> Optional<T> open(byte @Nullable [] sealed, Function<byte[], T> codec) {
        return sealed != null && vault.open(owner, "state", sealed) instanceof Vault.Opened.Plain plain
                ? Optional.of(codec.apply(plain.bytes()))
                : Optional.empty();
    }

    private Optional<Change> change(byte @Nullable [] sealed) {
        return sealed == null ? Optional.empty() : events.openState(owner, sealed);
    }

    private Bytes factKey(String slot, UUID id) {
        return key("fact", slot + SEPARATOR + id);
    }

    private Bytes holdingKey(HoldingType type, String id) {
        return key(entry(type), vault.key(owner, entry(type), id));
    }

    private static String entry(HoldingType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    /** Slots that differ in the value alone lie side by side. */
    private String slotName(SlotKey slot) {
        return attributeName(slot) + vault.key(owner, "value", slot.value());
    }

    private String attributeName(SlotKey slot) {
        return vault.key(owner, "slot", slot.attributeText());
    }

    private Bytes prefix() {
        return Bytes.wrap((owner.value() + SEPARATOR).getBytes(StandardCharsets.UTF_8));
    }

    private Bytes key(String entry, String name) {
        return Bytes.wrap((owner.value() + SEPARATOR + entry + SEPARATOR + name).getBytes(StandardCharsets.UTF_8));
    }
}
