package io.memstream.local;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The options that say what a stack is made of. */
final class StackOptions {
    @Option(
            names = "--retrieval-port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Reads (default: ${DEFAULT-VALUE}).")
    private int retrieval;

    @Option(
            names = "--gateway-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Writes (default: ${DEFAULT-VALUE}).")
    private int gateway;

    @Option(
            names = "--extractor-port",
            paramLabel = "PORT",
            defaultValue = "8082",
            description = "Health and metrics (default: ${DEFAULT-VALUE}).")
    private int extractor;

    @Option(
            names = "--consolidator-port",
            paramLabel = "PORT",
            defaultValue = "8083",
            description = "Health and metrics (default: ${DEFAULT-VALUE}).")
    private int consolidator;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "The local broker (default: ${DEFAULT-VALUE}).")
    private int kafka;

    @Option(
            names = "--kafka-controller-port",
            paramLabel = "PORT",
            defaultValue = "9093",
            description = "Its controller (default: ${DEFAULT-VALUE}).")
    private int kafkaController;

    @Option(
            names = "--registry-port",
            paramLabel = "PORT",
            defaultValue = "8085",
            description = "The local schema registry (default: ${DEFAULT-VALUE}).")
    private int registry;

    @Option(
            names = "--registry-management-port",
            paramLabel = "PORT",
            defaultValue = "8086",
            description = "Its health and metrics (default: ${DEFAULT-VALUE}).")
    private int registryManagement;

    @Option(
            names = "--cassandra-port",
            paramLabel = "PORT",
            defaultValue = "9042",
            description = "The local Cassandra (default: ${DEFAULT-VALUE}).")
    private int cassandra;

    @Option(
            names = "--cassandra-storage-port",
            paramLabel = "PORT",
            defaultValue = "7000",
            description = "Its port for other nodes (default: ${DEFAULT-VALUE}).")
    private int cassandraStorage;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "An outside broker in place of the local one.")
    private @Nullable String outsideKafka;

    @Option(names = "--registry", paramLabel = "URL", description = "An outside Confluent-compatible schema registry.")
    private @Nullable String outsideRegistry;

    @Option(names = "--cassandra", paramLabel = "HOST:PORT", description = "An outside Cassandra.")
    private @Nullable String outsideCassandra;

    @Option(
            names = "--qdrant",
            paramLabel = "HOST:PORT",
            description = "An outside Qdrant (gRPC) in place of the local index.")
    private @Nullable String qdrant;

    StackConfig config(Path data) {
        Ports ports = new Ports(
                retrieval,
                gateway,
                extractor,
                consolidator,
                kafka,
                kafkaController,
                registry,
                registryManagement,
                cassandra,
                cassandraStorage);
        return new StackConfig(
                data, ports, new Outside(outsideKafka, outsideRegistry, outsideCassandra, qdrant), Map.of());
    }

    /** The option that a command was given, or not, to set this port. */
    static String optionFor(CommandLine command, int port) {
        return portsOf(command).entrySet().stream()
                .filter(entry -> entry.getValue() == port)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("an option of ./memstream up");
    }

    private static Map<String, Integer> portsOf(CommandLine command) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (option.longestName().endsWith("-port") && option.getValue() instanceof Integer port) {
                ports.put(option.longestName(), port);
            }
        }
        return ports;
    }
}
