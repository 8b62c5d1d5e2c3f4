package io.memstream.local;

import io.memstream.parts.CassandraPart;
import io.memstream.parts.KafkaPart;
import io.memstream.parts.Loopback;
import io.memstream.parts.Part;
import io.memstream.parts.RegistryPart;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Broker, registry, Cassandra and the services, each a child process that can be killed and started again. Outside parts
 * are waited for, never started or stopped.
 */
public final class LocalStack implements AutoCloseable {
    /** A cold machine with an empty disk cache takes some tens of seconds. */
    public static final Duration START = Duration.ofSeconds(120);

    private static final Duration BETWEEN_PROBES = Duration.ofMillis(100);

    private final StackConfig config;
    private final List<Part> stores = new ArrayList<>();
    private final ServicesPart services;
    private final List<Member> members = new ArrayList<>();

    public LocalStack(StackConfig config) {
        this.config = config;
        Ports ports = config.ports();
        Outside outside = config.outside();
        String kafka = outside.kafka();
        if (kafka == null) {
            KafkaPart part = new KafkaPart(
                    new KafkaPart.Config(config.data().resolve("kafka"), ports.kafka(), ports.kafkaController()));
            kafka = part.bootstrapServers();
            local(part, kafka);
        } else {
            InetSocketAddress broker = Outside.firstOf(kafka);
            members.add(new Member("kafka", kafka, () -> KafkaPart.answersAt(broker), null));
        }
        String registry = outside.registry();
        if (registry == null) {
            RegistryPart part = new RegistryPart(new RegistryPart.Config(
                    config.data().resolve("registry"), ports.registry(), ports.registryManagement()));
            registry = part.url();
            local(part, registry);
        } else {
            URI subjects = URI.create(registry + "/subjects");
            members.add(new Member("registry", registry, () -> Health.isOk(subjects), null));
        }
        String cassandra = outside.cassandra();
        if (cassandra == null) {
            CassandraPart part = new CassandraPart(new CassandraPart.Config(
                    config.data().resolve("cassandra"), ports.cassandra(), ports.cassandraStorage()));
            cassandra = Loopback.HOST + ":" + ports.cassandra();
            local(part, cassandra);
        } else {
            InetSocketAddress node = Outside.firstOf(cassandra);
            members.add(new Member("cassandra", cassandra, () -> CassandraPart.answersAt(node), null));
        }
        services = new ServicesPart(config, new LocalParts(kafka, registry, cassandra));
        services.services()
                .forEach((name, port) -> members.add(new Member(
                        name, "http://" + Loopback.HOST + ":" + port, () -> Health.isReady(port), services)));
    }

    private void local(Part part, String address) {
        stores.add(part);
        members.add(new Member(part.name(), address, part::answers, part));
    }

    /** Starts everything and returns once all of it serves; on failure nothing is left running. */
    public void start(StackListener listener) {
        start(listener, Part::start);
    }

    /** As {@link #start(StackListener)}; after a clean {@link #close} the next starts will be quicker. */
    void startForQuickerStarts() {
        start(StackListener.SILENT, Part::startForQuickerStarts);
    }

    private void start(StackListener listener, Consumer<Part> begin) {
        parts().forEach(Part::claim);
        try {
            parts().forEach(begin);
            awaitReady(START, listener);
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    public void start() {
        start(StackListener.SILENT);
    }

    /**
     * Returns once everything serves.
     *
     * @throws io.memstream.parts.PartFailed when a part has died, or does not serve in time
     */
    public void awaitReady(Duration limit, StackListener listener) {
        long start = System.nanoTime();
        List<Member> waiting = new ArrayList<>(members);
        while (!waiting.isEmpty()) {
            waiting.removeIf(member -> {
                if (!member.ready().getAsBoolean()) {
                    return false;
                }
                listener.ready(member.name(), member.address(), Duration.ofNanos(System.nanoTime() - start));
                return true;
            });
            boolean late = System.nanoTime() - start > limit.toNanos();
            for (Member member : waiting) {
                Part process = member.process();
                if (process == null) {
                    if (late) {
                        throw new IllegalStateException(member.name() + " at " + member.address() + " does not answer");
                    }
                } else if (late || !process.isAlive()) {
                    process.awaitReady(Duration.ZERO);
                }
            }
            LockSupport.parkNanos(BETWEEN_PROBES.toNanos());
        }
    }

    /** Whether everything serves now. */
    public boolean isReady() {
        return members.stream().allMatch(member -> member.ready().getAsBoolean());
    }

    /** Local processes in the order of their start: kafka, registry, cassandra, services. */
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>(stores);
        parts.add(services);
        return List.copyOf(parts);
    }

    /** @throws IllegalArgumentException when there is no local process of that name */
    public Part part(String name) {
        return parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no local part is named " + name));
    }

    List<Member> members() {
        return List.copyOf(members);
    }

    @Nullable
    Member member(String name) {
        return members.stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    public StackConfig config() {
        return config;
    }

    public URI gateway() {
        return URI.create("http://" + Loopback.HOST + ":" + config.ports().gateway());
    }

    public URI retrieval() {
        return URI.create("http://" + Loopback.HOST + ":" + config.ports().retrieval());
    }

    /** SIGKILL to every process, as a power cut would have it. */
    public void killAll() {
        parts().forEach(Part::kill);
    }

    /** The services first, which still write; then what they write to. */
    @Override
    public void close() {
        services.stop();
        CompletableFuture.allOf(stores.stream()
                        .map(part -> CompletableFuture.runAsync(part::stop))
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}
