package io.memstream.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The addresses that a process listens on, from Linux's own tables. */
final class Listeners {
    private static final String LISTENING = "0A";
    private static final String IPV4_LOOPBACK = "0100007F";
    private static final String IPV6_LOOPBACK = "00000000000000000000000001000000";

    private Listeners() {}

    static boolean areKnownHere() {
        return Files.isReadable(Path.of("/proc/net/tcp"));
    }

    /** As {@code address:port} in the hexadecimal of the table, only those that other machines could reach. */
    static List<String> beyondLoopback(long pid) throws IOException {
        Set<String> sockets = socketsOf(pid);
        List<String> found = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            if (!Files.isReadable(Path.of(table))) {
                continue;
            }
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] fields = line.strip().split("\\s+");
                String local = fields[1];
                if (fields[3].equals(LISTENING)
                        && sockets.contains("socket:[" + fields[9] + "]")
                        && !local.startsWith(IPV4_LOOPBACK + ":")
                        && !local.startsWith(IPV6_LOOPBACK + ":")) {
                    found.add(local);
                }
            }
        }
        return found;
    }

    private static Set<String> socketsOf(long pid) throws IOException {
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path descriptor : descriptors.toList()) {
                if (Files.isSymbolicLink(descriptor)) {
                    sockets.add(Files.readSymbolicLink(descriptor).toString());
                }
            }
        }
        return sockets;
    }
}
