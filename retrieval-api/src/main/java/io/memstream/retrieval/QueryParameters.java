package io.memstream.retrieval;

import io.javalin.http.Context;
import io.memstream.adapters.http.HttpServer;
import io.memstream.adapters.http.Identifiers;
import io.memstream.adapters.http.Times;
import io.memstream.core.failure.Rejected;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a GET strictly, with the same messages as bodies; an empty one counts as absent. */
final class QueryParameters {
    private final Context context;

    QueryParameters(Context context) {
        this.context = context;
    }

    Timing timing(RetrievalConfig config) {
        return Timing.of(text("after"), optionalInteger("timeout_ms", 1, Timing.MAX_TIMEOUT_MILLIS), config);
    }

    @Nullable
    String text(String name) {
        String value = context.queryParam(name);
        return value == null || value.isEmpty() ? null : value;
    }

    @Nullable
    String identifier(String name) {
        String value = text(name);
        return value == null ? null : Identifiers.check(name, value);
    }

    int integer(String name, int whenAbsent, int min, int max) {
        Integer value = optionalInteger(name, min, max);
        return value == null ? whenAbsent : value;
    }

    @Nullable
    Integer optionalInteger(String name, int min, int max) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw invalid(name, "must be a whole number from " + min + " to " + max);
        }
        throw invalid(name, "must be a whole number from " + min + " to " + max);
    }

    /** From 0 to 1. */
    double fraction(String name, double whenAbsent) {
        String value = text(name);
        if (value == null) {
            return whenAbsent;
        }
        try {
            double number = Double.parseDouble(value);
            if (number >= 0 && number <= 1) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw invalid(name, "must be a number from 0.0 to 1.0");
        }
        throw invalid(name, "must be a number from 0.0 to 1.0");
    }

    @Nullable
    Instant instant(String name) {
        String value = text(name);
        return value == null ? null : Times.parse(name, value);
    }

    <E extends Enum<E>> @Nullable E word(String name, Class<E> words) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        for (E word : words.getEnumConstants()) {
            if (word.name().toLowerCase(Locale.ROOT).equals(value)) {
                return word;
            }
        }
        throw invalid(
                name,
                "must be one of "
                        + Arrays.stream(words.getEnumConstants())
                                .map(word -> word.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")));
    }

    static Rejected invalid(String name, String reason) {
        return new Rejected("invalid_request", name + ": " + reason);
    }

    /** The user that the path names. */
    static String user(Context context) {
        return HttpServer.pathIdentifier(context, "user");
    }
}
