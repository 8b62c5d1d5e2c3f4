package io.memstream.parts;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An Apache Kafka broker that is its own controller. */
public final class KafkaPart extends Part {
    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";

    private static final short METADATA_REQUEST = 3;
    private static final short METADATA_VERSION = 4;
    private static final int NO_TOPICS = 0;

    private final Config config;

    public KafkaPart(Config config) {
        super("kafka", config.data(), List.of(config.port(), config.controllerPort()));
        this.config = config;
    }

    /**
     * @param data its folder
     * @param port for clients
     * @param controllerPort for the broker's own controller
     * @param heapMegabytes largest heap
     */
    public record Config(Path data, int port, int controllerPort, int heapMegabytes) {
        /** Enough for tens of partitions and records of megabytes. */
        public static final int HEAP_MEGABYTES = 192;

        public Config(Path data, int port, int controllerPort) {
            this(data, port, controllerPort, HEAP_MEGABYTES);
        }
    }

    public String bootstrapServers() {
        return Loopback.HOST + ":" + config.port();
    }

    @Override
    protected ChildJvm prepare() throws IOException {
        Path logs = Files.createDirectories(data().resolve("data"));
        Path properties = data().resolve("server.properties");
        Files.writeString(properties, properties(logs));
        return new ChildJvm(
                List.of(
                        ChildJvm.QUICK_COMPILER,
                        "-Xms48m",
                        "-Xmx" + config.heapMegabytes() + "m",
                        "-Xmn24m",
                        "-XX:MaxDirectMemorySize=64m",
                        "-XX:ReservedCodeCacheSize=32m",
                        "-Dlogback.configurationFile=io/memstream/parts/logback-part.xml",
                        "-Dkafka.logs.dir=" + data()),
                ChildJvm.serverClassPath(),
                BrokerMain.class.getName(),
                List.of(properties.toString(), logs.toString()));
    }

    @Override
    public boolean answers() {
        return answersAt(new InetSocketAddress(Loopback.HOST, config.port()));
    }

    /** A broker is listed in the cluster's metadata: from then on it serves. */
    public static boolean answersAt(InetSocketAddress broker) {
        return Wire.asks(broker, KafkaPart::listsABroker);
    }

    private static boolean listsABroker(DataOutputStream out, DataInputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream request = new DataOutputStream(bytes);
        int correlation = 1;
        byte[] client = "probe".getBytes(StandardCharsets.US_ASCII);
        request.writeShort(METADATA_REQUEST);
        request.writeShort(METADATA_VERSION);
        request.writeInt(correlation);
        request.writeShort(client.length);
        request.write(client);
        request.writeInt(NO_TOPICS);
        request.writeBoolean(false);
        out.writeInt(bytes.size());
        out.write(bytes.toByteArray());
        out.flush();
        in.readInt();
        boolean ours = in.readInt() == correlation;
        in.readInt();
        return ours && in.readInt() > 0;
    }

    private String properties(Path logs) {
        return """
                process.roles=broker,controller
                node.id=%d
                controller.quorum.voters=%d@127.0.0.1:%d
                controller.listener.names=%s
                listeners=PLAINTEXT://127.0.0.1:%d,%s://127.0.0.1:%d
                advertised.listeners=PLAINTEXT://127.0.0.1:%d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,%s:PLAINTEXT
                log.dirs=%s
                auto.create.topics.enable=false
                num.partitions=1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                share.coordinator.state.topic.num.partitions=1
                # The log is for ever where its topic does not say otherwise.
                log.retention.ms=-1
                log.segment.bytes=67108864
                log.index.size.max.bytes=1048576
                # A turn of 1 MB, sealed and encoded, fits twice.
                message.max.bytes=8388608
                replica.fetch.max.bytes=8388608
                # A killed broker's registration must not keep its successor waiting.
                broker.heartbeat.interval.ms=500
                broker.session.timeout.ms=2000
                group.initial.rebalance.delay.ms=0
                group.min.session.timeout.ms=1000
                # A killed producer's open transaction holds up all who read committed.
                transaction.max.timeout.ms=60000
                transaction.abort.timed.out.transaction.cleanup.interval.ms=1000
                # 128 MB otherwise.
                log.cleaner.dedupe.buffer.size=4194304
                log.cleaner.io.buffer.size=262144
                num.network.threads=2
                num.io.threads=4
                num.replica.fetchers=1
                num.recovery.threads.per.data.dir=2
                background.threads=2
                """.formatted(
                        NODE,
                        NODE,
                        config.controllerPort(),
                        CONTROLLER,
                        config.port(),
                        CONTROLLER,
                        config.controllerPort(),
                        config.port(),
                        CONTROLLER,
                        logs.toString().replace("\\", "/"));
    }
}
