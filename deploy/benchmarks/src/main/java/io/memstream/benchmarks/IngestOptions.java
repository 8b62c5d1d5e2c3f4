package io.memstream.benchmarks;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long to publish, and where to.
 *
 * @param gateway where turns are published, without a path
 * @param apiKey null where the gateway asks for none
 * @param json print the report as one JSON object on the last line
 */
public record IngestOptions(URI gateway, @Nullable String apiKey, Duration time, boolean json) {
    /** The local stack's. */
    public static final URI USUAL_GATEWAY = URI.create("http://127.0.0.1:8081");

    /** Long enough for the gateway to be warm for most of it. */
    public static final Duration USUAL_TIME = Duration.ofSeconds(15);

    public IngestOptions {
        if (time.toMillis() < 1) {
            throw new IllegalArgumentException("time: must be positive");
        }
        gateway = LocomoOptions.withoutSlash(gateway);
    }
}
