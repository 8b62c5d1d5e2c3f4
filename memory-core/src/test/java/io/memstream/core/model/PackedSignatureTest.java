package io.memstream.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PackedSignatureTest {
    @Property(tries = 300)
    void packingAgainChangesNothing(
            @ForAll @IntRange(min = 1, max = 130) int dimensions,
            @ForAll @IntRange(max = 5) int tokens,
            @ForAll @IntRange(min = 1, max = 127) int largest,
            @ForAll long seed) {
        byte[] signature = signature(new Random(seed), dimensions, tokens, largest);

        byte[] unpacked = PackedSignature.unpack(PackedSignature.pack(signature));

        assertThat(unpacked).hasSameSizeAs(signature);
        assertThat(PackedSignature.unpack(PackedSignature.pack(unpacked))).isEqualTo(unpacked);
        for (int i = 1; i < signature.length; i++) {
            assertThat((double) unpacked[i]).isCloseTo(signature[i], within(largest / 62.0 + .5));
        }
    }

    @Test
    void sixteenTokensTakeLittleMoreThanAKilobyte() {
        byte[] signature = signature(new Random(1), 96, 16, 127);

        byte[] packed = PackedSignature.pack(signature);

        assertThat(packed).hasSize(1 + 16 * 73);
    }

    @Test
    void noneStaysNone() {
        assertThat(PackedSignature.unpack(PackedSignature.pack(new byte[0]))).isEmpty();
    }

    private static byte[] signature(Random random, int dimensions, int tokens, int largest) {
        byte[] signature = new byte[1 + tokens * dimensions];
        for (int i = 1; i < signature.length; i++) {
            signature[i] = (byte) (random.nextInt(2 * largest + 1) - largest);
        }
        signature[0] = (byte) dimensions;
        return signature;
    }
}
