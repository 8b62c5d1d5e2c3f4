package io.memstream.core.context;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GreetingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hello again!",
                "hi",
                "Hey, how are you doing?",
                "Good morning. How have you been?",
                "Back again. Where were we?",
                "Where did we leave off last time?",
                "Let's continue where we left off",
                "Hi! How are you today?",
                "Hallo, guten Tag!",
                "👋",
                ""
            })
    void whatOnlyOpensAConversationIsAGreeting(String query) {
        boolean greets = Greeting.isAll(query);

        assertThat(greets).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Where did we go last night?",
                "where did we go last night",
                "Where were we last night?",
                "Who am I?",
                "When do you start?",
                "Hi, where do you start?",
                "Would you?",
                "Good morning, is the flight on time?",
                "Where were we when the rain began?"
            })
    void whatAsksForSomethingIsNone(String query) {
        boolean greets = Greeting.isAll(query);

        assertThat(greets).isFalse();
    }
}
