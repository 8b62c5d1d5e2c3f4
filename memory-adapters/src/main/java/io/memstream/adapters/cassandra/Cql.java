package io.memstream.adapters.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.OptionsMap;
import com.datastax.oss.driver.api.core.config.TypedDriverOption;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLContext;

/** The driver's session with our settings and our failures. */
final class Cql implements AutoCloseable {
    /** A changed schema is waited for on all nodes. */
    private static final Duration SCHEMA_TIMEOUT = Duration.ofSeconds(60);

    /** Rows carry up to some kilobytes. */
    private static final int PAGE_ROWS = 500;

    private final CqlSession session;

    private Cql(CqlSession session) {
        this.session = session;
    }

    /** @throws io.memstream.core.failure.Unavailable when no contact point answers */
    static Cql connect(CassandraConfig config) {
        CqlSessionBuilder builder = CqlSession.builder()
                .withConfigLoader(DriverConfigLoader.fromMap(options(config)))
                .addContactPoints(config.contactPoints())
                .withLocalDatacenter(config.localDatacenter());
        if (config.credentials() != null) {
            builder.withAuthCredentials(
                    config.credentials().user(), config.credentials().password());
        }
        if (config.tls()) {
            builder.withSslContext(trustedByTheJvm());
        }
        try {
            return new Cql(builder.build());
        } catch (RuntimeException failed) {
            throw Failures.of(failed);
        }
    }

    private static OptionsMap options(CassandraConfig config) {
        OptionsMap options = OptionsMap.driverDefaults();
        // With it each changed table costs a second, and nothing here reads it.
        options.put(TypedDriverOption.METADATA_SCHEMA_ENABLED, false);
        // Without it closing waits two seconds.
        options.put(TypedDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0);
        options.put(TypedDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0);
        options.put(TypedDriverOption.NETTY_DAEMON, true);
        options.put(TypedDriverOption.REQUEST_TIMEOUT, config.requestTimeout());
        options.put(TypedDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM");
        options.put(TypedDriverOption.REQUEST_SERIAL_CONSISTENCY, "SERIAL");
        // Reads, and writes that carry their own time; lightweight transactions say otherwise.
        options.put(TypedDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, true);
        options.put(TypedDriverOption.REQUEST_PAGE_SIZE, PAGE_ROWS);
        options.put(TypedDriverOption.CONNECTION_CONNECT_TIMEOUT, config.requestTimeout());
        options.put(TypedDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, config.requestTimeout());
        options.put(TypedDriverOption.CONTROL_CONNECTION_TIMEOUT, config.requestTimeout());
        // A node that comes back is used soon.
        options.put(TypedDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(250));
        options.put(TypedDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(5));
        return options;
    }

    private static SSLContext trustedByTheJvm() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("the JVM has no default TLS context", missing);
        }
    }

    PreparedStatement prepare(String statement) {
        try {
            return session.prepare(statement);
        } catch (RuntimeException failed) {
            throw Failures.of(failed);
        }
    }

    void define(String statement) {
        now(SimpleStatement.newInstance(statement).setTimeout(SCHEMA_TIMEOUT));
    }

    /** Blocks; never to be called from a driver's thread. */
    List<Row> now(Statement<?> statement) {
        try {
            return session.execute(statement).all();
        } catch (RuntimeException failed) {
            throw Failures.of(failed);
        }
    }

    /** All rows, page by page. Completes on a driver's thread. */
    CompletableFuture<List<Row>> rows(Statement<?> statement) {
        return translated(session.executeAsync(statement).thenCompose(first -> collect(first, new ArrayList<>())));
    }

    /** Completes on a driver's thread. */
    CompletableFuture<Void> write(Statement<?> statement) {
        return translated(session.executeAsync(statement).thenApply(done -> null));
    }

    int bytes(Statement<?> statement) {
        return statement.computeSizeInBytes(session.getContext());
    }

    @Override
    public void close() {
        session.close();
    }

    private static CompletionStage<List<Row>> collect(AsyncResultSet page, List<Row> rows) {
        page.currentPage().forEach(rows::add);
        return page.hasMorePages()
                ? page.fetchNextPage().thenCompose(next -> collect(next, rows))
                : CompletableFuture.completedFuture(rows);
    }

    private static <T> CompletableFuture<T> translated(CompletionStage<T> stage) {
        return stage.toCompletableFuture().exceptionally(failed -> {
            throw Failures.of(failed);
        });
    }
}
