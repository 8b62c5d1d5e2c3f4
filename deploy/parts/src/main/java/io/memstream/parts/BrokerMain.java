package io.memstream.parts;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import kafka.Kafka;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** The broker's process: formats its folder when it is new, then runs Kafka's own main. */
final class BrokerMain {
    /** The same for every folder, so that one which a crash left half formatted can be formatted again. */
    private static final String CLUSTER = "bWVtc3RyZWFtLWxvY2FsMQ";

    private BrokerMain() {}

    /** @param arguments the properties file, the data folder */
    public static void main(String[] arguments) throws Exception {
        Lifeline.hold();
        Path properties = Path.of(arguments[0]);
        String folder = arguments[1];
        new Formatter()
                .setPrintStream(new PrintStream(System.out, true, StandardCharsets.UTF_8))
                .setClusterId(CLUSTER)
                .setNodeId(KafkaPart.NODE)
                .setControllerListenerName(KafkaPart.CONTROLLER)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setMetadataLogDirectory(folder)
                .addDirectory(folder)
                .setIgnoreFormatted(true)
                .run();
        Kafka.main(new String[] {properties.toString()});
    }
}
