package io.memstream.adapters.events;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memstream.core.failure.Rejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What was served within an hour, as a JSON object: memory id to how often. */
final class UsageMapping {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<TreeMap<UUID, Integer>> SERVED = new TypeReference<>() {};

    private UsageMapping() {}

    static byte[] toJson(Map<UUID, Integer> served) {
        try {
            return MAPPER.writeValueAsBytes(new TreeMap<>(served));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static Map<UUID, Integer> toServed(byte[] json) {
        try {
            return MAPPER.readValue(json, SERVED);
        } catch (IOException malformed) {
            throw new Rejected("malformed_usage", "usage must be a JSON object of memory ids and counts");
        }
    }
}
