package io.memstream.local;

import io.memstream.parts.Loopback;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where everything listens, on loopback. */
public record Ports(
        int retrieval,
        int gateway,
        int extractor,
        int consolidator,
        int kafka,
        int kafkaController,
        int registry,
        int registryManagement,
        int cassandra,
        int cassandraStorage) {
    private static final int COUNT = 10;

    public Ports {
        Set<Integer> different = new LinkedHashSet<>();
        byOption(
                        retrieval,
                        gateway,
                        extractor,
                        consolidator,
                        kafka,
                        kafkaController,
                        registry,
                        registryManagement,
                        cassandra,
                        cassandraStorage)
                .forEach((option, port) -> {
                    if (port < 1 || port > 65_535) {
                        throw new IllegalArgumentException(option + ": must be from 1 to 65535, was " + port);
                    }
                    if (!different.add(port)) {
                        throw new IllegalArgumentException(
                                option + ": port " + port + " is given to another part already");
                    }
                });
    }

    public static Ports usual() {
        return new Ports(8080, 8081, 8082, 8083, 9092, 9093, 8085, 8086, 9042, 7000);
    }

    /** Free a moment ago. */
    public static Ports free() {
        Iterator<Integer> free = Loopback.freePorts(COUNT).iterator();
        return new Ports(
                free.next(),
                free.next(),
                free.next(),
                free.next(),
                free.next(),
                free.next(),
                free.next(),
                free.next(),
                free.next(),
                free.next());
    }

    /** The option of the command line that sets a port. */
    String optionFor(int port) {
        return byOption().entrySet().stream()
                .filter(entry -> entry.getValue() == port)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    Map<String, Integer> byOption() {
        return byOption(
                retrieval,
                gateway,
                extractor,
                consolidator,
                kafka,
                kafkaController,
                registry,
                registryManagement,
                cassandra,
                cassandraStorage);
    }

    static Ports fromOptions(Map<String, Integer> byOption) {
        List<Integer> ports = new ArrayList<>();
        for (String option : usual().byOption().keySet()) {
            Integer port = byOption.get(option);
            if (port == null) {
                throw new IllegalArgumentException(option + ": is missing");
            }
            ports.add(port);
        }
        Iterator<Integer> next = ports.iterator();
        return new Ports(
                next.next(),
                next.next(),
                next.next(),
                next.next(),
                next.next(),
                next.next(),
                next.next(),
                next.next(),
                next.next(),
                next.next());
    }

    private static Map<String, Integer> byOption(int... ports) {
        List<String> options = List.of(
                "--retrieval-port",
                "--gateway-port",
                "--extractor-port",
                "--consolidator-port",
                "--kafka-port",
                "--kafka-controller-port",
                "--registry-port",
                "--registry-management-port",
                "--cassandra-port",
                "--cassandra-storage-port");
        Map<String, Integer> byOption = new LinkedHashMap<>();
        for (int i = 0; i < COUNT; i++) {
            byOption.put(options.get(i), ports[i]);
        }
        return byOption;
    }
}
