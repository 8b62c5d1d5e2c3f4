package io.memstream.parts;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** One request and its answer over a fresh connection; an answer that does not come is no answer. */
final class Wire {
    private static final int TIMEOUT_MILLIS = 2_000;

    private Wire() {}

    static boolean asks(InetSocketAddress server, Exchange exchange) {
        try (Socket socket = new Socket()) {
            socket.connect(server, TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return exchange.happens(
                    new DataOutputStream(socket.getOutputStream()), new DataInputStream(socket.getInputStream()));
        } catch (IOException notYet) {
            return false;
        }
    }

    /** True when the answer is the one hoped for. */
    @FunctionalInterface
    interface Exchange {
        boolean happens(DataOutputStream out, DataInputStream in) throws IOException;
    }
}
