package io.memstream.adapters.lucene;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a commit says of itself.
 *
 * @param offsets next offset of the change stream to read, per partition
 * @param dimensions length of the vectors; 0 when none was written yet
 */
record Checkpoint(Map<Integer, Long> offsets, int dimensions) {
    private static final String OFFSET = "offset.";
    private static final String DIMENSIONS = "dimensions";

    Checkpoint {
        offsets = Map.copyOf(offsets);
    }

    static Checkpoint of(@Nullable Iterable<Map.Entry<String, String>> entries) {
        Map<Integer, Long> offsets = new HashMap<>();
        int dimensions = 0;
        if (entries != null) {
            for (Map.Entry<String, String> entry : entries) {
                if (entry.getKey().startsWith(OFFSET)) {
                    offsets.put(
                            Integer.valueOf(entry.getKey().substring(OFFSET.length())), Long.valueOf(entry.getValue()));
                } else if (entry.getKey().equals(DIMENSIONS)) {
                    dimensions = Integer.parseInt(entry.getValue());
                }
            }
        }
        return new Checkpoint(offsets, dimensions);
    }

    Iterable<Map.Entry<String, String>> entries() {
        Map<String, String> entries = new HashMap<>();
        offsets.forEach((partition, offset) -> entries.put(OFFSET + partition, Long.toString(offset)));
        entries.put(DIMENSIONS, Integer.toString(dimensions));
        return entries.entrySet();
    }
}
