package io.memstream.core.model;

/** The log record that something derives from. Origins of one partition are ordered by offset. */
public record Origin(int partition, long offset) {
    public Origin {
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException("not an origin: " + partition + ":" + offset);
        }
    }
}
