package io.memstream.schemas.registry;

import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers up to a number of answers. When full, any one makes room: what is in use comes back with one request, and
 * reads stay free of locks.
 */
final class BoundedCache<K, V> {
    private final int bound;
    private final ConcurrentMap<K, V> entries = new ConcurrentHashMap<>();

    BoundedCache(int bound) {
        this.bound = bound;
    }

    @Nullable
    V get(K key) {
        return entries.get(key);
    }

    void put(K key, V value) {
        if (entries.size() >= bound && !entries.containsKey(key)) {
            Iterator<K> any = entries.keySet().iterator();
            if (any.hasNext()) {
                entries.remove(any.next());
            }
        }
        entries.put(key, value);
    }
}
