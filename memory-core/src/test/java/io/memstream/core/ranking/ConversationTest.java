package io.memstream.core.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.model.Role;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConversationTest {
    private static final String LONG = "word ".repeat(100);

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whoTalksIsSeenInTheTurns(String who, Said first, Said second, Conversation kind) {
        Rows rows = new Rows();
        for (int turn = 0; turn < 10; turn++) {
            Said said = turn % 2 == 0 ? first : second;
            rows.add("s", said.role, said.speaker, said.text, 0);
        }

        Conversation seen = rows.view().conversation();

        assertThat(seen).isEqualTo(kind);
    }

    static Stream<Arguments> whoTalksIsSeenInTheTurns() {
        return Stream.of(
                Arguments.of(
                        "a user and an assistant without names",
                        new Said(Role.USER, null, "hi"),
                        new Said(Role.ASSISTANT, null, "hello"),
                        Conversation.ASSISTANT),
                Arguments.of(
                        "two people whose turns all have the role of a user",
                        new Said(Role.USER, "Ana", "hi"),
                        new Said(Role.USER, "Ben", "hello"),
                        Conversation.PEOPLE),
                Arguments.of(
                        "two people to whom roles were dealt out",
                        new Said(Role.USER, "Ana", "hi"),
                        new Said(Role.ASSISTANT, "Ben", "hello"),
                        Conversation.PEOPLE),
                Arguments.of(
                        "a speaker whose name says that it is an assistant, in a user's role",
                        new Said(Role.USER, "Ana", "hi"),
                        new Said(Role.USER, "AI Assistant", "hello"),
                        Conversation.ASSISTANT),
                Arguments.of(
                        "a user without a name and an assistant with one",
                        new Said(Role.USER, null, "hi"),
                        new Said(Role.ASSISTANT, "Iris", "hello"),
                        Conversation.ASSISTANT),
                Arguments.of(
                        "somebody called Ai",
                        new Said(Role.USER, "Ana", "hi"),
                        new Said(Role.USER, "Ai", "hello"),
                        Conversation.PEOPLE),
                Arguments.of(
                        "two with names, of whom one writes far more",
                        new Said(Role.USER, "Ana", "hi"),
                        new Said(Role.ASSISTANT, "Iris", LONG),
                        Conversation.ASSISTANT));
    }

    private record Said(Role role, @Nullable String speaker, String text) {}
}
