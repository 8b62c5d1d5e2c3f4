package io.memstream.gateway;

import com.github.benmanes.caffeine.cache.Ticker;
import io.memstream.adapters.config.StreamConfig;
import io.memstream.adapters.http.HttpServer;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.port.KeyStore;
import io.memstream.core.port.TermAnalyzer;
import io.memstream.core.port.Vault;
import io.memstream.schemas.TopicAdmin;
import io.memstream.schemas.registry.SchemaArchive;
import io.memstream.schemas.serde.RecordFrames;
import io.memstream.schemas.serde.RegistryFrames;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;

/** A running gateway: HTTP and inbox into the conversation-log. */
public final class Gateway implements AutoCloseable {
    private static final int ANSWER_THREADS = 8;
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

    private final HttpServer http;
    private final Probes probes;
    /** Last opened first. */
    private final Deque<AutoCloseable> opened;

    private Gateway(HttpServer http, Probes probes, Deque<AutoCloseable> opened) {
        this.http = http;
        this.probes = probes;
        this.opened = opened;
    }

    /**
     * Creates missing topics, opens the port and begins to empty the inbox.
     *
     * @param vault one that creates keys
     * @param keys where it keeps them: it also has whose memory is paused
     * @param terms the extractor's, to tell a text that nothing can be found by
     */
    public static Gateway start(
            GatewayConfig config, Vault vault, KeyStore keys, TermAnalyzer terms, MeterRegistry meters) {
        InstantSource clock = InstantSource.system();
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            Admin admin = open(opened, admin(config));
            TopicAdmin.ensure(
                    admin,
                    config.stream().topics(),
                    config.stream().partitions(),
                    config.stream().replication());
            SchemaArchive.publish(everything(config.stream()), config.stream().topics());
            RecordFrames frames = new RegistryFrames(config.stream().registry());
            TextRules texts = new TextRules(
                    SecretMask.shipped(), PersonalMask.shipped(), PersonalMaskPolicy.parse(config.mask()));
            TurnRules rules = new TurnRules(texts);
            CommandBody bodies = new CommandBody(texts, terms);
            LogSealer sealer = new LogSealer(vault, frames);
            Modes modes = open(opened, new Modes(keys, Ticker.systemTicker()));
            ConversationLog log = open(opened, ConversationLog.answering(config, meters));
            DeadLetters deadLetters = open(opened, new DeadLetters(config, vault, frames, clock));
            ExecutorService answers = Executors.newFixedThreadPool(ANSWER_THREADS);
            open(opened, answers::shutdown);
            ConversationLog patientLog = open(opened, ConversationLog.patient(config, meters));
            InboxTurns inboxTurns = new InboxTurns(rules, sealer, modes, patientLog, meters);
            InboxCommands inboxCommands = new InboxCommands(
                    bodies,
                    new CommandLog(sealer, modes, patientLog),
                    new Erasures(sealer, vault, keys, patientLog, answers),
                    meters);
            InboxTaker taker = new InboxTaker(
                    config, inboxId(admin, config), inboxTurns, inboxCommands, deadLetters, clock, meters);
            InboxCleaner cleaner = new InboxCleaner(admin, config.inboxCleanup());
            Inbox inbox = open(opened, new Inbox(config, taker, cleaner, meters));
            Probes probes = open(opened, new Probes(admin, vault, inbox::problem));
            InFlight inFlight = new InFlight(config.maxTurnsInFlight(), config.maxBytesInFlight(), meters);
            TurnsHandler turns = new TurnsHandler(
                    rules, sealer, modes, log, inFlight, config.maxTurnsPerRequest(), clock, answers, meters);
            CommandsHandler commands = new CommandsHandler(
                    bodies,
                    new CommandLog(sealer, modes, log),
                    new Erasures(sealer, vault, keys, log, answers),
                    inFlight,
                    clock,
                    answers,
                    meters);
            probes.start();
            inbox.start();
            HttpServer http = open(
                    opened,
                    GatewayRoutes.server(config, turns, commands, probes, meters)
                            .start());
            return new Gateway(http, probes, opened);
        } catch (RuntimeException failure) {
            close(opened);
            throw failure;
        }
    }

    /** Settings of broker and registry in one: what the archive reads and writes with. */
    private static Map<String, Object> everything(StreamConfig stream) {
        Map<String, Object> settings = new HashMap<>(stream.registry());
        settings.putAll(stream.kafka());
        return settings;
    }

    private static Admin admin(GatewayConfig config) {
        Map<String, Object> settings = new HashMap<>(config.stream().kafka());
        settings.put("client.id", "memstream-gateway-admin");
        return Admin.create(settings);
    }

    /** No other topic ever has it: not one of the same name in another cluster, or made after this one was deleted. */
    private static Uuid inboxId(Admin admin, GatewayConfig config) {
        String inbox = config.stream().topics().conversationInbox().name();
        try {
            Map<String, TopicDescription> described = admin.describeTopics(List.of(inbox))
                    .allTopicNames()
                    .get(LONGEST_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            return Objects.requireNonNull(described.get(inbox)).topicId();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while asking for the inbox", interrupted);
        } catch (ExecutionException | TimeoutException away) {
            throw new Unavailable("the broker does not tell about the inbox", away);
        }
    }

    private static <T extends AutoCloseable> T open(Deque<AutoCloseable> opened, T resource) {
        opened.push(resource);
        return resource;
    }

    public int port() {
        return http.port();
    }

    /** Whether broker, key store and inbox are there. */
    public boolean ready() {
        return probes.broker().isEmpty()
                && probes.keys().isEmpty()
                && probes.inbox().isEmpty();
    }

    /** All routes, {@code POST /v1/turns}. */
    List<String> routes() {
        return http.routes();
    }

    /** Takes no more, waits for what is under way, and sends what is buffered. */
    @Override
    public void close() {
        close(opened);
    }

    private static void close(Deque<AutoCloseable> opened) {
        List<Exception> failures = new ArrayList<>();
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception failure) {
                failures.add(failure);
            }
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("the gateway did not stop cleanly", failures.get(0));
        }
    }
}
