package io.memstream.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.adapters.crypto.InMemoryKeyStore;
import io.memstream.adapters.crypto.KeyEncryption;
import io.memstream.adapters.crypto.TinkVault;
import io.memstream.adapters.embedding.TokenSignature;
import io.memstream.adapters.text.EnglishTermAnalyzer;
import io.memstream.core.model.Owner;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.port.Embedder;
import io.memstream.core.ranking.Passages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesReaderTest {
    private final FirstWords embedder = new FirstWords();
    private FeaturesReader reader;
    private Owner owner;

    @BeforeEach
    void start(@TempDir Path folder) {
        TinkVault vault =
                new TinkVault(new InMemoryKeyStore(), KeyEncryption.fromFile(folder.resolve("keys.json")), true);
        owner = vault.owner("acme", "ana");
        vault.seal(owner, "turn", new byte[0]);
        reader = new FeaturesReader(vault, embedder, TokenSignature.bgeSmallEn(), new EnglishTermAnalyzer());
    }

    @Test
    void aStatementIsReadAtOnce() {
        TextFeatures features = reader.ofStatement(owner, "The user lives in Denver.");

        assertThat(embedder.read).containsExactly("The user lives in Denver.");
        assertThat(features.words()).isEqualTo(5);
    }

    @Test
    void aLongSummaryIsReadInPassagesThatAllCount() {
        String beginning = "Lisbon was planned. ".repeat(Passages.WHOLE_WORDS / 3);
        String end = "Porto was planned. ".repeat(30).strip();

        TextFeatures features = reader.ofStatement(owner, beginning + end);

        assertThat(String.join(" ", embedder.read)).isEqualTo(beginning + end);
        float[] vector = features.vector().toFloats();
        assertThat(vector[0]).isPositive();
        assertThat(vector[1]).isPositive();
    }

    /** Tells whether a text begins with Lisbon; another begins with Porto. */
    private static final class FirstWords implements Embedder {
        private final List<String> read = new ArrayList<>();

        @Override
        public String model() {
            return "first-words/1";
        }

        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public Embedded embedPassage(String text) {
            read.add(text);
            float[] vector = text.startsWith("Lisbon") ? new float[] {1, 0} : new float[] {0, 1};
            return new Embedded(vector, new String[0], new float[0][]);
        }

        @Override
        public Embedded embedQuery(String text) {
            return embedPassage(text);
        }

        @Override
        public void close() {}
    }
}
