package io.memstream.core.ranking;

import io.memstream.core.port.MemoryReader.RankRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What ranking needs of one owner, in memory: the rows by ordinal, their sessions, and how often terms occur. A row that
 * comes in its order changes the statistics of its neighbours alone; after one that comes late or is forgotten they are
 * made anew, once for all of them, by the next read. Thread-safe.
 */
public final class OwnerView {
    /** One object for each name, however many rows have it. */
    private final Map<String, String> names = new HashMap<>();
    /** Came behind a later one of their session; not placed yet. */
    private final Map<Long, RankRow> late = new HashMap<>();
    /** Never to come back: what is told twice may be told after it was forgotten. */
    private final Set<Long> forgotten = new HashSet<>();

    private final Cuts cuts = new Cuts();
    private PlacedRows placed = new PlacedRows();
    private boolean disordered;

    private OwnerView() {}

    public static OwnerView of(Collection<RankRow> rows) {
        OwnerView view = new OwnerView();
        rows.stream().sorted(Comparator.comparingLong(RankRow::ordinal)).forEach(view::add);
        return view;
    }

    /** Repeatable: a row that is there already, or was forgotten, changes nothing. */
    public synchronized void add(RankRow row) {
        if (placed.placed(row.ordinal()) != null || forgotten.contains(row.ordinal())) {
            return;
        }
        cuts.clear();
        RankRow named = row.named(name -> names.computeIfAbsent(name, same -> same));
        if (disordered || placed.isLate(named)) {
            late.put(row.ordinal(), named);
            disordered = true;
        } else {
            placed.add(named);
        }
    }

    /** Whatever reads from now on does not see it, nor any trace of it; it does not come back. */
    public synchronized void forget(long ordinal) {
        cuts.clear();
        forgotten.add(ordinal);
        late.remove(ordinal);
        disordered |= placed.placed(ordinal) != null;
    }

    /** As if the rows had come in their order, and those that are forgotten never. */
    private void order() {
        if (!disordered) {
            return;
        }
        disordered = false;
        List<RankRow> ordered = new ArrayList<>(late.values());
        placed.all().stream()
                .map(one -> one.row)
                .filter(row -> !forgotten.contains(row.ordinal()))
                .forEach(ordered::add);
        ordered.sort(Comparator.comparingLong(RankRow::ordinal));
        late.clear();
        placed = new PlacedRows();
        ordered.forEach(placed::add);
    }

    public synchronized int size() {
        order();
        return placed.all().size();
    }

    public synchronized Optional<RankRow> row(long ordinal) {
        order();
        return Optional.ofNullable(placed.placed(ordinal)).map(one -> one.row);
    }

    /** The turns of these ids that are there, oldest first. Looks at all. */
    public synchronized List<RankRow> rows(Set<UUID> ids) {
        return admitted(row -> ids.contains(row.id()));
    }

    /** Ordinals of the latest turns, latest first. */
    public synchronized List<Long> latest(int limit) {
        order();
        List<Placed> rows = placed.all();
        List<Long> ordinals = new ArrayList<>();
        for (int i = rows.size() - 1; i >= 0 && ordinals.size() < limit; i--) {
            ordinals.add(rows.get(i).row.ordinal());
        }
        return ordinals;
    }

    /** Of those admitted the one that was said last; of several said at once the latest recorded. */
    public synchronized Optional<RankRow> lastSaid(Predicate<RankRow> admitted) {
        order();
        return Optional.ofNullable(placed.lastSaid(admitted));
    }

    /** The turns and those of their windows, each once; what is not there is left out. */
    public synchronized Set<Long> withNeighbours(Collection<Long> ordinals) {
        order();
        Set<Long> all = new LinkedHashSet<>();
        for (long ordinal : ordinals) {
            Placed turn = placed.placed(ordinal);
            for (int distance = -Placed.REACH; distance <= Placed.REACH && turn != null; distance++) {
                Placed neighbour = turn.neighbour(distance);
                if (neighbour != null) {
                    all.add(neighbour.row.ordinal());
                }
            }
        }
        return all;
    }

    /** Ordinals of a session's turns, from its first on. */
    public synchronized List<Long> ofSession(String sessionId, int limit) {
        order();
        return placed.ofSession(sessionId).stream()
                .limit(limit)
                .map(turn -> turn.row.ordinal())
                .toList();
    }

    /** Ordinals of the turns said on such days (in UTC); empty when there are more than the limit. */
    public synchronized List<Long> saidOn(Predicate<LocalDate> days, int limit) {
        order();
        return placed.days().on(days, limit);
    }

    public synchronized int count(Predicate<RankRow> admitted) {
        return admitted(admitted).size();
    }

    /** The turn before it in its session; empty for the first one. */
    public synchronized Optional<RankRow> before(long ordinal) {
        order();
        return Optional.ofNullable(placed.placed(ordinal))
                .map(turn -> turn.neighbour(-1))
                .map(turn -> turn.row);
    }

    /** Ids of the last turns of a session; empty when it holds none. */
    public synchronized Set<UUID> lastOf(String sessionId, int limit) {
        order();
        List<Placed> session = placed.ofSession(sessionId);
        return session.subList(Math.max(0, session.size() - limit), session.size()).stream()
                .map(turn -> turn.row.id())
                .collect(Collectors.toSet());
    }

    /** Names of those who speak, as they were given. */
    public synchronized Set<String> speakers() {
        order();
        return placed.participants().names();
    }

    public synchronized Conversation conversation() {
        order();
        return placed.participants().conversation();
    }

    /** How rare each term is in the owner's memory, as BM25 weighs it. */
    public synchronized Map<Long, Double> rarity(Collection<Long> terms) {
        Map<Long, Double> weights = new HashMap<>();
        terms.forEach(term -> weights.put(term, Ranker.idf(size(), windowsWith(term))));
        return weights;
    }

    /** The same view as if only what occurred by then had ever been said. */
    public synchronized OwnerView saidBy(Instant time) {
        return cut(new Cuts.Cut(Cuts.By.OCCURRED, time));
    }

    /** The same view as if only what was recorded by then had ever come. */
    public synchronized OwnerView recordedBy(Instant time) {
        return cut(new Cuts.Cut(Cuts.By.RECORDED, time));
    }

    /** The turns whose own words have all of these terms, in their order. Looks at all. */
    public synchronized List<RankRow> with(Set<Long> terms) {
        return admitted(
                row -> terms.stream().allMatch(term -> row.features().terms().count(term) > 0));
    }

    private List<RankRow> admitted(Predicate<RankRow> admitted) {
        order();
        return placed.all().stream().map(turn -> turn.row).filter(admitted).toList();
    }

    private OwnerView cut(Cuts.Cut cut) {
        List<RankRow> admitted = admitted(cut::admits);
        return admitted.size() == placed.all().size() ? this : cuts.view(cut, admitted);
    }

    /** Reads several things at one moment. */
    synchronized <T> T read(Function<OwnerView, T> reader) {
        order();
        return reader.apply(this);
    }

    @Nullable
    Placed placed(long ordinal) {
        return placed.placed(ordinal);
    }

    int sessionCount() {
        return placed.sessionCount();
    }

    int windowsWith(long term) {
        return placed.windowsWith(term);
    }

    int sessionsWith(long term) {
        return placed.sessionsWith(term);
    }

    double averageWindowLength() {
        return placed.averageWindowLength();
    }

    double averageSessionLength() {
        return placed.averageSessionLength();
    }
}
