package io.memstream.adapters.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.memstream.core.failure.Rejected;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.StatisticsHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP service: its own routes under credentials, and {@code /health/live}, {@code /health/ready}, {@code /metrics} and
 * {@code /openapi.json} without, on any address. Every error is an RFC 9457 problem. Path parameters are percent-decoded,
 * {@code %2F} included. Requests without a key are let in on loopback only.
 */
public final class HttpServer implements AutoCloseable {
    /** Largest request body. */
    public static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final String CREDENTIAL = "memstream.credential";
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration STOP_POLL = Duration.ofMillis(5);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);
    private static final int MAX_THREADS = 64;
    private static final int MIN_THREADS = 4;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    /** What is read and thrown away of a body that is too large, so that its sender comes to read the answer. */
    private static final long DRAINED_BYTES = 64L * 1024 * 1024;

    /** Ids in paths are any text, and routes match on the undecoded segments: an encoded slash or dot is not ambiguous here. */
    private static final UriCompliance ANY_TEXT_IN_SEGMENTS = UriCompliance.RFC3986.with(
            "memstream",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
            UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
            UriCompliance.Violation.AMBIGUOUS_PATH_PARAMETER,
            UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT,
            UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS);

    private final Javalin javalin;
    private final List<String> routes;

    private HttpServer(Javalin javalin, List<String> routes) {
        this.javalin = javalin;
        this.routes = List.copyOf(routes);
    }

    /** @param service tags the request metrics */
    public static Builder named(String service) {
        return new Builder(service);
    }

    public int port() {
        return javalin.port();
    }

    /** All routes, {@code POST /v1/turns}, to hold the OpenAPI document against. */
    public List<String> routes() {
        return routes;
    }

    /** Takes no new connection and lets running requests end, within five seconds. */
    @Override
    public void close() {
        Server server = javalin.jettyServer().server();
        for (Connector connector : server.getConnectors()) {
            if (connector instanceof NetworkConnector network) {
                network.close();
            }
        }
        StatisticsHandler running = server.getDescendant(StatisticsHandler.class);
        long deadline = System.nanoTime() + STOP_TIMEOUT.toNanos();
        while (running != null && running.getRequestsActive() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(STOP_POLL.toNanos());
        }
        javalin.stop();
    }

    /** Who calls. */
    public static Credential credential(Context context) {
        return Objects.requireNonNull(context.<Credential>attribute(CREDENTIAL), "route without credential");
    }

    /** The body of a request: a JSON object. */
    public static JsonBody body(Context context) {
        return JsonBody.parse(bytes(context));
    }

    /** The same, where a request may come without a body: then an object without fields. */
    public static JsonBody optionalBody(Context context) {
        byte[] bytes = bytes(context);
        return bytes.length == 0 ? JsonBody.empty() : JsonBody.parse(bytes);
    }

    /** A path parameter that is a name an app chose. */
    public static String pathIdentifier(Context context, String parameter) {
        return Identifiers.check(parameter, context.pathParam(parameter));
    }

    private static byte[] bytes(Context context) {
        try {
            InputStream stream = context.req().getInputStream();
            byte[] bytes = stream.readNBytes(MAX_BODY_BYTES + 1);
            if (bytes.length > MAX_BODY_BYTES) {
                drain(stream);
                throw new Rejected("too_large", "the request body must have at most " + MAX_BODY_BYTES + " bytes");
            }
            return bytes;
        } catch (IOException gone) {
            throw new Rejected("invalid_request", "the request body could not be read to its end");
        }
    }

    private static void drain(InputStream stream) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long drained = 0;
        int read = stream.read(buffer);
        while (read >= 0 && drained < DRAINED_BYTES) {
            drained += read;
            read = stream.read(buffer);
        }
    }

    /** Collects what a service serves; {@link #start} opens the port. */
    public static final class Builder {
        private record Route(HandlerType method, String path, Handler handler) {}

        private final String service;
        private final List<Route> serviceRoutes = new ArrayList<>();
        private final Map<String, HealthCheck> checks = new LinkedHashMap<>();
        private String host = "127.0.0.1";
        private int port;
        private Authenticator authenticator = StaticKeys.none();
        private @Nullable MeterRegistry meters;
        private @Nullable URL openApi;

        private Builder(String service) {
            this.service = service;
        }

        /** @param port 0 for any free one */
        public Builder listen(String host, int port) {
            this.host = host;
            this.port = port;
            return this;
        }

        public Builder authenticator(Authenticator authenticator) {
            this.authenticator = authenticator;
            return this;
        }

        public Builder meters(MeterRegistry meters) {
            this.meters = meters;
            return this;
        }

        /** The service's OpenAPI document, a resource. */
        public Builder openApi(URL document) {
            this.openApi = document;
            return this;
        }

        public Builder check(String name, HealthCheck check) {
            checks.put(name, check);
            return this;
        }

        public Builder get(String path, Handler handler) {
            return route(HandlerType.GET, path, handler);
        }

        public Builder post(String path, Handler handler) {
            return route(HandlerType.POST, path, handler);
        }

        public Builder put(String path, Handler handler) {
            return route(HandlerType.PUT, path, handler);
        }

        public Builder patch(String path, Handler handler) {
            return route(HandlerType.PATCH, path, handler);
        }

        public Builder delete(String path, Handler handler) {
            return route(HandlerType.DELETE, path, handler);
        }

        private Builder route(HandlerType method, String path, Handler handler) {
            serviceRoutes.add(new Route(method, path, handler));
            return this;
        }

        /**
         * Opens the port.
         *
         * @throws IllegalArgumentException when the address is not loopback and routes of the service would be open to it
         */
        public HttpServer start() {
            if (!serviceRoutes.isEmpty() && authenticator.admitsAnonymous() && !LocalCallers.isLoopback(host)) {
                throw new IllegalArgumentException(service + ": refuses to listen on " + host
                        + " without credentials; set MEMSTREAM_API_KEYS, or listen on 127.0.0.1");
            }
            List<String> routes = new ArrayList<>();
            Javalin javalin = Javalin.create(config -> configure(config, routes));
            try {
                javalin.start(host, port);
            } catch (RuntimeException failure) {
                javalin.stop();
                throw new IllegalStateException(
                        service + ": cannot listen on " + host + ":" + port + ", is the port taken?", failure);
            }
            return new HttpServer(javalin, routes);
        }

        private void configure(JavalinConfig config, List<String> routes) {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.http.prefer405over404 = true;
            config.http.maxRequestSize = MAX_BODY_BYTES;
            config.http.compressionStrategy = CompressionStrategy.GZIP;
            config.http.defaultContentType = "application/json";
            config.jetty.threadPool = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
            config.jetty.modifyServer(Builder::configure);
            config.jetty.modifyHttpConfiguration(Builder::configure);
            config.jetty.modifyServletContextHandler(handler -> {
                handler.setErrorHandler(new JettyProblems());
                handler.getServletHandler().setDecodeAmbiguousURIs(true);
            });
            config.requestLogger.http((context, milliseconds) -> measure(context, milliseconds));
            config.routes.before(Builder::secure);
            // Javalin answers its own exceptions by itself unless their type is named.
            config.routes.exception(
                    HttpResponseException.class, (failure, context) -> answer(context, Problems.of(failure)));
            config.routes.exception(Exception.class, (failure, context) -> answer(context, Problems.of(failure)));
            config.router.javaLangErrorHandler((response, error) -> answer(response, Problems.unexpected(error)));

            operate(config, routes);
            for (Route route : serviceRoutes) {
                routes.add(route.method() + " " + route.path());
                config.routes.addHttpHandler(route.method(), route.path(), context -> {
                    context.attribute(CREDENTIAL, authenticate(context));
                    route.handler().handle(context);
                });
            }
        }

        private static void configure(Server server) {
            server.setErrorHandler(new JettyProblems());
            // Jetty's own graceful stop waits for idle connections too.
            server.setStopTimeout(0);
        }

        private static void configure(HttpConfiguration http) {
            http.setUriCompliance(ANY_TEXT_IN_SEGMENTS);
            http.setSendServerVersion(false);
            http.setSendDateHeader(false);
            http.setRequestHeaderSize(MAX_HEADER_BYTES);
            http.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        }

        private void operate(JavalinConfig config, List<String> routes) {
            routes.add("GET /health/live");
            config.routes.get("/health/live", context -> context.json(Map.of("status", "live")));
            routes.add("GET /health/ready");
            config.routes.get("/health/ready", this::ready);
            MeterRegistry shown = meters;
            if (shown != null && Metrics.scrape(shown).isPresent()) {
                routes.add("GET /metrics");
                config.routes.get(
                        "/metrics",
                        context -> context.contentType("text/plain; version=0.0.4; charset=utf-8")
                                .result(Metrics.scrape(shown).orElse("")));
            }
            if (openApi != null) {
                byte[] document = read(openApi);
                routes.add("GET /openapi.json");
                config.routes.get(
                        "/openapi.json",
                        context -> context.contentType("application/json").result(document));
            }
        }

        private static byte[] read(URL document) {
            try (InputStream stream = document.openStream()) {
                return stream.readAllBytes();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        private void ready(Context context) {
            Map<String, Object> results = new TreeMap<>();
            boolean ready = true;
            for (Map.Entry<String, HealthCheck> check : checks.entrySet()) {
                String problem = problem(check.getKey(), check.getValue());
                ready &= problem == null;
                results.put(
                        check.getKey(),
                        problem == null ? Map.of("status", "up") : Map.of("status", "down", "problem", problem));
            }
            Map<String, Object> body = new TreeMap<>();
            body.put("status", ready ? "ready" : "not_ready");
            body.put("checks", results);
            context.status(ready ? 200 : 503).json(body);
        }

        private static @Nullable String problem(String name, HealthCheck check) {
            try {
                return check.problem().orElse(null);
            } catch (RuntimeException failed) {
                LOG.warn("event=check_failed check={}", name, failed);
                return "the check failed; the log has more";
            }
        }

        private Credential authenticate(Context context) {
            String key = key(context);
            if (key == null && authenticator.admitsAnonymous()) {
                LocalCallers.check(context.header("Host"), context.header("Origin"));
            }
            return authenticator
                    .authenticate(key)
                    .orElseThrow(() -> new Rejected(
                            "unauthorized",
                            key == null
                                    ? "a key is required, in X-Api-Key or as a bearer token"
                                    : "the key is not known"));
        }

        private static @Nullable String key(Context context) {
            String key = context.header("X-Api-Key");
            if (key != null && !key.isBlank()) {
                return key.strip();
            }
            String authorization = context.header("Authorization");
            boolean bearer = authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7);
            return authorization != null && bearer ? authorization.substring(7).strip() : null;
        }

        private static void secure(Context context) {
            context.header("X-Content-Type-Options", "nosniff");
            context.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            context.header("Referrer-Policy", "no-referrer");
            context.header("Cache-Control", "no-store");
        }

        /** For what is not an exception: a class that is missing, memory that has run out. */
        private static void answer(HttpServletResponse response, Problem problem) {
            try {
                response.setStatus(problem.status());
                response.setContentType(Problem.CONTENT_TYPE);
                response.getOutputStream().write(problem.json());
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        private static void answer(Context context, Problem problem) {
            problem.headers().forEach(context::header);
            context.status(problem.status()).contentType(Problem.CONTENT_TYPE).result(problem.json());
        }

        private void measure(Context context, float milliseconds) {
            if (meters == null) {
                return;
            }
            String route = context.endpoints().matchedHttpEndpoint() == null
                    ? "unknown"
                    : context.endpoints().matchedHttpEndpoint().path;
            Timer.builder("http.server.requests")
                    .tag("service", service)
                    .tag("method", context.method().toString())
                    .tag("route", route)
                    .tag("status", Integer.toString(context.statusCode()))
                    .publishPercentileHistogram()
                    .minimumExpectedValue(Duration.ofMillis(1))
                    .maximumExpectedValue(Duration.ofSeconds(30))
                    .register(meters)
                    .record(Duration.ofNanos((long) (milliseconds * 1_000_000)));
        }
    }
}
