package io.memstream.parts;

import java.io.IOException;
import sun.misc.Signal;

/** Ends this process when the one that started it has ended or asks for it: standard input is at its end. */
public final class Lifeline {
    private static final long HOOKS_MILLIS = 25_000;

    private Lifeline() {}

    /** Watches from a thread of its own; the end runs the shutdown hooks, for some seconds at most. */
    public static void hold() {
        // Ctrl-C reaches the whole group of processes; the one that started them all decides who ends when.
        Signal.handle(new Signal("INT"), interrupt -> {});
        Thread watch = new Thread(
                () -> {
                    awaitEnd();
                    Thread last = new Thread(Lifeline::halt, "lifeline-last");
                    last.setDaemon(true);
                    last.start();
                    System.exit(0);
                },
                "lifeline");
        watch.setDaemon(true);
        watch.start();
    }

    private static void awaitEnd() {
        byte[] ignored = new byte[64];
        try {
            int read = 0;
            while (read >= 0) {
                read = System.in.read(ignored);
            }
        } catch (IOException broken) {
            // A broken pipe is an end as well.
        }
    }

    private static void halt() {
        try {
            Thread.sleep(HOOKS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }
}
