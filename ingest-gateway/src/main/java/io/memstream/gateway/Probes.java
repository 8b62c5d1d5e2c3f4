package io.memstream.gateway;

import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Owner;
import io.memstream.core.port.Vault;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks broker and key store every two seconds whether they are there, so that a readiness check answers at once. */
final class Probes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Probes.class);
    private static final Optional<String> BROKER_AWAY = Optional.of("the broker does not answer");
    private static final Optional<String> KEYS_AWAY = Optional.of("the key store does not answer");
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofMillis(1_500);
    /** No user has such an id: it has a control character. */
    private static final String NOBODY = "\u0000probe";

    private final Admin admin;
    private final Vault vault;
    private final Supplier<Optional<String>> inbox;
    private final ScheduledExecutorService scheduler;
    private volatile Optional<String> broker = Optional.of("not asked yet");
    private volatile Optional<String> keys = Optional.of("not asked yet");

    Probes(Admin admin, Vault vault, Supplier<Optional<String>> inbox) {
        this.admin = admin;
        this.vault = vault;
        this.inbox = inbox;
        this.scheduler = Executors.newScheduledThreadPool(2, task -> {
            Thread thread = new Thread(task, "gateway-probes");
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        scheduler.scheduleWithFixedDelay(this::askBroker, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        scheduler.scheduleWithFixedDelay(this::askKeys, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    Optional<String> broker() {
        return broker;
    }

    Optional<String> keys() {
        return keys;
    }

    Optional<String> inbox() {
        return inbox.get();
    }

    private void askBroker() {
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs((int) LIMIT.toMillis()))
                    .nodes()
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            broker = Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (Exception away) {
            if (!broker.equals(BROKER_AWAY)) {
                LOG.warn("event=broker_unavailable cause=\"{}\"", away.toString());
            }
            broker = BROKER_AWAY;
        }
    }

    private void askKeys() {
        try {
            Owner nobody = vault.owner("default", NOBODY);
            vault.knows(nobody);
            keys = Optional.empty();
        } catch (RuntimeException away) {
            if (!keys.equals(KEYS_AWAY)) {
                String detail = away instanceof Unavailable unavailable ? unavailable.detail() : away.toString();
                LOG.warn("event=keys_unavailable cause=\"{}\"", detail);
            }
            keys = KEYS_AWAY;
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
