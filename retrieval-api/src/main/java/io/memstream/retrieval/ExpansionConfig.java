package io.memstream.retrieval;

import io.memstream.adapters.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The model that puts questions in other words.
 *
 * @param url of a server that speaks OpenAI's protocol
 * @param apiKey null where none is needed
 * @param timeout how long a read waits for it
 */
record ExpansionConfig(String url, String model, @Nullable String apiKey, Duration timeout) {
    private static final String OPENAI_URL = "https://api.openai.com/v1";

    ExpansionConfig {
        if (timeout.toMillis() < 1) {
            throw new IllegalArgumentException(Settings.label("expansion.timeout") + ": must be at least 1ms");
        }
    }

    /** Empty when no model is named. */
    static Optional<ExpansionConfig> from(Settings settings) {
        return settings.text("expansion.model")
                .map(model -> new ExpansionConfig(
                        settings.text("expansion.url", OPENAI_URL),
                        model,
                        settings.text("expansion.api-key")
                                .or(() ->
                                        settings.path("expansion.api-key-file").map(ExpansionConfig::key))
                                .orElse(null),
                        settings.duration("expansion.timeout", Duration.ofMillis(300))));
    }

    private static String key(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(Settings.label("expansion.api-key-file") + ": cannot read " + file);
        }
    }

    /** The key is a secret. */
    @Override
    public String toString() {
        return "ExpansionConfig[" + url + ", " + model + "]";
    }
}
