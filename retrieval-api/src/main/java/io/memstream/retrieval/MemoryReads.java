package io.memstream.retrieval;

import io.javalin.http.Context;
import io.memstream.adapters.http.HttpServer;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Status;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A user's facts: the list, one, and its versions. */
final class MemoryReads {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    private static final Comparator<Fact> LATEST_FIRST =
            Comparator.comparing(Fact::recordedAt).reversed().thenComparing(Fact::id);

    private final Opening opening;
    private final RetrievalConfig config;
    private final InstantSource clock;

    MemoryReads(Opening opening, RetrievalConfig config, InstantSource clock) {
        this.opening = opening;
        this.config = config;
        this.clock = clock;
    }

    /** {@code GET /v1/users/{user}/memories}: latest recorded first. */
    void list(Context context) {
        QueryParameters query = new QueryParameters(context);
        Predicate<Fact> wanted = wanted(query);
        int limit = query.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        Cursor cursor = Cursor.parse(query.text("cursor"));
        Instant at = Objects.requireNonNullElseGet(query.instant("as_of"), clock::instant);
        List<Fact> facts = open(context, query)
                .map(opened -> opened.await(opened.generation().reader().facts(opened.owner())))
                .orElse(List.of())
                .stream()
                .filter(wanted)
                .filter(cursor::isBefore)
                .sorted(LATEST_FIRST)
                .toList();
        List<Fact> page = facts.subList(0, Math.min(limit, facts.size()));
        Fields fields = new Fields()
                .with(
                        "memories",
                        page.stream().map(fact -> FactJson.of(fact, at)).toList());
        if (page.size() < facts.size()) {
            fields.with("next", Cursor.after(page.get(page.size() - 1)).toString());
        }
        context.json(fields.json());
    }

    private static Predicate<Fact> wanted(QueryParameters query) {
        Kind kind = query.word("kind", Kind.class);
        Status status = query.word("status", Status.class);
        String scope = query.identifier("scope");
        Instant asOf = query.instant("as_of");
        return fact -> (kind == null || fact.kind() == kind)
                && (scope == null || fact.scope() == null || scope.equals(fact.scope()))
                && hasStatus(fact, status, asOf);
    }

    /** A time asks for what held then, unless the caller asks for a status. */
    private static boolean hasStatus(Fact fact, @Nullable Status status, @Nullable Instant asOf) {
        if (asOf == null) {
            return fact.status() == (status == null ? Status.ACTIVE : status);
        }
        return Validity.heldAt(fact, asOf) && (status == null || fact.status() == status);
    }

    /** {@code GET /v1/users/{user}/memories/{id}}. */
    void one(Context context) {
        QueryParameters query = new QueryParameters(context);
        Fact fact = read(
                        context,
                        query,
                        (opened, id) ->
                                opened.await(opened.generation().reader().fact(opened.owner(), id)))
                .orElseThrow(MemoryReads::notFound);
        context.json(FactJson.of(fact, clock.instant()));
    }

    /** {@code GET /v1/users/{user}/memories/{id}/history}: oldest version first. */
    void history(Context context) {
        QueryParameters query = new QueryParameters(context);
        List<Fact> versions = read(
                        context,
                        query,
                        (opened, id) -> Optional.of(
                                opened.await(opened.generation().reader().history(opened.owner(), id))))
                .filter(found -> !found.isEmpty())
                .orElseThrow(MemoryReads::notFound);
        List<Map<String, Object>> json =
                versions.stream().map(FactJson::version).toList();
        context.json(new Fields().with("versions", json).json());
    }

    private <T> Optional<T> read(
            Context context, QueryParameters query, BiFunction<Opening.Opened, UUID, Optional<T>> reader) {
        UUID id = MemoryId.parse(context.pathParam("id"));
        Optional<Opening.Opened> opened = open(context, query);
        return id == null ? Optional.empty() : opened.flatMap(open -> reader.apply(open, id));
    }

    private Optional<Opening.Opened> open(Context context, QueryParameters query) {
        return opening.open(
                HttpServer.credential(context).tenant(), QueryParameters.user(context), query.timing(config));
    }

    private static Rejected notFound() {
        return new Rejected("not_found", "there is no memory of this id");
    }
}
