package io.memstream.schemas.registry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings as Kafka hands them over: text, or already of their type. */
public record Settings(Map<String, ?> values) {
    public @Nullable String text(String name) {
        Object value = values.get(name);
        if (value instanceof List<?> list) {
            return String.join(",", list.stream().map(String::valueOf).toList());
        }
        return value == null || value.toString().isBlank()
                ? null
                : value.toString().strip();
    }

    public String required(String name) {
        String value = text(name);
        if (value == null) {
            throw new IllegalArgumentException(name + ": missing");
        }
        return value;
    }

    public int number(String name, int otherwise) {
        String value = text(name);
        try {
            return value == null ? otherwise : Integer.parseInt(value);
        } catch (NumberFormatException malformed) {
            throw new IllegalArgumentException(name + ": must be a whole number, was " + value, malformed);
        }
    }

    public int atLeast(String name, int otherwise, int least) {
        int value = number(name, otherwise);
        if (value < least) {
            throw new IllegalArgumentException(name + ": must be at least " + least + ", was " + value);
        }
        return value;
    }

    public boolean flag(String name, boolean otherwise) {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + ": must be true or false, was " + value);
        };
    }
}
