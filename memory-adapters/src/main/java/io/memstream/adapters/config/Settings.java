package io.memstream.adapters.config;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings, strongest first: system properties ({@code memstream.gateway.port}), environment variables
 * ({@code MEMSTREAM_GATEWAY_PORT}), the properties file that {@code MEMSTREAM_CONFIG} names. Getters take names without the
 * leading {@code memstream.}; an empty value counts as absent. Nothing in a value is expanded.
 */
public final class Settings {
    private static final String ROOT = "memstream.";
    private static final String ENVIRONMENT_ROOT = "MEMSTREAM_";
    private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");

    private final SmallRyeConfig config;

    private Settings(SmallRyeConfig config) {
        this.config = config;
    }

    /**
     * From this process.
     *
     * @throws InvalidSetting when the file that {@code MEMSTREAM_CONFIG} names cannot be read
     */
    public static Settings load() {
        Map<String, String> properties = new LinkedHashMap<>();
        System.getProperties().stringPropertyNames().forEach(name -> properties.put(name, System.getProperty(name)));
        return of(System.getenv(), properties);
    }

    /** From these properties alone, with full names such as {@code memstream.gateway.port}; for tests and embedding. */
    public static Settings of(Map<String, String> properties) {
        return of(Map.of(), properties);
    }

    static Settings of(Map<String, String> environment, Map<String, String> properties) {
        String file = properties.getOrDefault(ROOT + "config", environment.getOrDefault("MEMSTREAM_CONFIG", ""));
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withSources(
                        new PropertiesConfigSource(properties, "system properties", 400),
                        new EnvConfigSource(environment, 300));
        if (!file.isBlank()) {
            builder.withSources(new PropertiesConfigSource(read(file), file, 200));
        }
        return new Settings(builder.build());
    }

    private static Map<String, String> read(String file) {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(file))) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new InvalidSetting("MEMSTREAM_CONFIG: cannot read the properties file " + file + ": "
                    + unreadable.getClass().getSimpleName());
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }

    public Optional<String> text(String name) {
        return config.getOptionalValue(ROOT + name, String.class)
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    public String text(String name, String whenAbsent) {
        return text(name).orElse(whenAbsent);
    }

    /** @throws InvalidSetting when absent */
    public String required(String name) {
        return text(name).orElseThrow(() -> new InvalidSetting(label(name) + ": is required"));
    }

    public int integer(String name, int whenAbsent, int min, int max) {
        return (int) number(name, whenAbsent, min, max);
    }

    public long number(String name, long whenAbsent, long min, long max) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return whenAbsent;
        }
        try {
            long number = Long.parseLong(value.get());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw invalid(name, "a whole number from " + min + " to " + max, value.get());
        }
        throw invalid(name, "a whole number from " + min + " to " + max, value.get());
    }

    public double fraction(String name, double whenAbsent, double min, double max) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return whenAbsent;
        }
        try {
            double number = Double.parseDouble(value.get());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw invalid(name, "a number from " + min + " to " + max, value.get());
        }
        throw invalid(name, "a number from " + min + " to " + max, value.get());
    }

    public boolean flag(String name, boolean whenAbsent) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return whenAbsent;
        }
        return switch (value.get().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, "true or false", value.get());
        };
    }

    /** {@code 250ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 7d}, or ISO-8601 such as {@code PT30S}; not negative. */
    public Duration duration(String name, Duration whenAbsent) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return whenAbsent;
        }
        Duration duration = parse(value.get());
        if (duration == null || duration.isNegative()) {
            throw invalid(name, "a duration such as 250ms, 30s, 5m, 2h or 7d", value.get());
        }
        return duration;
    }

    private static @Nullable Duration parse(String value) {
        Matcher simple = DURATION.matcher(value);
        try {
            if (!simple.matches()) {
                return Duration.parse(value);
            }
            long amount = Long.parseLong(simple.group(1));
            return switch (simple.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        } catch (DateTimeParseException notADuration) {
            return null;
        }
    }

    public Optional<Path> path(String name) {
        try {
            return text(name).map(Path::of);
        } catch (InvalidPathException notAPath) {
            throw invalid(name, "a path of this system", text(name, ""));
        }
    }

    /** Values separated by commas; empty when absent. */
    public List<String> list(String name) {
        return text(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /**
     * All settings below a name, for settings that are passed on: {@code group("kafka")} gives {@code security.protocol} for
     * {@code memstream.kafka.security.protocol} as for {@code MEMSTREAM_KAFKA_SECURITY_PROTOCOL}.
     */
    public Map<String, String> group(String name) {
        String prefix = ROOT + name + ".";
        Map<String, String> values = new TreeMap<>();
        for (String property : config.getPropertyNames()) {
            String dotted = property.startsWith(ENVIRONMENT_ROOT)
                    ? property.toLowerCase(Locale.ROOT).replace('_', '.')
                    : property;
            if (dotted.startsWith(prefix)) {
                String tail = dotted.substring(prefix.length());
                text(dotted.substring(ROOT.length())).ifPresent(value -> values.put(tail, value));
            }
        }
        return values;
    }

    /** How messages name a setting: {@code memstream.gateway.port (MEMSTREAM_GATEWAY_PORT)}. */
    public static String label(String name) {
        String property = ROOT + name;
        return property + " (" + property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + ")";
    }

    private static InvalidSetting invalid(String name, String expected, String value) {
        return new InvalidSetting(label(name) + ": must be " + expected + ", was \"" + value + "\"");
    }
}
