package io.memstream.consolidator;

import io.memstream.core.model.Owner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Of whom something is due, by time, in the store of a partition's state; and the latest tick. An entry is a hint: whether
 * something is due is told by the owner's state. Its keys begin with a character that no owner begins with.
 */
final class DueIndex {
    private static final String DUE = "\u0000due\u0000";
    private static final Bytes TICK = bytes("\u0000tick");
    private static final byte[] PRESENT = {1};

    private final KeyValueStore<Bytes, byte[]> store;

    DueIndex(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** When an owner has to be looked at. */
    record Due(Instant at, Owner owner) {}

    void put(Due due) {
        store.put(key(due), PRESENT);
    }

    void remove(Due due) {
        store.delete(key(due));
    }

    /** Earliest first; those of one moment by owner. */
    List<Due> until(Instant end, int limit) {
        List<Due> due = new ArrayList<>();
        Bytes from = bytes(DUE);
        Bytes to = bytes(DUE + digits(end.plusMillis(1)));
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(from, to)) {
            while (entries.hasNext() && due.size() < limit) {
                due.add(read(entries.next().key));
            }
        }
        return due;
    }

    /** Slots grow: a tick that comes twice, or late, is no news. */
    boolean isNews(String slot) {
        byte[] latest = store.get(TICK);
        return latest == null || new String(latest, StandardCharsets.UTF_8).compareTo(slot) < 0;
    }

    void tick(String slot) {
        store.put(TICK, slot.getBytes(StandardCharsets.UTF_8));
    }

    private static Bytes key(Due due) {
        return bytes(DUE + digits(due.at()) + due.owner().value());
    }

    private static Due read(Bytes key) {
        String text = new String(key.get(), StandardCharsets.UTF_8);
        int owner = DUE.length() + digits(Instant.EPOCH).length();
        return new Due(
                Instant.ofEpochMilli(Long.parseLong(text.substring(DUE.length(), owner))),
                Owner.parse(text.substring(owner)));
    }

    /** Milliseconds since 1970, so that texts sort as the times do. */
    private static String digits(Instant at) {
        return String.format(Locale.ROOT, "%019d", Math.max(0, at.toEpochMilli()));
    }

    private static Bytes bytes(String key) {
        return Bytes.wrap(key.getBytes(StandardCharsets.UTF_8));
    }
}
