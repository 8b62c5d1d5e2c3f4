package io.memstream.core.context;

/** What a context may be made of. */
public enum Part {
    BLOCKS,
    INSTRUCTIONS,
    QUESTIONS,
    PROCEDURES,
    MEMORIES,
    RECAP,
    EPISODES,
    REMINDERS,
    WORKING_MEMORY
}
