package io.memstream.adapters.cassandra;

import io.memstream.adapters.cassandra.SessionTurnRows.Place;
import io.memstream.core.model.Episode;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Holding;
import io.memstream.core.model.HoldingType;
import io.memstream.core.model.Owner;
import io.memstream.core.port.MemoryReader;
import io.memstream.core.port.Vault;
import io.memstream.core.port.Vault.Opened;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads partitions in parallel; opens bodies on threads of its own, for a driver's thread must not wait for a key. */
final class CassandraReader implements MemoryReader {
    /** Rows asked for by one statement. */
    private static final int ROWS_AT_ONCE = 100;

    private final Vault vault;
    private final Executor unsealing;
    private final EpisodeRows episodes;
    private final RankRows rankRows;
    private final SessionTurnRows sessionTurns;
    private final HoldingRows holdings;
    private final FactRows facts;
    private final FactVersionRows factVersions;
    private final TotalsRow totals;

    CassandraReader(Cql cql, String keyspace, Vault vault, Executor unsealing) {
        this.vault = vault;
        this.unsealing = unsealing;
        this.episodes = new EpisodeRows(cql, keyspace);
        this.rankRows = new RankRows(cql, keyspace);
        this.sessionTurns = new SessionTurnRows(cql, keyspace);
        this.holdings = new HoldingRows(cql, keyspace);
        this.facts = new FactRows(cql, keyspace);
        this.factVersions = new FactVersionRows(cql, keyspace);
        this.totals = new TotalsRow(cql, keyspace);
    }

    @Override
    public CompletionStage<List<Episode>> episodes(Owner owner, Collection<RankRow> rows) {
        List<RankRow> wanted = List.copyOf(rows);
        return ofKnown(
                owner,
                List.of(),
                () -> bodies(owner, places(wanted)).thenApplyAsync(bodies -> joined(owner, wanted, bodies), unsealing));
    }

    @Override
    public CompletionStage<List<RankRow>> rankChunk(Owner owner, long chunk) {
        return ofKnown(
                owner,
                List.of(),
                () -> rankRows.select(owner, chunk)
                        .thenApplyAsync(
                                bodies -> opened(owner, RankRows.CONTEXT, bodies, RankRowCodec::decode), unsealing));
    }

    @Override
    public CompletionStage<List<Episode>> lastTurns(Owner owner, String sessionId, int limit) {
        return ofKnown(
                owner,
                List.of(),
                () -> sessionTurns
                        .selectLast(owner, SessionTurnRows.key(vault, owner, sessionId), limit)
                        .thenCompose(places -> turns(owner, places)));
    }

    @Override
    public <T extends Holding> CompletionStage<List<T>> holdings(Owner owner, Class<T> type) {
        HoldingType stored = HoldingType.of(type);
        return ofKnown(
                owner,
                List.of(),
                () -> holdings.select(owner, stored)
                        .thenApplyAsync(
                                bodies -> sorted(opened(owner, type, bodies), Comparator.comparing(Holding::id)),
                                unsealing));
    }

    @Override
    public <T extends Holding> CompletionStage<Optional<T>> holding(Owner owner, Class<T> type, String id) {
        HoldingType stored = HoldingType.of(type);
        return ofKnown(
                owner,
                Optional.empty(),
                () -> holdings.select(vault, owner, stored, id)
                        .thenApplyAsync(
                                bodies -> opened(owner, type, bodies).stream().findFirst(), unsealing));
    }

    private <T extends Holding> List<T> opened(Owner owner, Class<T> type, List<byte[]> bodies) {
        return opened(owner, HoldingRows.word(HoldingType.of(type)), bodies, body -> HoldingCodec.decode(type, body));
    }

    @Override
    public CompletionStage<List<Fact>> facts(Owner owner) {
        return ofKnown(
                owner,
                List.of(),
                () -> facts.select(owner)
                        .thenApplyAsync(
                                bodies -> sorted(
                                        opened(owner, FactRows.CONTEXT, bodies, FactCodec::decode),
                                        Comparator.comparing(Fact::recordedAt)
                                                .reversed()
                                                .thenComparing(Fact::id)),
                                unsealing));
    }

    @Override
    public CompletionStage<Optional<Fact>> fact(Owner owner, UUID id) {
        return ofKnown(
                owner,
                Optional.empty(),
                () -> facts.select(owner, id)
                        .thenApplyAsync(
                                bodies -> opened(owner, FactRows.CONTEXT, bodies, FactCodec::decode).stream()
                                        .findFirst(),
                                unsealing));
    }

