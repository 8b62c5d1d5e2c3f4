package io.memstream.extractor.llm;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.memstream.adapters.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the LLM extractor is told from outside; the README has the table.
 *
 * @param instance names this process among the workers; stable over restarts
 * @param fromBeginning whether a first start reads what the log holds already; else it begins with what comes
 * @param standard for tenants without rules of their own
 * @param tenants by name
 */
public record LlmConfig(
        ModelEndpoint endpoint,
        Pace pace,
        Windowing windowing,
        String instance,
        boolean fromBeginning,
        TenantRules standard,
        Map<String, TenantRules> tenants) {

    public LlmConfig {
        require(!instance.isBlank(), "extractor.instance", "must name this process");
        tenants = Map.copyOf(tenants);
    }

    /** Empty when no model is configured: then there is no LLM extractor. */
    public static Optional<LlmConfig> from(Settings settings) {
        if (settings.text("llm.model").isEmpty()) {
            return Optional.empty();
        }
        TenantRules standard = new TenantRules(
                List.of(),
                "",
                settings.integer("llm.requests-per-minute", 60, 0, 1_000_000),
                settings.number("llm.tokens-per-day", 2_000_000, 0, Long.MAX_VALUE));
        return Optional.of(new LlmConfig(
                ModelEndpoint.from(settings),
                Pace.from(settings),
                Windowing.from(settings),
                settings.text("extractor.instance", "1"),
                switch (settings.text("llm.from", "now")) {
                    case "now" -> false;
                    case "beginning" -> true;
                    default ->
                        throw new IllegalArgumentException(Settings.label("llm.from") + ": must be now or beginning");
                },
                standard,
                settings.path("llm.tenants-file")
                        .map(file -> tenants(file, standard))
                        .orElse(Map.of())));
    }

    TenantRules rules(String tenant) {
        return tenants.getOrDefault(tenant, standard);
    }

    private static Map<String, TenantRules> tenants(Path file, TenantRules standard) {
        Map<String, TenantRules> tenants = new TreeMap<>();
        try {
            ObjectMapper json = new ObjectMapper()
                    .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
            Map<String, Written> written = json.readValue(
                    Files.readString(file),
                    json.getTypeFactory().constructMapType(Map.class, String.class, Written.class));
            written.forEach((tenant, rules) -> tenants.put(tenant, rules.over(standard)));
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    Settings.label("llm.tenants-file") + ": cannot read " + file + ": " + unreadable.getMessage());
        }
        return tenants;
    }

    static void require(boolean holds, String setting, String reason) {
        if (!holds) {
            throw new IllegalArgumentException(Settings.label(setting) + ": " + reason);
        }
    }

    /** A tenant in the file: what it does not name is as for everybody. */
    private record Written(
            @Nullable List<Category> categories,
            @Nullable String instructions,
            @Nullable Integer requestsPerMinute,
            @Nullable Long tokensPerDay) {
        private TenantRules over(TenantRules standard) {
            return new TenantRules(
                    categories == null ? standard.categories() : categories,
                    instructions == null ? standard.instructions() : instructions,
                    requestsPerMinute == null ? standard.requestsPerMinute() : requestsPerMinute,
                    tokensPerDay == null ? standard.tokensPerDay() : tokensPerDay);
        }
    }
}
