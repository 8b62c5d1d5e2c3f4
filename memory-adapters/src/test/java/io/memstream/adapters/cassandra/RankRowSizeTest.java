package io.memstream.adapters.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.adapters.crypto.InMemoryKeyStore;
import io.memstream.adapters.crypto.KeyEncryption;
import io.memstream.adapters.crypto.TinkVault;
import io.memstream.core.model.Episode;
import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Owner;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Vector;
import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.port.Vault;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankRowSizeTest {
    private static final int BYTES = 2_048;
    private static final int DIMENSIONS = 384;
    private static final int TOKEN_DIMENSIONS = 96;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a short turn,            2,    2,     2",
        "an ordinary one,        14,   16,    30",
        "512 different words,   512,   16,   512",
        "10000 words,           512,   16, 10000",
        "a list of words,       512,    0, 10000",
    })
    void aSealedRowTakesAtMostTwoKilobytes(String turn, int terms, int tokens, int words, @TempDir Path folder) {
        Vault vault = new TinkVault(new InMemoryKeyStore(), KeyEncryption.fromFile(folder.resolve("key")), true);
        Owner owner = vault.owner("acme", "ana");
        Episode plain = Remembered.episodeOf(59_999, "0b9dff4e-6b0c-4a59-8a2e-1c6a0f6d2f11", 12_345, turn);
        Episode episode = new Episode(
                plain.id(),
                plain.turnKey(),
                plain.turn(),
                plain.ordinal(),
                plain.sessionOrdinal(),
                plain.model(),
                features(terms, tokens, words));

        byte[] stored = vault.seal(owner, RankRows.CONTEXT, RankRowCodec.encode(RankRow.of(episode)));

        assertThat(stored.length).as(turn).isLessThanOrEqualTo(BYTES);
    }

    private static TextFeatures features(int terms, int tokens, int words) {
        Random random = new Random(terms);
        List<KeyedTerm> keyed = IntStream.range(0, terms)
                .mapToObj(term -> new KeyedTerm(random.nextLong(), Math.max(1, words / terms)))
                .toList();
        byte[] signature = new byte[tokens == 0 ? 0 : 1 + tokens * TOKEN_DIMENSIONS];
        random.nextBytes(signature);
        if (tokens > 0) {
            signature[0] = TOKEN_DIMENSIONS;
        }
        float[] vector = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return new TextFeatures(Vector.of(vector), keyed, signature, 255, words);
    }
}
