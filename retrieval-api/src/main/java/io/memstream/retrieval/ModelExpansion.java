package io.memstream.retrieval;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.memstream.core.failure.Unavailable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Asks a chat model for other words. A read waits only as long as is configured; a reply that comes later serves the next
 * read of the same question. A model that keeps failing is left alone for a while.
 */
final class ModelExpansion implements Expansion {
    /** A question has been answered, or never will be. */
    private static final Duration LONGEST_REPLY = Duration.ofSeconds(10);

    private static final Duration REST = Duration.ofSeconds(30);
    private static final int CALLS_AT_ONCE = 4;
    private static final int REPLIES_KEPT = 1_000;
    private static final Duration KEPT = Duration.ofMinutes(10);

    /** In characters: other words of a longer text say nothing of it. */
    private static final int LONGEST_SENT = 2_000;

    private final ChatModel model;
    private final Duration timeout;
    private final CircuitBreaker breaker;

    /** By the hash of what was asked: questions are kept nowhere in clear. */
    private final Cache<String, CompletableFuture<List<String>>> replies = Caffeine.newBuilder()
            .maximumSize(REPLIES_KEPT)
            .expireAfterWrite(KEPT)
            .build();

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, CALLS_AT_ONCE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), call -> {
                Thread thread = new Thread(call, "expansion");
                thread.setDaemon(true);
                return thread;
            });

    private ModelExpansion(ChatModel model, Duration timeout) {
        this.model = model;
        this.timeout = timeout;
        this.breaker = CircuitBreaker.of(
                "expansion",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(10)
                        .minimumNumberOfCalls(5)
                        .failureRateThreshold(60)
                        .waitDurationInOpenState(REST)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
    }

    static ModelExpansion of(ExpansionConfig config) {
        ChatModel model = OpenAiChatModel.builder()
                .baseUrl(config.url())
                // The builder wants one; servers without keys ignore it.
                .apiKey(config.apiKey() == null ? "none" : config.apiKey())
                .modelName(config.model())
                .timeout(LONGEST_REPLY)
                .maxRetries(0)
                .strictJsonSchema(true)
                .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                .build();
        return new ModelExpansion(model, config.timeout());
    }

    @Override
    public CompletableFuture<List<String>> of(String asked) {
        String question = asked.substring(0, Math.min(asked.length(), LONGEST_SENT));
        String hash = hash(question);
        CompletableFuture<List<String>> reply = replies.get(hash, unknown -> ask(question));
        if (reply.isCompletedExceptionally()) {
            replies.asMap().remove(hash, reply);
        }
        // A copy: a read that gives up must not end the call for others.
        return reply.copy();
    }

    private static String hash(String question) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(question.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private CompletableFuture<List<String>> ask(String question) {
        CompletableFuture<List<String>> reply = new CompletableFuture<>();
        try {
            Future<?> call = threads.submit(() -> answer(question, reply));
            reply.orTimeout(LONGEST_REPLY.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((words, failure) -> call.cancel(true));
        } catch (RejectedExecutionException busy) {
            reply.completeExceptionally(new Unavailable("too many questions wait for the model", busy));
        }
        return reply;
    }

    private void answer(String question, CompletableFuture<List<String>> reply) {
        try {
            reply.complete(breaker.executeSupplier(() -> OtherWords.read(
                    model.chat(OtherWords.request(question)).aiMessage().text(), question)));
        } catch (CallNotPermittedException resting) {
            reply.completeExceptionally(new Unavailable("the model is left alone for a while", resting));
        } catch (RuntimeException failed) {
            reply.completeExceptionally(new Unavailable("the model gave no other words", failed));
        }
    }

    @Override
    public Duration timeout() {
        return timeout;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
