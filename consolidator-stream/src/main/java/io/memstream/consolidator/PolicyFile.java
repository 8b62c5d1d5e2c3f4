package io.memstream.consolidator;

import io.memstream.core.consolidation.Policy;
import io.memstream.core.consolidation.Policy.Handling;
import io.memstream.core.consolidation.Policy.Rule;
import io.memstream.core.model.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What tenants let memory keep, as a properties file. Names are {@code <tenant>.<category>}, {@code
 * <tenant>.<category>.time-to-live}, {@code <tenant>.<category>.withholds-turn} and {@code <tenant>.retention}; the tenant
 * {@value #EVERYBODY} stands for all. What the file leaves out of a tenant is as for all, and what it leaves out there as in
 * {@link Policy#STANDARD}.
 */
final class PolicyFile {
    /** The tenant whose policy is everybody's who has none of their own. */
    static final String EVERYBODY = "*";

    private static final String RETENTION = "retention";
    private static final Pattern NAME =
            Pattern.compile("([a-z0-9-]+|\\*)\\.([a-z][a-z0-9_]*)(\\.time-to-live|\\.withholds-turn)?");
    private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,5})(m|h|d)");

    private final Path file;
    private final Map<String, String> values;

    private PolicyFile(Path file, Map<String, String> values) {
        this.file = file;
        this.values = values;
    }

    /**
     * Policies by tenant, {@link #EVERYBODY} among them.
     *
     * @throws IllegalArgumentException naming the file and the name in it that is wrong
     */
    static Map<String, Policy> read(Path file) {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new IllegalArgumentException("the policy file " + file + " cannot be read: "
                    + unreadable.getClass().getSimpleName());
        }
        Map<String, String> values = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(name -> values.put(name, properties.getProperty(name).strip()));
        return new PolicyFile(file, values).policies();
    }

    private Map<String, Policy> policies() {
        values.keySet().forEach(this::check);
        Map<String, Policy> policies = new HashMap<>();
        Policy everybody = policy(EVERYBODY, Policy.STANDARD);
        policies.put(EVERYBODY, everybody);
        values.keySet().stream()
                .map(name -> name.substring(0, name.indexOf('.')))
                .filter(tenant -> !tenant.equals(EVERYBODY))
                .distinct()
                .forEach(tenant -> policies.put(tenant, policy(tenant, everybody)));
        return policies;
    }

    private void check(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches() || !(parts.group(1).equals(EVERYBODY) || Owner.isTenant(parts.group(1)))) {
            throw wrong(
                    name,
                    "is no name of a policy; write <tenant>.<category>, <tenant>.<category>.time-to-live,"
                            + " <tenant>.<category>.withholds-turn or <tenant>.retention, with * for every tenant");
        }
        String category = parts.group(1) + "." + parts.group(2);
        if (parts.group(3) != null && !values.containsKey(category)) {
            throw wrong(name, "says more about " + category + ", which is not there");
        }
    }

    private Policy policy(String tenant, Policy base) {
        Map<String, Rule> categories = new HashMap<>(base.categories());
        for (String name : values.keySet()) {
            Matcher parts = NAME.matcher(name);
            if (parts.matches()
                    && parts.group(1).equals(tenant)
                    && parts.group(3) == null
                    && !parts.group(2).equals(RETENTION)) {
                categories.put(parts.group(2), rule(name));
            }
        }
        String retention = tenant + "." + RETENTION;
        return new Policy(categories, values.containsKey(retention) ? duration(retention) : base.retention());
    }

    private Rule rule(String name) {
        Handling handling = handling(name);
        String timeToLive = name + ".time-to-live";
        if (handling == Handling.TEMPORARY && !values.containsKey(timeToLive)) {
            throw wrong(name, "temporary needs " + timeToLive);
        }
        if (handling != Handling.TEMPORARY && values.containsKey(timeToLive)) {
            throw wrong(timeToLive, "goes with temporary alone");
        }
        return new Rule(
                handling, handling == Handling.TEMPORARY ? duration(timeToLive) : null, flag(name + ".withholds-turn"));
    }

    private Handling handling(String name) {
        for (Handling handling : Handling.values()) {
            if (handling.name().toLowerCase(Locale.ROOT).equals(values.get(name))) {
                return handling;
            }
        }
        throw wrong(
                name,
                "must be one of "
                        + Arrays.stream(Handling.values())
                                .map(handling -> handling.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")));
    }

    private boolean flag(String name) {
        return switch (values.getOrDefault(name, "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, "must be true or false");
        };
    }

    private Duration duration(String name) {
        Matcher parts = DURATION.matcher(values.getOrDefault(name, ""));
        if (!parts.matches()) {
            throw wrong(name, "must be a duration such as 30m, 12h or 365d");
        }
        long amount = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private IllegalArgumentException wrong(String name, String what) {
        @Nullable String value = values.get(name);
        return new IllegalArgumentException("the policy file " + file + ": " + name + ": " + what
                + (value == null ? "" : ", was \"" + value + "\""));
    }
}
