package io.memstream.core.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.model.Evidence;
import io.memstream.core.model.Role;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepeatsTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");

    private final Repeats repeats = new Repeats();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The user lives in Boston.             | I live in Boston.                                  | true",
                "The user lives in Boston.             | Hi, I live in Boston!                              | true",
                "The user lives in Boston.             | I live in Boston near the river, with two cats.    | false",
                "The user is allergic to peanuts.      | I'm allergic to peanuts.                           | true",
                "The user does not like opera.         | I like opera, ballet and the old cinema.           | false",
                "The user's colour is 青.               | 青が好きです。                                         | false"
            })
    void aFactStandsForTheTurnThatSaysNoMore(String statement, String said, boolean told) {
        ContextItem turn = turn(said, "Ana");
        repeats.add(fact(statement, turn));

        assertThat(repeats.isTold(turn)).isEqualTo(told);
    }

    @Test
    void aFactStandsForNoOtherTurn() {
        repeats.add(fact("The user lives in Boston.", turn("Something else.", "Ana")));

        assertThat(repeats.isTold(turn("I live in Boston.", "Ana"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "We walked along the river with Ben.      | We walked along the river, with Ben!              | true",
                "We walked along the river with Ben.      | We walked along the river with Mia.               | false",
                "The code of the gate is 4711.            | The code of the gate is 4712.                     | false",
                "Did you move to the harbour in Bergen?   | I did move to the harbour in Bergen.              | false",
                "I like the opera in Oslo.                | I don't like the opera in Oslo.                   | false",
                "Yes, on Friday.                          | Yes, on Friday.                                   | false"
            })
    void whatSaysTheSameIsNear(String first, String second, boolean near) {
        repeats.add(turn(first, "Ana"));

        assertThat(repeats.isNear(turn(second, "Ana"))).isEqualTo(near);
    }

    private static ContextItem fact(String statement, ContextItem from) {
        return new ContextItem(
                id(statement),
                "fact",
                statement,
                .9,
                List.of(),
                List.of(new Evidence(from.id(), "t", MONDAY, from.text())),
                null,
                MONDAY,
                null);
    }

    private static ContextItem turn(String text, String speaker) {
        return new ContextItem(
                id(text),
                ContextItem.EPISODE,
                text,
                .8,
                List.of(),
                List.of(),
                speaker,
                MONDAY,
                new Said("s", 0, Role.USER, null));
    }

    private static UUID id(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
