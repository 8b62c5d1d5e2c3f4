package io.memstream.retrieval;

import io.memstream.adapters.cassandra.CassandraStores;
import io.memstream.adapters.config.PlatformConfig;
import io.memstream.adapters.config.Settings;
import io.memstream.adapters.crypto.KeyEncryption;
import io.memstream.adapters.crypto.TinkVault;
import io.memstream.adapters.embedding.OnnxEmbedder;
import io.memstream.adapters.embedding.TokenSignature;
import io.memstream.adapters.http.Metrics;
import io.memstream.adapters.qdrant.QdrantIndex;
import io.memstream.adapters.text.EnglishTermAnalyzer;
import io.memstream.core.port.MemoryIndex;

/** The retrieval API as a service of its own. It needs Qdrant: an embedded index serves one process alone. */
public final class RetrievalMain {
    private RetrievalMain() {}

    public static void main(String[] arguments) {
        Settings settings = Settings.load();
        PlatformConfig platform = PlatformConfig.of(settings);
        PlatformConfig.Qdrant qdrant = platform.requiredQdrant();
        CassandraStores stores = CassandraStores.connect(platform.cassandra());
        TinkVault vault = new TinkVault(stores.keyStore(), KeyEncryption.fromFile(platform.keyFile()), false);
        OnnxEmbedder embedder = OnnxEmbedder.bgeSmallEn();
        RetrievalParts parts = new RetrievalParts(
                vault,
                stores.generations(),
                stores.watermarks(),
                generation -> stores.reader(generation, vault),
                generation -> QdrantIndex.connect(qdrant.collections(generation.name(), embedder.dimension())),
                embedder,
                TokenSignature.bgeSmallEn(),
                new EnglishTermAnalyzer(),
                stores.auditTrail(),
                stores.keyStore()::mode,
                MemoryIndex::close);
        Retrieval retrieval = Retrieval.start(RetrievalConfig.from(settings), parts, Metrics.prometheus());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            retrieval.close();
                            embedder.close();
                            stores.close();
                        },
                        "retrieval-stop"));
    }
}
