package io.memstream.core.model;

/** Whether a user's turns are remembered. */
public enum Mode {
    ON,
    PAUSED
}
