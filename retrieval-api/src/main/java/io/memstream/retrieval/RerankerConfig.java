package io.memstream.retrieval;

import dev.langchain4j.model.scoring.ScoringModel;
import io.memstream.adapters.config.Settings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * The model that looks at the best items once more.
 *
 * @param type a LangChain4j scoring model on the class path, or a class with a public static method without parameters
 *     that gives one
 * @param items how many of the best it sees
 * @param weight what its score counts beside ours, in (0, 1]; 1 replaces ours
 * @param timeout how long a read waits for it
 */
record RerankerConfig(String type, int items, double weight, Duration timeout) {
    RerankerConfig {
        require(items >= 2 && items <= 200, "reranker.items", "must be from 2 to 200");
        require(weight > 0 && weight <= 1, "reranker.weight", "must be above 0 and at most 1");
        require(timeout.toMillis() >= 1, "reranker.timeout", "must be at least 1ms");
    }

    /** Empty when no class is named. */
    static Optional<RerankerConfig> from(Settings settings) {
        return settings.text("reranker.class")
                .map(type -> new RerankerConfig(
                        type,
                        settings.integer("reranker.items", 30, 2, 200),
                        settings.fraction("reranker.weight", 1, 0, 1),
                        settings.duration("reranker.timeout", Duration.ofMillis(300))));
    }

    /** Made once, when the service starts. */
    ScoringModel model() {
        try {
            Class<?> named = Class.forName(type);
            if (ScoringModel.class.isAssignableFrom(named)) {
                return (ScoringModel) named.getConstructor().newInstance();
            }
            Method factory = Arrays.stream(named.getMethods())
                    .filter(method -> Modifier.isStatic(method.getModifiers())
                            && method.getParameterCount() == 0
                            && ScoringModel.class.isAssignableFrom(method.getReturnType()))
                    .findFirst()
                    .orElseThrow(() -> new NoSuchMethodException("no static method gives a ScoringModel"));
            return (ScoringModel) factory.invoke(null);
        } catch (ReflectiveOperationException notAModel) {
            Throwable cause = notAModel instanceof InvocationTargetException failed ? failed.getCause() : notAModel;
            throw new IllegalArgumentException(Settings.label("reranker.class")
                    + ": must be a LangChain4j scoring model with a public constructor without parameters, or a class"
                    + " with a public static method that gives one; " + type + ": " + cause);
        }
    }

    private static void require(boolean holds, String setting, String reason) {
        if (!holds) {
            throw new IllegalArgumentException(Settings.label(setting) + ": " + reason);
        }
    }
}
