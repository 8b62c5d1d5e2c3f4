package io.memstream.system;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An app that loses nothing: publishes a user's notes one after the other at a steady rate, each until it is accepted, with
 * the same turn id every time.
 */
final class PersistentWriter implements Runnable {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    private final StackApi stack;
    private final String user;
    private final int notes;
    private final Duration between;
    private final List<String> accepted = new ArrayList<>();
    private volatile String position = "";
    private volatile int repeated;

    PersistentWriter(StackApi stack, String user, int notes, Duration between) {
        this.stack = stack;
        this.user = user;
        this.notes = notes;
        this.between = between;
    }

    String user() {
        return user;
    }

    /** What was answered 202, in that order. */
    synchronized List<String> accepted() {
        return List.copyOf(accepted);
    }

    /** Of the last accepted note. */
    String position() {
        return position;
    }

    /** How many calls were not accepted and made again. */
    int repeated() {
        return repeated;
    }

    @Override
    public void run() {
        long start = System.nanoTime();
        for (int note = 0; note < notes && !Thread.currentThread().isInterrupted(); note++) {
            LockSupport.parkNanos(start + note * between.toNanos() - System.nanoTime());
            publish("Note " + note + ": crate " + (1000 + note) + " went on board in " + user + ".", "note-" + note);
        }
    }

    private void publish(String content, String turnId) {
        Map<String, Object> turn =
                Map.of("user_id", user, "session_id", "hold", "role", "user", "content", content, "turn_id", turnId);
        while (!Thread.currentThread().isInterrupted()) {
            if (accepts(turn)) {
                synchronized (this) {
                    accepted.add(content);
                }
                return;
            }
            repeated++;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_TRIES.toMillis()));
        }
    }

    private boolean accepts(Map<String, Object> turn) {
        try {
            StackApi.Reply reply = stack.write("POST", "/v1/turns", turn);
            if (reply.status() == 202) {
                position = reply.body().get("position").asText();
                return true;
            }
            if (reply.status() != 429 && reply.status() != 503) {
                throw new AssertionError("a valid turn was answered " + reply.status() + ": " + reply.text());
            }
            return false;
        } catch (UncheckedIOException noAnswer) {
            return false;
        }
    }
}
