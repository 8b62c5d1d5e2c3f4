package io.memstream.local;

import java.time.Duration;

/** Is told what happens to a stack; called from several threads. */
public interface StackListener {
    StackListener SILENT = new StackListener() {};

    /** A part or service serves. */
    default void ready(String name, String address, Duration sinceStart) {}

    /** A part died while the stack was up. */
    default void died(String part, int exitCode, Duration untilRestart) {}

    /** A part that had died serves again. */
    default void back(String part, Duration took) {}

    /** A part that had died could not be started; it is tried again. */
    default void failed(String part, String message) {}
}
