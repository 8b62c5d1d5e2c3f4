package io.memstream.local;

import java.io.Serial;

/** A command cannot do what it was asked for; the message says why and what to do. */
final class CommandFailed extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    CommandFailed(String message) {
        super(message);
    }
}
