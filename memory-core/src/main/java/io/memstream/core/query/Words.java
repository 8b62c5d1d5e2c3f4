package io.memstream.core.query;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;

/** The named parts of an expression, and the word before it as {@code before}. */
record Words(Map<String, String> parts) {
    static Words of(Matcher matcher, Iterable<String> groups, String before) {
        Map<String, String> parts = new HashMap<>();
        parts.put("before", before);
        for (String group : groups) {
            String value = matcher.group(group);
            if (value != null) {
                parts.put(group, value);
            }
        }
        return new Words(Map.copyOf(parts));
    }

    boolean has(String part) {
        return parts.containsKey(part);
    }

    /** Empty when it is not there. */
    String text(String part) {
        return parts.getOrDefault(part, "");
    }

    int number(String part) {
        return Integer.parseInt(text(part));
    }
}
