package io.memstream.retrieval;

import dev.langchain4j.model.scoring.ScoringModel;
import io.memstream.adapters.config.Settings;
import io.memstream.core.failure.Unavailable;
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
 * @param scale of its scores
 * @param timeout how long a read waits for it
 */
record RerankerConfig(String type, int items, double weight, Scale scale, Duration timeout) {
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
                        Scale.of(settings.text("reranker.scores", "shares")),
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

    /** What a score of the model means. A request alone does not tell: odds may all be between 0 and 1. */
    enum Scale {
        /** From 0 to 1. */
        SHARES {
            @Override
            double share(double score) {
                if (score < 0 || score > 1) {
                    throw new Unavailable("the re-ranker's score " + score + " is none from 0 to 1, as "
                            + Settings.label("reranker.scores") + " says");
                }
                return score;
            }
        },
        /** Log odds, as cross-encoders give them. */
        ODDS {
            @Override
            double share(double score) {
                return 1 / (1 + Math.exp(-score));
            }
        };

        /** From 0 to 1. */
        abstract double share(double score);

        private static Scale of(String word) {
            return switch (word) {
                case "shares" -> SHARES;
                case "odds" -> ODDS;
                default ->
                    throw new IllegalArgumentException(
                            Settings.label("reranker.scores") + ": must be one of shares, odds");
            };
        }
    }

    private static void require(boolean holds, String setting, String reason) {
        if (!holds) {
            throw new IllegalArgumentException(Settings.label(setting) + ": " + reason);
        }
    }
}
