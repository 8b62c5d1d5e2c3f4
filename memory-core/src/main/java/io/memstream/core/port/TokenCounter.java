package io.memstream.core.port;

/** Counts tokens as the assistant's model does. */
public interface TokenCounter {
    int count(String text);
}
