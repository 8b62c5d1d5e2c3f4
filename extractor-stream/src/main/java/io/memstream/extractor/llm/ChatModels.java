package io.memstream.extractor.llm;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.memstream.adapters.config.Settings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;

/** Makes the chat model that the configuration names. Retries are ours alone: the models are told to make none. */
final class ChatModels {
    private ChatModels() {}

    static ChatModel of(ModelEndpoint endpoint) {
        return switch (endpoint.provider()) {
            case ModelEndpoint.OPENAI, ModelEndpoint.OLLAMA -> openAi(endpoint);
            default -> named(endpoint);
        };
    }

    private static ChatModel openAi(ModelEndpoint endpoint) {
        HttpClientBuilder http = new BoundedHttp.Builder();
        return OpenAiChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(endpoint.baseUrl())
                // The builder wants one; servers without keys ignore it.
                .apiKey(endpoint.apiKey() == null ? "none" : endpoint.apiKey())
                .modelName(endpoint.model())
                .timeout(endpoint.timeout())
                .maxRetries(0)
                .strictJsonSchema(true)
                .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                .build();
    }

    /** By the convention of LangChain4j's models: a static builder whose setters have these names. */
    private static ChatModel named(ModelEndpoint endpoint) {
        try {
            Object builder =
                    Class.forName(endpoint.provider()).getMethod("builder").invoke(null);
            set(builder, "baseUrl", String.class, endpoint.baseUrl());
            if (endpoint.apiKey() != null) {
                set(builder, "apiKey", String.class, endpoint.apiKey());
            }
            set(builder, "modelName", String.class, endpoint.model());
            set(builder, "timeout", Duration.class, endpoint.timeout());
            set(builder, "maxRetries", Integer.class, 0);
            return (ChatModel) builder.getClass().getMethod("build").invoke(builder);
        } catch (ReflectiveOperationException | ClassCastException notAModel) {
            Throwable cause = notAModel instanceof InvocationTargetException failed ? failed.getCause() : notAModel;
            throw new IllegalArgumentException(Settings.label("llm.provider")
                    + ": must be openai, ollama or the class of a LangChain4j chat model on the class path; "
                    + endpoint.provider() + ": " + cause);
        }
    }

    /** Not every model has every setting. */
    private static void set(Object builder, String name, Class<?> type, Object value)
            throws ReflectiveOperationException {
        for (Method method : builder.getClass().getMethods()) {
            if (method.getName().equals(name) && Arrays.equals(method.getParameterTypes(), new Class<?>[] {type})) {
                method.invoke(builder, value);
                return;
            }
        }
    }
}
