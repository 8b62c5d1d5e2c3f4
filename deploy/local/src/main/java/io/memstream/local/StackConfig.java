package io.memstream.local;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a local stack is started with.
 *
 * @param data its folder
 * @param settings of the services, with full names such as {@code memstream.retrieval.timeout}; stronger than what the
 *     stack sets itself
 */
public record StackConfig(Path data, Ports ports, Outside outside, Map<String, String> settings) {
    public StackConfig {
        data = data.toAbsolutePath().normalize();
        settings = Map.copyOf(settings);
    }

    /** All parts local, on free ports. */
    public static StackConfig onFreePorts(Path data) {
        return new StackConfig(data, Ports.free(), Outside.NONE, Map.of());
    }

    public StackConfig withSettings(Map<String, String> others) {
        return new StackConfig(data, ports, outside, others);
    }

    public StackConfig withOutside(Outside other) {
        return new StackConfig(data, ports, other, settings);
    }
}
