package io.memstream.extractor;

/** Reads the log behind the place where a partition's work begins again. */
interface LogBefore {
    /** What is done with a record. */
    interface Taker {
        void take(long offset, String owner, byte[] frame);
    }

    /**
     * Hands over the records that have an owner and a value, in order.
     *
     * @param until exclusive
     * @throws io.memstream.core.failure.Unavailable when the broker does not answer; nothing may be left out
     */
    void read(String topic, int partition, long from, long until, Taker taker);
}
