package io.memstream.extractor;

import io.memstream.adapters.cassandra.CassandraStores;
import io.memstream.adapters.config.PlatformConfig;
import io.memstream.adapters.config.Settings;
import io.memstream.adapters.crypto.KeyEncryption;
import io.memstream.adapters.crypto.TinkVault;
import io.memstream.adapters.embedding.OnnxEmbedder;
import io.memstream.adapters.http.Metrics;
import io.memstream.adapters.text.EnglishTermAnalyzer;

/** The extractor as a service of its own. */
public final class ExtractorMain {
    private ExtractorMain() {}

    public static void main(String[] arguments) {
        Settings settings = Settings.load();
        PlatformConfig platform = PlatformConfig.of(settings);
        CassandraStores stores = CassandraStores.connect(platform.cassandra());
        TinkVault vault = new TinkVault(stores.keyStore(), KeyEncryption.fromFile(platform.keyFile()), false);
        OnnxEmbedder embedder = OnnxEmbedder.bgeSmallEn();
        Extractor extractor = Extractor.start(
                ExtractorConfig.from(settings), vault, embedder, new EnglishTermAnalyzer(), Metrics.prometheus());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            extractor.close();
                            embedder.close();
                            stores.close();
                        },
                        "extractor-stop"));
    }
}
