package io.memstream.benchmarks;

/** A conversation under the user id that it has in this run. */
record Member(String user, Dialogue dialogue) {}
