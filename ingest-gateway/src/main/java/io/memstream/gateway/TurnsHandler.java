package io.memstream.gateway;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.memstream.adapters.http.HttpServer;
import io.memstream.core.model.Owner;
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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/turns}: all turns of a request are checked and sealed before the first one is appended, and the answer
 * comes when the log has acknowledged all of them. Turns of users whose memory is paused are checked alike and left out.
 */
final class TurnsHandler implements Handler {
    private final TurnRules rules;
    private final LogSealer sealer;
    private final Modes modes;
    private final ConversationLog log;
    private final InFlight inFlight;
    private final int maxTurns;
    private final InstantSource clock;
    private final Executor answers;
    private final Counter accepted;
    private final Counter paused;

    private record Addressed(Owner owner, Turn turn) {}

    /** @param answers where answers are written: the log's own thread must not wait for a slow client */
    TurnsHandler(
            TurnRules rules,
            LogSealer sealer,
            Modes modes,
            ConversationLog log,
            InFlight inFlight,
            int maxTurns,
            InstantSource clock,
            Executor answers,
            MeterRegistry meters) {
        this.rules = rules;
        this.sealer = sealer;
        this.modes = modes;
        this.log = log;
        this.inFlight = inFlight;
        this.maxTurns = maxTurns;
        this.clock = clock;
        this.answers = answers;
        this.accepted =
                Counter.builder("memstream.gateway.turns").tag("source", "http").register(meters);
        this.paused = Counter.builder("memstream.gateway.paused.turns")
                .tag("source", "http")
                .register(meters);
    }

    @Override
    public void handle(Context context) {
        List<Addressed> turns = turns(context);
        Set<Owner> silent = modes.paused(turns.stream().map(Addressed::owner).toList());
        List<SealedRecord> sealed = turns.stream()
                .filter(each -> !silent.contains(each.owner()))
                .map(each -> sealer.seal(each.owner(), each.turn()))
                .toList();
        if (sealed.isEmpty()) {
            answer(context, turns, silent, null);
            return;
        }
        InFlight.Room room = inFlight.take(
                sealed.size(),
                sealed.stream().mapToLong(one -> one.value().length).sum());
        CompletableFuture<Position> appended =
                log.appendAll(sealed).whenComplete((position, failure) -> room.release());
        context.future(() -> appended.thenAcceptAsync(position -> answer(context, turns, silent, position), answers));
    }

    private List<Addressed> turns(Context context) {
        String tenant = HttpServer.credential(context).tenant();
        List<TurnsBody.Item> items = TurnsBody.read(HttpServer.body(context), maxTurns);
        Instant now = clock.instant();
        List<Turn> turns = new ArrayList<>(items.size());
        for (TurnsBody.Item item : items) {
            turns.add(rules.accept(
                    tenant, item.path(), item.turn(), UUID.randomUUID().toString(), now));
        }
        return turns.stream()
                .map(turn -> new Addressed(sealer.owner(tenant, turn.userId()), turn))
                .toList();
    }

    /** @param position null when nothing was written */
    private void answer(Context context, List<Addressed> turns, Set<Owner> silent, @Nullable Position position) {
        List<String> left = turns.stream()
                .filter(each -> silent.contains(each.owner()))
                .map(each -> each.turn().turnId())
                .toList();
        accepted.increment(turns.size() - left.size());
        paused.increment(left.size());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("position", position == null ? null : position.toString());
        body.put("accepted", turns.size());
        body.put("turn_ids", turns.stream().map(each -> each.turn().turnId()).toList());
        body.put("remembered", position != null);
        if (!left.isEmpty()) {
            body.put("not_remembered", left);
        }
        context.status(202).json(body);
    }
}
