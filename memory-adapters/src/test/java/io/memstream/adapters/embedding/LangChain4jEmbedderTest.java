package io.memstream.adapters.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import io.memstream.core.failure.Rejected;
import io.memstream.core.failure.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LangChain4jEmbedderTest {
    private final List<String> seen = new ArrayList<>();

    @Test
    void givesTheModelsVectorNormalisedAndNoTokenVectors() {
        LangChain4jEmbedder embedder = embedder(text -> new float[] {3, 4});

        var embedded = embedder.embedPassage("text");

        assertThat(embedded.vector()).containsExactly(0.6f, 0.8f);
        assertThat(embedded.tokens()).isEmpty();
        assertThat(embedder.model()).isEqualTo("model/1");
    }

    @Test
    void putsThePrefixInFrontOfQuestionsOnly() {
        LangChain4jEmbedder embedder = embedder(text -> new float[] {1, 0});

        embedder.embedQuery("question");
        embedder.embedPassage("passage");

        assertThat(seen).containsExactly("ask: question", "passage");
    }

    @Test
    void tellsRefusedTextsFromAnAbsentModel() {
        LangChain4jEmbedder refuses = embedder(text -> {
            throw new InvalidRequestException("too long");
        });
        LangChain4jEmbedder isBusy = embedder(text -> {
            throw new RateLimitException("slow down");
        });

        assertThatThrownBy(() -> refuses.embedPassage("text"))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.code()).isEqualTo("embedding_refused"));
        assertThatThrownBy(() -> isBusy.embedPassage("text")).isInstanceOf(Unavailable.class);
    }

    @Test
    void refusesAnotherDimensionThanConfigured() {
        LangChain4jEmbedder embedder = embedder(text -> new float[] {1, 0, 0});

        assertThatThrownBy(() -> embedder.embedPassage("text"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3 dimensions where 2");
    }

    private LangChain4jEmbedder embedder(Function<String, float[]> vector) {
        EmbeddingModel model = new EmbeddingModel() {
            @Override
            public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
                return Response.from(segments.stream()
                        .map(segment -> {
                            seen.add(segment.text());
                            return Embedding.from(vector.apply(segment.text()));
                        })
                        .toList());
            }
        };
        return new LangChain4jEmbedder(model, "model/1", 2, "ask: ");
    }
}
