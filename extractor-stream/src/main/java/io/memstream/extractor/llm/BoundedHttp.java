package io.memstream.extractor.llm;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's client, with two things that LangChain4j's use of it lacks: the time limit holds for the reply as a whole, not
 * only for its first byte, and a server that says when to come again is heard.
 */
final class BoundedHttp implements HttpClient {
    private static final int TOO_MANY_REQUESTS = 429;

    private final java.net.http.HttpClient client;
    private final Duration timeout;

    private BoundedHttp(java.net.http.HttpClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        builder.method(
                request.method().name(),
                request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()));
        HttpResponse<String> response = answer(client.sendAsync(builder.build(), BodyHandlers.ofString()));
        if (response.statusCode() == TOO_MANY_REQUESTS) {
            throw new ComeAgain(retryAfter(response, Instant.now()).orElse(null));
        }
        if (response.statusCode() / 100 != 2) {
            // Without the body: it may repeat what was sent.
            throw new HttpException(response.statusCode(), "HTTP " + response.statusCode());
        }
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .body(response.body())
                .build();
    }

    private HttpResponse<String> answer(CompletableFuture<HttpResponse<String>> exchange) {
        try {
            return exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException late) {
            exchange.cancel(true);
            throw new TimeoutException("no whole reply within " + timeout.toMillis() + " ms");
        } catch (ExecutionException failed) {
            throw new Unreached(failed.getCause() instanceof IOException io ? io : new IOException(failed));
        } catch (InterruptedException interrupted) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new Unreached(new IOException("interrupted"));
        }
    }

    /** In seconds or as a date; empty when it says neither. */
    private static Optional<Duration> retryAfter(HttpResponse<?> response, Instant now) {
        return response.headers().firstValue("Retry-After").flatMap(value -> {
            try {
                return value.chars().allMatch(Character::isDigit)
                        ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
                        : Optional.of(Duration.between(
                                now,
                                ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                                        .toInstant()));
            } catch (NumberFormatException | DateTimeParseException neither) {
                return Optional.empty();
            }
        });
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("replies are read whole");
    }

    /** The server has too much to do. */
    static final class ComeAgain extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Optional<Duration> after;

        ComeAgain(@Nullable Duration after) {
            super("HTTP 429");
            this.after = Optional.ofNullable(after);
        }

        /** Empty when it did not say when. */
        Optional<Duration> after() {
            return after;
        }
    }

    /** No connection, or one that broke. */
    static final class Unreached extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreached(IOException cause) {
            super(cause.toString(), cause);
        }
    }

    static final class Builder implements HttpClientBuilder {
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration readTimeout = Duration.ofSeconds(60);

        @Override
        public Duration connectTimeout() {
            return connectTimeout;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration timeout) {
            connectTimeout = timeout;
            return this;
        }

        @Override
        public Duration readTimeout() {
            return readTimeout;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration timeout) {
            readTimeout = timeout;
            return this;
        }

        @Override
        public HttpClient build() {
            return new BoundedHttp(
                    java.net.http.HttpClient.newBuilder()
                            .connectTimeout(connectTimeout)
                            // Servers of one's own often speak no other.
                            .version(java.net.http.HttpClient.Version.HTTP_1_1)
                            .build(),
                    readTimeout);
        }
    }
}
