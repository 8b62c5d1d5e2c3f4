package io.memstream.schemas.registry;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the registry.
 *
 * @param endpoints base URLs of equal standing; the first that answers is kept
 * @param retries rounds over all endpoints after the first one
 * @param firstWait before the second round; doubled for each further one
 * @param longestWait between two rounds
 * @param connectTimeout to open a connection
 * @param readTimeout for one whole answer
 * @param cachedSchemas bound of each cache: by id, and by subject and schema
 * @param latestFor how long a subject's latest version is believed; null for ever
 * @param normalise whether the registry should treat schemas that differ in form only as one
 */
public record RegistryConfig(
        List<Endpoint> endpoints,
        int retries,
        Duration firstWait,
        Duration longestWait,
        Duration connectTimeout,
        Duration readTimeout,
        int cachedSchemas,
        @Nullable Duration latestFor,
        boolean normalise) {

    /**
     * One base URL.
     *
     * @param url without credentials and without a slash at the end
     * @param authorization value of the header; null for none
     */
    public record Endpoint(URI url, @Nullable String authorization) {
        /** Never shows the credentials. */
        @Override
        public String toString() {
            return url.toString();
        }
    }

    public RegistryConfig {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("schema.registry.url: names no URL");
        }
    }

    /**
     * Reads the settings by the names that Confluent's serdes give them.
     *
     * @throws IllegalArgumentException naming the setting that is missing or wrong
     */
    public static RegistryConfig of(Map<String, ?> settings) {
        Settings read = new Settings(settings);
        String urls = read.text("schema.registry.url");
        if (urls == null) {
            throw new IllegalArgumentException("schema.registry.url: missing; name the registry's base URL");
        }
        String shared = authorization(read);
        List<Endpoint> endpoints = Arrays.stream(urls.split(","))
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .map(url -> endpoint(url, shared))
                .toList();
        int latestSeconds = read.number("latest.cache.ttl.sec", -1);
        return new RegistryConfig(
                endpoints,
                read.atLeast("max.retries", 3, 0),
                Duration.ofMillis(read.atLeast("retries.wait.ms", 200, 1)),
                Duration.ofMillis(read.atLeast("retries.max.wait.ms", 5_000, 1)),
                Duration.ofMillis(read.atLeast("http.connect.timeout.ms", 5_000, 1)),
                Duration.ofMillis(read.atLeast("http.read.timeout.ms", 10_000, 1)),
                read.atLeast("max.schemas.per.subject", 1_000, 1),
                latestSeconds < 0 ? null : Duration.ofSeconds(latestSeconds),
                read.flag("normalize.schemas", false));
    }

    private static @Nullable String authorization(Settings settings) {
        String bearer = settings.text("bearer.auth.credentials.source");
        if (bearer != null) {
            if (!bearer.equals("STATIC_TOKEN")) {
                throw new IllegalArgumentException(
                        "bearer.auth.credentials.source: must be STATIC_TOKEN, was " + bearer);
            }
            return "Bearer " + settings.required("bearer.auth.token");
        }
        String basic = settings.text("basic.auth.credentials.source");
        if (basic == null || basic.equals("URL")) {
            return null;
        }
        if (!basic.equals("USER_INFO")) {
            throw new IllegalArgumentException("basic.auth.credentials.source: must be URL or USER_INFO, was " + basic);
        }
        return basic(settings.required("basic.auth.user.info"));
    }

    private static Endpoint endpoint(String text, @Nullable String shared) {
        URI url;
        try {
            url = URI.create(text.replaceAll("/+$", ""));
        } catch (IllegalArgumentException malformed) {
            // Without the text: it may hold a password.
            throw new IllegalArgumentException("schema.registry.url: one of its URLs is malformed");
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "schema.registry.url: must be http:// or https:// URLs with a host, separated by commas");
        }
        String user = url.getUserInfo();
        String authorization = shared == null && user != null ? basic(user) : shared;
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return new Endpoint(URI.create(scheme + "://" + url.getHost() + port + path), authorization);
    }

    private static String basic(String userInfo) {
        return "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }
}
