package io.memstream.retrieval;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object in the making: fields in the order in which they were added, absent ones left out. */
final class Fields {
    private static final double SHOWN_PRECISION = 10_000;

    private final Map<String, Object> fields = new LinkedHashMap<>();

    Fields with(String name, Object value) {
        fields.put(name, value instanceof Instant instant ? instant.toString() : value);
        return this;
    }

    Fields withOptional(String name, @Nullable Object value) {
        return value == null ? this : with(name, value);
    }

    Fields withAll(Map<String, Object> others) {
        fields.putAll(others);
        return this;
    }

    /** Scores and the like: four decimals. */
    Fields withRounded(String name, double value) {
        return with(name, Math.round(value * SHOWN_PRECISION) / SHOWN_PRECISION);
    }

    Map<String, Object> json() {
        return fields;
    }
}
