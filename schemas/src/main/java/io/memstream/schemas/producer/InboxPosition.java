package io.memstream.schemas.producer;

/** Where a published turn stands in the inbox. Not a position of the log: the gateway has yet to take it there. */
public record InboxPosition(int partition, long offset) {}
