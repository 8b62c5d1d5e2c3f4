package io.memstream.gateway;

import io.memstream.adapters.cassandra.CassandraStores;
import io.memstream.adapters.config.PlatformConfig;
import io.memstream.adapters.config.Settings;
import io.memstream.adapters.crypto.KeyEncryption;
import io.memstream.adapters.crypto.TinkVault;
import io.memstream.adapters.http.Metrics;
import io.memstream.adapters.text.EnglishTermAnalyzer;

/** The gateway as a service of its own. */
public final class GatewayMain {
    private GatewayMain() {}

    public static void main(String[] arguments) {
        Settings settings = Settings.load();
        PlatformConfig platform = PlatformConfig.of(settings);
        CassandraStores stores = CassandraStores.connect(platform.cassandra());
        TinkVault vault = new TinkVault(stores.keyStore(), KeyEncryption.fromFile(platform.keyFile()), true);
        Gateway gateway = Gateway.start(
                GatewayConfig.from(settings),
                vault,
                stores.keyStore(),
                new EnglishTermAnalyzer(),
                Metrics.prometheus());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            gateway.close();
                            stores.close();
                        },
                        "gateway-stop"));
    }
}
