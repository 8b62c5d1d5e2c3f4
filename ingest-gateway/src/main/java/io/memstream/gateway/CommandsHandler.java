package io.memstream.gateway;

import io.javalin.http.Context;
import io.memstream.adapters.http.Credential;
import io.memstream.adapters.http.HttpServer;
import io.memstream.adapters.http.JsonBody;
import io.memstream.core.model.Command;
import io.memstream.core.model.Position;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The calls under {@code /v1/users/{user}}: one command each, checked and sealed before it is appended, and answered when
 * the log has acknowledged it.
 */
final class CommandsHandler {
    private final CommandBody bodies;
    private final CommandLog commands;
    private final Erasures erasures;
    private final InFlight inFlight;
    private final InstantSource clock;
    private final Executor answers;
    private final Counter accepted;

    /** @param answers where answers are written: the log's own thread must not wait for a slow client */
    CommandsHandler(
            CommandBody bodies,
            CommandLog commands,
            Erasures erasures,
            InFlight inFlight,
            InstantSource clock,
            Executor answers,
            MeterRegistry meters) {
        this.bodies = bodies;
        this.commands = commands;
        this.erasures = erasures;
        this.inFlight = inFlight;
        this.clock = clock;
        this.answers = answers;
        this.accepted = Counter.builder("memstream.gateway.commands")
                .tag("source", "http")
                .register(meters);
    }

    void remember(Context context) {
        JsonBody body = HttpServer.body(context);
        write(context, body, bodies.remember(tenant(context), body));
    }

    void correct(Context context) {
        JsonBody body = HttpServer.body(context);
        write(context, body, bodies.correct(tenant(context), body, id(context, body)));
    }

    /** A body is not needed; it may give the command its id. */
    void forgetOne(Context context) {
        JsonBody body = HttpServer.optionalBody(context);
        write(context, body, bodies.forget(id(context, body)));
    }

    void forget(Context context) {
        JsonBody body = HttpServer.body(context);
        write(context, body, bodies.forget(body));
    }

    void consent(Context context) {
        JsonBody body = HttpServer.body(context);
        write(context, body, bodies.consent(body, context.pathParam("category")));
    }

    void mode(Context context) {
        JsonBody body = HttpServer.body(context);
        write(context, body, bodies.mode(body));
    }

    void block(Context context) {
        JsonBody body = HttpServer.body(context);
        write(context, body, bodies.block(tenant(context), body, context.pathParam("label")));
    }

    void outcome(Context context) {
        JsonBody body = HttpServer.body(context);
        write(context, body, bodies.outcome(tenant(context), body));
    }

    /** A body is not needed. Room in flight is not either: an order is some bytes, and who wants to be gone is let go. */
    void erase(Context context) {
        JsonBody body = HttpServer.optionalBody(context);
        Credential credential = HttpServer.credential(context);
        CommandRules.Submitted submitted = new CommandRules.Submitted(
                HttpServer.pathIdentifier(context, "user"),
                body.optionalIdentifier("command_id"),
                null,
                credential.name());
        AcceptedErasure order =
                CommandRules.erasure(submitted, UUID.randomUUID().toString(), clock.instant());
        CompletableFuture<Position> ordered =
                erasures.execute(credential.tenant(), order).thenApply(Position::new);
        context.future(() -> ordered.thenAcceptAsync(
                position -> {
                    accepted.increment();
                    context.status(202).json(Map.of("position", position.toString(), "command_id", order.erasureId()));
                },
                answers));
    }

    private static String tenant(Context context) {
        return HttpServer.credential(context).tenant();
    }

    private static UUID id(Context context, JsonBody body) {
        return CommandBody.id(body, context.pathParam("id"));
    }

    private void write(Context context, JsonBody body, Command command) {
        Credential credential = HttpServer.credential(context);
        CommandRules.Submitted submitted = new CommandRules.Submitted(
                HttpServer.pathIdentifier(context, "user"),
                body.optionalIdentifier("command_id"),
                body.optionalInstant("occurred_at"),
                credential.name());
        AcceptedCommand ruled =
                CommandRules.accept(submitted, command, UUID.randomUUID().toString(), clock.instant());
        CommandLog.Prepared prepared = commands.prepare(credential.tenant(), ruled);
        InFlight.Room room = inFlight.take(1, prepared.record().value().length);
        CompletableFuture<Position> appended = append(prepared, room);
        context.future(() -> appended.thenAcceptAsync(position -> answer(context, prepared, position), answers));
    }

    private CompletableFuture<Position> append(CommandLog.Prepared prepared, InFlight.Room room) {
        try {
            return commands.append(prepared)
                    .thenApply(Position::new)
                    .whenComplete((position, failure) -> room.release());
        } catch (RuntimeException failure) {
            room.release();
            throw failure;
        }
    }

    private void answer(Context context, CommandLog.Prepared prepared, Position position) {
        accepted.increment();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("position", position.toString());
        body.put("command_id", prepared.command().commandId());
        prepared.memoryId().ifPresent(id -> {
            body.put("id", id.toString());
            body.put("remembered", true);
        });
        context.status(202).json(body);
    }
}