    @Override
    public CompletionStage<List<Fact>> history(Owner owner, UUID id) {
        return ofKnown(
                owner,
                List.of(),
                () -> factVersions
                        .select(owner, id)
                        .thenApplyAsync(
                                bodies -> opened(owner, FactRows.CONTEXT, bodies, FactCodec::decode), unsealing));
    }

    @Override
    public CompletionStage<Totals> totals(Owner owner) {
        return ofKnown(
                owner,
                new Totals(0, 0, 0, 0, null),
                () -> totals.select(owner)
                        .thenCombine(
                                facts.count(owner).thenCombine(holdings.count(owner, HoldingType.SESSION), Counts::new),
                                (stored, counts) -> new Totals(
                                        stored.map(TotalsRow.Stored::episodes).orElse(0L),
                                        stored.map(TotalsRow.Stored::ordinals).orElse(0L),
                                        counts.facts(),
                                        counts.sessions(),
                                        stored.map(TotalsRow.Stored::lastUpdated)
                                                .orElse(null))));
    }

    /** An owner never seen or erased has nothing, and no key to ask with. */
    private <T> CompletionStage<T> ofKnown(Owner owner, T nothing, Supplier<CompletableFuture<T>> read) {
        return CompletableFuture.supplyAsync(() -> vault.knows(owner), unsealing)
                .thenCompose(known -> known ? read.get() : CompletableFuture.completedFuture(nothing));
    }

    private CompletableFuture<List<Episode>> turns(Owner owner, List<Place> places) {
        return rankRows(owner, places)
                .thenCombineAsync(
                        bodies(owner, places),
                        (ranked, bodies) -> joined(
                                owner,
                                sorted(
                                        opened(owner, RankRows.CONTEXT, ranked, RankRowCodec::decode),
                                        Comparator.comparingInt(RankRow::sessionOrdinal)),
                                bodies),
                        unsealing);
    }

    private CompletableFuture<List<byte[]>> rankRows(Owner owner, List<Place> places) {
        Map<Long, List<Integer>> slots = places.stream()
                .collect(Collectors.groupingBy(
                        place -> RankRows.chunk(place.ordinal()),
                        Collectors.mapping(place -> RankRows.slot(place.ordinal()), Collectors.toList())));
        return all(slots.entrySet().stream()
                        .map(chunk -> rankRows.select(owner, chunk.getKey(), chunk.getValue()))
                        .toList())
                .thenApply(chunks -> chunks.stream().flatMap(List::stream).toList());
    }

    private CompletableFuture<Map<Long, byte[]>> bodies(Owner owner, List<Place> places) {
        Map<Integer, List<Long>> months = places.stream()
                .collect(Collectors.groupingBy(Place::month, Collectors.mapping(Place::ordinal, Collectors.toList())));
        List<CompletableFuture<Map<Long, byte[]>>> reads = new ArrayList<>();
        months.forEach((month, ordinals) -> {
            for (int from = 0; from < ordinals.size(); from += ROWS_AT_ONCE) {
                int to = Math.min(from + ROWS_AT_ONCE, ordinals.size());
                reads.add(episodes.select(owner, month, ordinals.subList(from, to)));
            }
        });
        return all(reads).thenApply(parts -> {
            Map<Long, byte[]> bodies = new HashMap<>();
            parts.forEach(bodies::putAll);
            return bodies;
        });
    }

    /** In the order of the rows; a row without a body is left out. */
    private List<Episode> joined(Owner owner, List<RankRow> rows, Map<Long, byte[]> bodies) {
        return rows.stream()
                .filter(row -> bodies.containsKey(row.ordinal()))
                .flatMap(row -> opened(
                        owner,
                        EpisodeRows.CONTEXT,
                        List.of(bodies.get(row.ordinal())),
                        body -> EpisodeCodec.decode(body, row.features()))
                        .stream())
                .toList();
    }

    /** What was sealed by a key that is destroyed is left out. */
    private <T> List<T> opened(Owner owner, String context, List<byte[]> bodies, Function<byte[], T> decode) {
        List<T> values = new ArrayList<>(bodies.size());
        for (byte[] body : bodies) {
            if (vault.open(owner, context, body) instanceof Opened.Plain plain) {
                values.add(decode.apply(plain.bytes()));
            }
        }
        return values;
    }

    private static List<Place> places(List<RankRow> rows) {
        return rows.stream().map(row -> new Place(row.ordinal(), row.month())).toList();
    }

    private static <T> List<T> sorted(List<T> values, Comparator<? super T> order) {
        return values.stream().sorted(order).toList();
    }

    private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> parts) {
        return CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> parts.stream().map(CompletableFuture::join).toList());
    }

    private record Counts(long facts, long sessions) {}
}
