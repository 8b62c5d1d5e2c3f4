package io.memstream.extractor.llm;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Asks the chat model, and says of a failure what it means. */
final class Model {
    private final ChatModel model;

    Model(ChatModel model) {
        this.model = model;
    }

    /**
     * @throws Away when it may answer later
     * @throws Misconfigured when somebody must repair something before
     * @throws Declined when it never will answer this
     */
    Answer ask(ChatRequest request) {
        ChatResponse response;
        try {
            response = model.chat(request);
        } catch (RuntimeException failed) {
            throw meaning(failed);
        }
        AiMessage message = response.aiMessage();
        String text = message == null || message.text() == null ? "" : message.text();
        boolean whole = response.finishReason() == null || response.finishReason() == FinishReason.STOP;
        return new Answer(text, whole, tokens(response));
    }

    private static int tokens(ChatResponse response) {
        Integer total =
                response.tokenUsage() == null ? null : response.tokenUsage().totalTokenCount();
        return total == null ? 0 : total;
    }

    private static RuntimeException meaning(RuntimeException failed) {
        Optional<BoundedHttp.ComeAgain> busy = cause(failed, BoundedHttp.ComeAgain.class);
        if (busy.isPresent() || cause(failed, RateLimitException.class).isPresent()) {
            return new Away(
                    "llm_rate_limited",
                    "the model's server has too much to do",
                    busy.flatMap(BoundedHttp.ComeAgain::after).orElse(null),
                    failed);
        }
        if (cause(failed, TimeoutException.class).isPresent()) {
            return new Away("llm_timeout", "the model did not answer in time", null, failed);
        }
        if (cause(failed, InvalidRequestException.class).isPresent()
                || cause(failed, ContentFilteredException.class).isPresent()) {
            return new Declined("the model's server refuses the request", failed);
        }
        if (cause(failed, AuthenticationException.class).isPresent()
                || cause(failed, ModelNotFoundException.class).isPresent()) {
            return new Misconfigured("the model's server refuses us: " + what(failed), failed);
        }
        return new Away("llm_unavailable", "the model does not answer: " + what(failed), null, failed);
    }

    /** No message of somebody else's: it may repeat what was sent. */
    private static String what(Throwable failed) {
        return cause(failed, HttpException.class)
                .map(http -> "HTTP " + http.statusCode())
                .orElseGet(() -> root(failed).getClass().getSimpleName());
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failed, Class<T> type) {
        return in(failed, type::isInstance).map(type::cast);
    }

    private static Throwable root(Throwable failed) {
        return in(failed, cause -> cause.getCause() == null).orElse(failed);
    }

    private static Optional<Throwable> in(Throwable failed, Predicate<Throwable> wanted) {
        Throwable cause = failed;
        // Causes of causes: none is longer, and a circle ends.
        for (int depth = 0; cause != null && depth < 16; depth++) {
            if (wanted.test(cause)) {
                return Optional.of(cause);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /**
     * @param whole false when it was cut off
     * @param tokens in and out; 0 when the server does not count
     */
    record Answer(String text, boolean whole, int tokens) {}

    /** It may answer later. */
    static class Away extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String code;
        private final transient @Nullable Duration after;

        Away(String code, String message, @Nullable Duration after, Throwable cause) {
            super(message, cause);
            this.code = code;
            this.after = after;
        }

        String code() {
            return code;
        }

        /** When to come again; empty when it did not say. */
        Optional<Duration> after() {
            return Optional.ofNullable(after);
        }
    }

    /** The credentials or the model's name are wrong: it answers when the operator has repaired them, and nothing is lost. */
    static final class Misconfigured extends Away {
        private static final long serialVersionUID = 1L;

        Misconfigured(String message, Throwable cause) {
            super("llm_unavailable", message, null, cause);
        }
    }

    /** It never will answer this. */
    static final class Declined extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Declined(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
