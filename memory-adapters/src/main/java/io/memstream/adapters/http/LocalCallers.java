package io.memstream.adapters.http;

import io.memstream.core.failure.Rejected;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Guards a server that asks for no key. It listens on loopback, and still any web page in a browser of the same machine
 * could call it: requests that come from a page of another host, or that were sent to another host's name, are refused.
 */
final class LocalCallers {
    private LocalCallers() {}

    static void check(@Nullable String host, @Nullable String origin) {
        if (host != null && !isLoopbackName(withoutPort(host))) {
            throw new Rejected("forbidden", "without credentials this server answers to loopback host names only");
        }
        if (origin != null && !isLoopbackOrigin(origin)) {
            throw new Rejected("forbidden", "without credentials this server answers to local pages only");
        }
    }

    private static boolean isLoopbackOrigin(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host != null && isLoopbackName(host);
        } catch (IllegalArgumentException notAnOrigin) {
            return false;
        }
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    private static boolean isLoopbackName(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("[::1]")
                || name.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    /** Whether only this machine can reach a server that listens there. */
    static boolean isLoopback(String listenHost) {
        try {
            return InetAddress.getByName(listenHost).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException("host: cannot be resolved: " + listenHost, unknown);
        }
    }
}
