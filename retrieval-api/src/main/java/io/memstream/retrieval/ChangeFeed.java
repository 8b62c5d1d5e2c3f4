package io.memstream.retrieval;

import java.util.concurrent.CompletableFuture;

/** The stream of changes as far as this process has followed it. */
interface ChangeFeed extends AutoCloseable {
    /**
     * Begins; the listener is told every change whose origin was not in the stores at this moment, and every later one.
     */
    void start(ChangeListener listener);

    /** Completes when everything that was in the stream at the start has been followed. */
    CompletableFuture<Void> caughtUp();

    /** Whether it follows now; false while it cannot. */
    boolean following();

    /** The log offset up to which, inclusive, all of a partition's origins have been followed; -1 for none. */
    long followed(int partition);

    @Override
    void close();
}
