package io.memstream.extractor.llm;

import io.memstream.adapters.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The model and where it is.
 *
 * @param provider {@code openai} for anything that speaks its protocol, {@code ollama}, or the class of a LangChain4j
 *     chat model on the class path
 * @param apiKey null where none is needed
 * @param timeout of a request as a whole
 * @param answerTokens most tokens of a reply; a reply that is cut off is no reply
 */
record ModelEndpoint(
        String provider,
        String baseUrl,
        String model,
        @Nullable String apiKey,
        Duration timeout,
        int answerTokens) {
    static final String OPENAI = "openai";
    static final String OLLAMA = "ollama";

    private static final String OPENAI_URL = "https://api.openai.com/v1";
    /** Ollama speaks the same protocol there. */
    private static final String OLLAMA_URL = "http://127.0.0.1:11434/v1";

    ModelEndpoint {
        LlmConfig.require(!model.isBlank(), "llm.model", "must name a model");
        LlmConfig.require(timeout.toMillis() >= 1, "llm.timeout", "must be at least 1ms");
        LlmConfig.require(answerTokens >= 1, "llm.answer-tokens", "must be at least 1");
    }

    static ModelEndpoint from(Settings settings) {
        String provider = settings.text("llm.provider", OPENAI);
        return new ModelEndpoint(
                provider,
                settings.text("llm.url", provider.equals(OLLAMA) ? OLLAMA_URL : OPENAI_URL),
                settings.required("llm.model"),
                settings.text("llm.api-key")
                        .or(() -> settings.path("llm.api-key-file").map(ModelEndpoint::key))
                        .orElse(null),
                settings.duration("llm.timeout", Duration.ofSeconds(60)),
                settings.integer("llm.answer-tokens", 4_096, 1, 1_000_000));
    }

    private static String key(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(Settings.label("llm.api-key-file") + ": cannot read " + file);
        }
    }

    /** The key is a secret. */
    @Override
    public String toString() {
        return "ModelEndpoint[" + provider + ", " + baseUrl + ", " + model + "]";
    }
}
