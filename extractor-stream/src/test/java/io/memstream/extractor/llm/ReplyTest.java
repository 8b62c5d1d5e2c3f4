package io.memstream.extractor.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memstream.core.model.EntityType;
import io.memstream.core.model.Kind;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {
    @Test
    void claimIsReadWhole() {
        ObjectNode claim =
                claim().put("names", "place").put("sensitivity", "Health").put("from", "2024-03-05");

        Reply reply = Reply.read(Claims.of(claim));

        assertThat(reply.claims())
                .containsExactly(new Reply.Said(
                        1,
                        "I live in Denver",
                        "user",
                        "home",
                        "Denver",
                        "The user lives in Denver.",
                        Kind.FACT,
                        false,
                        true,
                        true,
                        0.9,
                        "health",
                        EntityType.PLACE,
                        Instant.parse("2024-03-05T00:00:00Z"),
                        null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Sure! Here are the claims: none.",
                "{\"claims\": [], \"summary\": \"\"} and more",
                "{\"claims\": [}",
                "{\"claims\": [], \"claims\": []}",
                "{\"claims\": {}, \"summary\": \"\"}",
                "{\"claims\": [1], \"summary\": \"\"}",
                "{\"claims\": [], \"summary\": \"\", \"note\": \"\"}",
                "{\"claims\": []}",
                "{\"claims\": [], \"summary\": 1}",
                "[]",
                "null",
                "{}"
            })
    void whatIsNotAnAnswerIsRefused(String text) {
        assertRefused(text);
    }

    static Stream<Consumer<ObjectNode>> spoiled() {
        return Stream.of(
                claim -> claim.remove("quote"),
                claim -> claim.put("extra", "field"),
                claim -> claim.put("turn", "1"),
                claim -> claim.put("turn", 1.5),
                claim -> claim.put("confidence", 0),
                claim -> claim.put("confidence", 1.1),
                claim -> claim.put("holds", "true"),
                claim -> claim.put("kind", "rumour"),
                claim -> claim.put("names", "ghost"),
                claim -> claim.put("from", "last week"),
                claim -> claim.put("value", ""),
                claim -> claim.put("value", "two\nlines"),
                claim -> claim.put("statement", "x".repeat(501)),
                claim -> claim.putNull("subject"));
    }

    @ParameterizedTest
    @MethodSource("spoiled")
    void claimThatIsNotAsTheSchemaSaysIsRefused(Consumer<ObjectNode> spoil) {
        ObjectNode claim = claim();

        spoil.accept(claim);

        assertRefused(Claims.of(claim()), Claims.of(claim(), claim));
    }

    private static void assertRefused(String taken, String refused) {
        assertThat(Reply.read(taken).claims()).hasSize(1);
        assertRefused(refused);
    }

    private static void assertRefused(String text) {
        assertThatThrownBy(() -> Reply.read(text))
                .isInstanceOfSatisfying(
                        RefusedReply.class,
                        refused -> assertThat(refused.code()).isEqualTo("llm_invalid_reply"));
    }

    private static ObjectNode claim() {
        return Claims.claim(1, "I live in Denver", "home", "Denver", "The user lives in Denver.");
    }
}
