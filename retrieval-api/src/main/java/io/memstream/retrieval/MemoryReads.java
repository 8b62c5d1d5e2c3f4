package io.memstream.retrieval;

import io.javalin.http.Context;
import io.memstream.core.context.Validity;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Alias;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Status;
import io.memstream.core.port.MemoryReader;
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

    private final Users users;
    private final RetrievalConfig config;
    private final InstantSource clock;

    MemoryReads(Users users, RetrievalConfig config, InstantSource clock) {
        this.users = users;
        this.config = config;
        this.clock = clock;
    }

    /** {@code GET /v1/users/{user}/memories}: latest recorded first. */
    void list(Context context) {
        QueryParameters query = new QueryParameters(context);
        Predicate<Fact> wanted = wanted(query);
        int limit = query.integer("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        Cursor cursor = Cursor.parse(query.text("cursor"));
        Instant knownAt = query.instant("known_at");
        Instant asOf = query.instant("as_of");
        Instant at = Objects.requireNonNullElseGet(asOf == null ? knownAt : asOf, clock::instant);
        List<Fact> facts = users.read(context, opened -> facts(opened, knownAt), List.<Fact>of()).stream()
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

    private static List<Fact> facts(Opening.Opened opened, @Nullable Instant knownAt) {
        MemoryReader reader = opened.generation().reader();
        List<Fact> facts = opened.await(reader.facts(opened.owner()));
        return opened.await(FactVersions.at(reader, opened.owner(), facts, knownAt));
    }

    private Predicate<Fact> wanted(QueryParameters query) {
        double minConfidence = query.fraction("min_confidence", config.minConfidence());
        Kind kind = query.word("kind", Kind.class);
        Status status = query.word("status", Status.class);
        String scope = query.identifier("scope");
        Instant asOf = query.instant("as_of");
        return fact -> (kind == null || fact.kind() == kind)
                && fact.confidence() >= minConfidence
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

    /** {@code GET /v1/users/{user}/memories/{id}}: also by an id that was answered for it once. */
    void one(Context context) {
        Fact fact = read(
                        context,
                        (opened, id) ->
                                opened.await(opened.generation().reader().fact(opened.owner(), id)))
                .orElseThrow(MemoryReads::notFound);
        context.json(FactJson.of(fact, clock.instant()));
    }

    /** {@code GET /v1/users/{user}/memories/{id}/history}: oldest version first. */
    void history(Context context) {
        List<Fact> versions = read(
                        context,
                        (opened, id) -> Optional.of(opened.await(
                                        opened.generation().reader().history(opened.owner(), id)))
                                .filter(found -> !found.isEmpty()))
                .orElseThrow(MemoryReads::notFound);
        List<Map<String, Object>> json =
                versions.stream().map(FactJson::version).toList();
        context.json(new Fields().with("versions", json).json());
    }

    private <T> Optional<T> read(Context context, BiFunction<Opening.Opened, UUID, Optional<T>> reader) {
        UUID id = MemoryId.parse(context.pathParam("id"));
        return id == null
                ? Optional.empty()
                : users.open(context)
                        .flatMap(opened -> reader.apply(opened, id)
                                .or(() -> opened.await(opened.generation()
                                                .reader()
                                                .holding(opened.owner(), Alias.class, id.toString()))
                                        .flatMap(alias -> reader.apply(opened, alias.fact()))));
    }

    private static Rejected notFound() {
        return new Rejected("not_found", "there is no memory of this id");
    }
}
