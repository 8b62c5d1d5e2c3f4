package io.memstream.extractor.llm;

import io.memstream.adapters.config.Settings;
import java.time.Duration;

/**
 * What is read together.
 *
 * @param turns of a session that fill a window
 * @param idle a window closes after such a silence of its session
 * @param before how many turns before a window go along, for understanding alone
 */
record Windowing(int turns, Duration idle, int before) {
    Windowing {
        LlmConfig.require(turns >= 1, "llm.window-turns", "must be at least 1");
        LlmConfig.require(before >= 0, "llm.turns-before", "must not be negative");
    }

    static Windowing from(Settings settings) {
        return new Windowing(
                settings.integer("llm.window-turns", 8, 1, 100),
                settings.duration("llm.window-idle", Duration.ofSeconds(30)),
                settings.integer("llm.turns-before", 4, 0, 20));
    }
}
