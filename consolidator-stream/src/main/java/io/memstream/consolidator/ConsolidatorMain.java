package io.memstream.consolidator;

import io.memstream.adapters.cassandra.CassandraStores;
import io.memstream.adapters.config.PlatformConfig;
import io.memstream.adapters.config.Settings;
import io.memstream.adapters.crypto.KeyEncryption;
import io.memstream.adapters.crypto.TinkVault;
import io.memstream.adapters.embedding.OnnxEmbedder;
import io.memstream.adapters.http.Metrics;
import io.memstream.adapters.qdrant.QdrantIndex;
import io.memstream.core.consolidation.Consolidator;
import io.memstream.core.model.Generation;

/** The consolidator as a service of its own. It needs Qdrant: an embedded index serves one process alone. */
public final class ConsolidatorMain {
    private ConsolidatorMain() {}

    public static void main(String[] arguments) {
        Settings settings = Settings.load();
        PlatformConfig platform = PlatformConfig.of(settings);
        String generation = platform.stream().topics().generation();
        PlatformConfig.Qdrant qdrant = platform.requiredQdrant();
        CassandraStores stores = CassandraStores.connect(platform.cassandra());
        TinkVault vault = new TinkVault(stores.keyStore(), KeyEncryption.fromFile(platform.keyFile()), false);
        QdrantIndex index = QdrantIndex.connect(qdrant.collections(generation, OnnxEmbedder.BGE_SMALL_DIMENSION));
        Generation built = new Generation(generation, OnnxEmbedder.BGE_SMALL_MODEL, Consolidator.RULES);
        Generation live = stores.generations().declareFirst(built);
        if (live.name().equals(built.name()) && !live.equals(built)) {
            throw new IllegalStateException("generation " + live + " is live and this version makes " + built
                    + "; give what it makes another name by " + Settings.label("generation"));
        }
        ConsolidatorService service = ConsolidatorService.start(
                ConsolidatorConfig.from(settings),
                vault,
                stores.keyStore(),
                stores.writer(built, vault),
                index,
                stores.watermarks(),
                stores.auditTrail(),
                Metrics.prometheus());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            service.close();
                            index.close();
                            stores.close();
                        },
                        "consolidator-stop"));
    }
}
