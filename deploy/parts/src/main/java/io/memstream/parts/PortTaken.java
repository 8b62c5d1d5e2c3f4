package io.memstream.parts;

import java.io.Serial;

/** Another process listens where a part wants to. */
public final class PortTaken extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String part;
    private final int port;

    PortTaken(String part, int port) {
        super(part + ": port " + port + " is taken by another process");
        this.part = part;
        this.port = port;
    }

    public String part() {
        return part;
    }

    public int port() {
        return port;
    }
}
