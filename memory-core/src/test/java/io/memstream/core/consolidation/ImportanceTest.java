package io.memstream.core.consolidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Standing;
import io.memstream.core.model.Status;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Vector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportanceTest {
    private static final Instant SEEN = Instant.parse("2026-01-10T09:00:00Z");

    @ParameterizedTest
    @CsvSource({"FACT,90", "PREFERENCE,90", "PROJECT,90", "GOAL,90", "RELATIONSHIP,180", "INSTRUCTION,360", "EVENT,45"})
    void halvesWithTheHalfLifeOfItsKind(Kind kind, int days) {
        double importance = Importance.of(fact(kind, .8, 0, false, null), SEEN.plus(Duration.ofDays(days)));

        assertThat(importance).isCloseTo(.4, within(1e-9));
    }

    @Test
    void beforeItWasLastSeenItIsWhatItWasThen() {
        double importance = Importance.of(fact(Kind.FACT, .8, 0, false, null), SEEN.minus(Duration.ofDays(400)));

        assertThat(importance).isEqualTo(.8);
    }

    @Test
    void whatIsPinnedMattersMost() {
        double importance = Importance.of(fact(Kind.FACT, .8, 0, true, null), SEEN.plus(Duration.ofDays(4_000)));

        assertThat(importance).isEqualTo(1);
    }

    @Test
    void fadesTheMomentItFallsBelowTheFloor() {
        Fact fact = fact(Kind.FACT, .8, 0, false, null);

        Instant fades = Importance.fadesAt(fact).orElseThrow();

        assertThat(Importance.of(fact, fades)).isLessThan(Importance.FLOOR);
        assertThat(Importance.of(fact, fades.minusMillis(2))).isGreaterThanOrEqualTo(Importance.FLOOR);
    }

    @Test
    void whatIsPinnedOrHasAnEndOfItsOwnDoesNotFade() {
        assertThat(Importance.fadesAt(fact(Kind.FACT, .8, 0, true, null))).isEmpty();
        assertThat(Importance.fadesAt(fact(Kind.FACT, .8, 0, false, SEEN.plus(Duration.ofDays(9)))))
                .isEmpty();
    }

    @Test
    void useMakesUpForFadingAndNeverExceedsOne() {
        Standing standing = fact(Kind.FACT, .8, 0, false, null).standing();

        assertThat(Importance.used(standing, Kind.FACT, 1, SEEN)).isCloseTo(.82, within(1e-9));
        assertThat(Importance.used(standing, Kind.FACT, 1_000, SEEN)).isLessThanOrEqualTo(1);
    }

    @Test
    void aYearUnseenAndHardlyUsedIsStale() {
        Instant yearLater = SEEN.plus(Duration.ofDays(365));

        assertThat(Importance.stale(fact(Kind.FACT, .8, 1, false, null), yearLater))
                .isTrue();
        assertThat(Importance.stale(fact(Kind.FACT, .8, 1, false, null), yearLater.minusSeconds(1)))
                .isFalse();
        assertThat(Importance.stale(fact(Kind.FACT, .8, 2, false, null), yearLater))
                .isFalse();
    }

    private static Fact fact(Kind kind, double importance, int uses, boolean pinned, @Nullable Instant expiresAt) {
        return new Fact(
                new UUID(0, 1),
                1,
                kind,
                "user",
                "home",
                "Lyon",
                "The user lives in Lyon.",
                true,
                null,
                Status.ACTIVE,
                .8,
                1,
                List.of(),
                SEEN,
                null,
                SEEN,
                null,
                Rule.NEW_FACT.word(),
                "model",
                new TextFeatures(Vector.of(new float[] {1}), List.of(), new byte[0], 0, 5),
                new Standing(true, pinned, null, null, expiresAt, importance, uses, SEEN));
    }
}
