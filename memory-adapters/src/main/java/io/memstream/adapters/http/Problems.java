package io.memstream.adapters.http;

import io.javalin.http.HttpResponseException;
import io.memstream.core.failure.Rejected;
import io.memstream.core.failure.Unavailable;
import io.memstream.schemas.RegistryUnavailable;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that tells which failure is which HTTP status. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final Duration RETRY_UNAVAILABLE = Duration.ofSeconds(1);

    private Problems() {}

    static Problem of(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Rejected rejected) {
            return rejected(rejected);
        }
        if (cause instanceof Busy busy) {
            return new Problem(429, "Too many requests", "busy", text(busy), retryAfter(busy.retryAfter()));
        }
        if (cause instanceof Unavailable unavailable) {
            LOG.warn("event=unavailable cause=\"{}\"", unavailable.detail());
            return new Problem(
                    503, "Service unavailable", "unavailable", text(unavailable), retryAfter(RETRY_UNAVAILABLE));
        }
        if (cause instanceof RegistryUnavailable) {
            LOG.warn("event=unavailable cause=\"{}\"", text(cause));
            return new Problem(
                    503,
                    "Service unavailable",
                    "unavailable",
                    "the schema registry does not answer",
                    retryAfter(RETRY_UNAVAILABLE));
        }
        if (cause instanceof HttpResponseException response) {
            return ofStatus(response.getStatus(), response);
        }
        if (cause instanceof TimeoutException) {
            return new Problem(503, "Service unavailable", "timeout", "took too long", retryAfter(RETRY_UNAVAILABLE));
        }
        return unexpected(cause);
    }

    private static Problem rejected(Rejected rejected) {
        return switch (rejected.code()) {
            case "too_large" -> new Problem(413, "Content too large", rejected.code(), text(rejected));
            case "not_found" -> new Problem(404, "Not found", rejected.code(), text(rejected));
            case "unauthorized" ->
                new Problem(
                        401,
                        "Unauthorized",
                        rejected.code(),
                        text(rejected),
                        Map.of("WWW-Authenticate", "Bearer realm=\"memstream\""));
            case "forbidden" -> new Problem(403, "Forbidden", rejected.code(), text(rejected));
            default -> new Problem(400, "Bad request", rejected.code(), text(rejected));
        };
    }

    private static Problem ofStatus(int status, HttpResponseException response) {
        return switch (status) {
            case 404 -> new Problem(404, "Not found", "not_found", "there is no such resource");
            case 405 -> {
                String methods = String.join(", ", response.getDetails().values());
                yield new Problem(
                        405,
                        "Method not allowed",
                        "method_not_allowed",
                        "this resource takes " + methods,
                        Map.of("Allow", methods));
            }
            case 413 -> new Problem(413, "Content too large", "too_large", "the request body is too large");
            default -> ofStatus(status);
        };
    }

    /** What the server refuses before any of our code sees it. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 400 -> new Problem(400, "Bad request", "invalid_request", "the request is not valid HTTP");
            case 404 -> new Problem(404, "Not found", "not_found", "there is no such resource");
            case 413 -> new Problem(413, "Content too large", "too_large", "the request body is too large");
            case 414 -> new Problem(414, "URI too long", "uri_too_long", "the request's URI is too long");
            case 431 ->
                new Problem(431, "Request header fields too large", "headers_too_large", "the headers are too large");
            case 503 ->
                new Problem(
                        503,
                        "Service unavailable",
                        "unavailable",
                        "the service is stopping or overloaded",
                        retryAfter(RETRY_UNAVAILABLE));
            default -> new Problem(status, "HTTP " + status, "http_" + status, "the request was refused");
        };
    }

    static Problem unexpected(Throwable failure) {
        String reference = UUID.randomUUID().toString();
        LOG.error("event=unexpected_failure reference={}", reference, failure);
        return new Problem(
                500,
                "Internal server error",
                "internal",
                "something went wrong on our side; the log has more under reference " + reference);
    }

    private static Map<String, String> retryAfter(Duration wait) {
        return Map.of("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
    }

    private static String text(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
