package io.memstream.gateway;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.memstream.adapters.http.HttpServer;
import io.memstream.core.model.Position;
import io.memstream.core.model.Turn;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * {@code POST /v1/turns}: all turns of a request are checked and sealed before the first one is appended, and the answer
 * comes when the log has acknowledged all of them.
 */
final class TurnsHandler implements Handler {
    private final TurnRules rules;
    private final TurnSealer sealer;
    private final ConversationLog log;
    private final InFlight inFlight;
    private final int maxTurns;
    private final InstantSource clock;
    private final Executor answers;
    private final Counter accepted;

    /** @param answers where answers are written: the log's own thread must not wait for a slow client */
    TurnsHandler(
            TurnRules rules,
            TurnSealer sealer,
            ConversationLog log,
            InFlight inFlight,
            int maxTurns,
            InstantSource clock,
            Executor answers,
            MeterRegistry meters) {
        this.rules = rules;
        this.sealer = sealer;
        this.log = log;
        this.inFlight = inFlight;
        this.maxTurns = maxTurns;
        this.clock = clock;
        this.answers = answers;
        this.accepted =
                Counter.builder("memstream.gateway.turns").tag("source", "http").register(meters);
    }

    @Override
    public void handle(Context context) {
        String tenant = HttpServer.credential(context).tenant();
        List<Turn> turns = turns(context);
        List<SealedRecord> sealed =
                turns.stream().map(turn -> sealer.seal(tenant, turn)).toList();
        InFlight.Room room = inFlight.take(
                sealed.size(),
                sealed.stream().mapToLong(one -> one.value().length).sum());
        CompletableFuture<Position> appended =
                log.appendAll(sealed).whenComplete((position, failure) -> room.release());
        context.future(() -> appended.thenAcceptAsync(position -> answer(context, turns, position), answers));
    }

    private List<Turn> turns(Context context) {
        List<TurnsBody.Item> items = TurnsBody.read(HttpServer.body(context), maxTurns);
        Instant now = clock.instant();
        List<Turn> turns = new ArrayList<>(items.size());
        for (TurnsBody.Item item : items) {
            turns.add(rules.accept(item.path(), item.turn(), UUID.randomUUID().toString(), now));
        }
        return turns;
    }

    private void answer(Context context, List<Turn> turns, Position position) {
        accepted.increment(turns.size());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("position", position.toString());
        body.put("accepted", turns.size());
        body.put("turn_ids", turns.stream().map(Turn::turnId).toList());
        body.put("remembered", true);
        context.status(202).json(body);
    }
}
