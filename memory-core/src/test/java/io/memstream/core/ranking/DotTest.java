package io.memstream.core.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.memstream.core.model.Vector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DotTest {
    @Property
    void theCosineIsTheExactOneWithinRounding(
            @ForAll @IntRange(min = 1, max = 1_536) int dimensions, @ForAll long seed) {
        Random random = new Random(seed);
        float[] asked = Turns.direction(random, dimensions);
        Vector stored = Vector.of(Turns.direction(random, dimensions));

        float cosine = Dot.of(asked).with(stored);

        assertThat((double) cosine).isCloseTo(exact(asked, stored), within(5e-5));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 384, 517, 1_536, 100_000})
    void theLargestComponentsFit(int dimensions) {
        float[] asked = new float[dimensions];
        float[] opposite = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            asked[i] = 1;
            opposite[i] = -1;
        }

        float product = Dot.of(asked).with(Vector.of(opposite));

        assertThat(product / dimensions).isCloseTo(-1, within(1e-4f));
    }

    @Test
    void theNearestTenOfManyAreTheSame() {
        Random random = new Random(7);
        List<Vector> stored = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            stored.add(Vector.of(Turns.direction(random, 384)));
        }
        int lost = 0;

        for (int question = 0; question < 50; question++) {
            float[] asked = Turns.direction(random, 384);
            Dot dot = Dot.of(asked);
            Set<Vector> exact = nearest(stored, Comparator.comparingDouble(vector -> -exact(asked, vector)));
            exact.removeAll(nearest(stored, Comparator.comparingDouble(vector -> -dot.with(vector))));
            lost += exact.size();
        }

        assertThat(lost).as("of 500").isLessThanOrEqualTo(2);
    }

    @Test
    void theLargestOfSeveralIsFoundAndNoneIsZero() {
        Dot dot = Dot.of(new float[] {.6f, .8f});
        int[] rows = new int[10];
        Dot.widened(new byte[] {2, 10, 0, 100, 127, 0, -127}, 1, rows);

        assertThat(dot.largestWith(rows, 6)).isCloseTo(.6f * 100 + .8f * 127, within(.01f));
        assertThat(dot.largestWith(rows, 2)).isCloseTo(6, within(.01f));
        assertThat(dot.largestWith(rows, 0)).isZero();
        assertThat(Dot.of(new float[] {-1, 0}).largestWith(rows, 4)).isZero();
    }

    @Test
    void aVectorOfZeroesIsNearToNothing() {
        Vector stored = Vector.of(new float[] {1, 0});

        assertThat(Dot.of(new float[] {0, 0}).with(stored)).isZero();
        assertThat(Dot.of(new float[] {1, 0}).with(Vector.of(new float[] {0, 0})))
                .isZero();
    }

    private static Set<Vector> nearest(List<Vector> vectors, Comparator<Vector> order) {
        return new HashSet<>(vectors.stream().sorted(order).limit(10).toList());
    }

    private static double exact(float[] asked, Vector stored) {
        double sum = 0;
        for (int i = 0; i < asked.length; i++) {
            sum += (double) asked[i] * stored.components()[i] * stored.scale();
        }
        return sum;
    }
}
