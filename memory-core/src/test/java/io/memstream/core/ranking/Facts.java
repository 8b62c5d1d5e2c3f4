package io.memstream.core.ranking;

import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Standing;
import io.memstream.core.model.Status;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Vector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Makes facts whose terms are the words of their statement and whose vectors are given. */
final class Facts {
    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private Facts() {}

    static Fact fact(String attribute, String statement, float... vector) {
        return fact(attribute, statement, NOW.minus(Duration.ofDays(1)), .7, vector);
    }

    static Fact fact(String attribute, String statement, Instant said, double importance, float... vector) {
        return fact(attribute, statement, id("turn " + statement), said, importance, vector);
    }

    /** @param said the turn that is its evidence */
    static Fact saidIn(UUID said, String attribute, String statement, float... vector) {
        return fact(attribute, statement, said, NOW, .7, vector);
    }

    private static Fact fact(
            String attribute, String statement, UUID episode, Instant said, double importance, float... vector) {
        return new Fact(
                id(statement),
                1,
                Kind.FACT,
                "user",
                attribute,
                statement,
                statement,
                false,
                null,
                Status.ACTIVE,
                .9,
                1,
                List.of(new Evidence(episode, statement, said, statement)),
                said,
                null,
                said,
                null,
                "new-fact",
                "model",
                new TextFeatures(
                        Vector.of(vector),
                        Stream.of(statement.split(" "))
                                .map(word -> new KeyedTerm(Rows.term(word), 1))
                                .toList(),
                        new byte[0],
                        0,
                        3),
                new Standing(true, false, null, null, null, importance, 0, NOW));
    }

    static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
