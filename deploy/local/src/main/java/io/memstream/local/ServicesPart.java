package io.memstream.local;

import io.memstream.parts.ChildJvm;
import io.memstream.parts.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The one process that hosts the four services, see {@link LocalServices}. */
final class ServicesPart extends Part {
    private static final String LOOPBACK = "127.0.0.1";

    static final String NAME = "services";

    private static final int HEAP_MEGABYTES = 448;

    private final StackConfig config;
    private final LocalParts parts;

    ServicesPart(StackConfig config, LocalParts parts) {
        super(
                NAME,
                config.data().resolve(NAME),
                List.of(
                        config.ports().gateway(),
                        config.ports().retrieval(),
                        config.ports().extractor(),
                        config.ports().consolidator()));
        this.config = config;
        this.parts = parts;
    }

    /** Name and port of each service, in the order of the flow. */
    Map<String, Integer> services() {
        Map<String, Integer> services = new LinkedHashMap<>();
        services.put("gateway", config.ports().gateway());
        services.put("extractor", config.ports().extractor());
        services.put("consolidator", config.ports().consolidator());
        services.put("retrieval", config.ports().retrieval());
        return services;
    }

    @Override
    protected ChildJvm prepare() {
        List<String> flags = new ArrayList<>(List.of(
                "-Xms128m",
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:MinHeapFreeRatio=15",
                "-XX:MaxHeapFreeRatio=35",
                "-Dlogback.configurationFile=io/memstream/local/logback-services.xml"));
        // System properties are the strongest settings: what the environment says must not part services and stack.
        settings().forEach((name, value) -> flags.add("-D" + name + "=" + value));
        return new ChildJvm(flags, System.getProperty("java.class.path"), LocalServices.class.getName(), List.of());
    }

    @Override
    public boolean answers() {
        return services().values().stream().allMatch(Health::isReady);
    }

    private Map<String, String> settings() {
        Ports ports = config.ports();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("memstream.gateway.port", Integer.toString(ports.gateway()));
        settings.put("memstream.retrieval.port", Integer.toString(ports.retrieval()));
        settings.put("memstream.extractor.port", Integer.toString(ports.extractor()));
        settings.put("memstream.consolidator.port", Integer.toString(ports.consolidator()));
        settings.put("memstream.kafka.bootstrap.servers", parts.kafka());
        settings.put("memstream.registry.url", parts.registry());
        settings.put("memstream.cassandra.contact-points", parts.cassandra());
        settings.put("memstream.data", data().toString());
        settings.put("memstream.keys.file", data().resolve("keys.json").toString());
        settings.put(
                "memstream.extractor.state-folder", data().resolve("extractor").toString());
        settings.put(
                "memstream.consolidator.state-folder",
                data().resolve("consolidator").toString());
        for (String service : List.of("gateway", "retrieval", "extractor", "consolidator")) {
            settings.put("memstream." + service + ".host", LOOPBACK);
        }
        String qdrant = config.outside().qdrant();
        // Empty counts as absent: the embedded index, whatever the environment names.
        settings.put("memstream.qdrant.url", qdrant == null ? "" : "http://" + qdrant);
        settings.putAll(config.settings());
        return settings;
    }
}
