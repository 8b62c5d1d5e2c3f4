package io.memstream.core.ranking;

import io.memstream.core.model.KeyedTerms;
import io.memstream.core.model.Vector;
import io.memstream.core.port.MemoryReader.RankRow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
import org.jspecify.annotations.Nullable;

/**
 * What ranking needs of one owner, in memory: the rows by ordinal, their sessions, and how often terms occur. A row that
 * comes in its order changes the statistics of its neighbours alone; after one that comes late or is forgotten they are
 * made anew, once for all of them, by the next read. Thread-safe.
 */
public final class OwnerView {
    /** Turns before and after a turn that belong to its window. */
    static final int REACH = 2;

    /** What the turns of a window lend to its vector, from two before to two after. */
    static final double[] LENT = {.4, .7, 1, .5, .3};

    /** Of a window's vector that was not asked for since the window changed. */
    private static final float UNKNOWN = -1;

    /** By ordinal. */
    private final List<Placed> rows = new ArrayList<>();

    private final Map<String, SessionRows> sessions = new HashMap<>();
    /** One object for each name, however many rows have it. */
    private final Map<String, String> names = new HashMap<>();
    /** Came behind a later one of their session; not placed yet. */
    private final Map<Long, RankRow> late = new HashMap<>();
    /** Never to come back: what is told twice may be told after it was forgotten. */
    private final Set<Long> forgotten = new HashSet<>();

    private final Cuts cuts = new Cuts();
    private TermCounts windowsWithTerm = new TermCounts();
    private TermCounts sessionsWithTerm = new TermCounts();
    private Participants participants = new Participants();
    private boolean disordered;
    private long termsInWindows;
    private long terms;

    private OwnerView() {}

    public static OwnerView of(Collection<RankRow> rows) {
        OwnerView view = new OwnerView();
        rows.stream().sorted(Comparator.comparingLong(RankRow::ordinal)).forEach(view::add);
        return view;
    }

    /** Repeatable: a row that is there already, or was forgotten, changes nothing. */
    public synchronized void add(RankRow row) {
        int index = index(row.ordinal());
        if (index >= 0 || forgotten.contains(row.ordinal())) {
            return;
        }
        cuts.clear();
        RankRow named = row.named(name -> names.computeIfAbsent(name, same -> same));
        SessionRows session = sessions.computeIfAbsent(named.sessionId(), id -> new SessionRows());
        if (disordered || session.endsBehind(row.ordinal())) {
            late.put(row.ordinal(), named);
            disordered = true;
        } else {
            place(named, session, -index - 1);
        }
    }

    /** Whatever reads from now on does not see it, nor any trace of it; it does not come back. */
    public synchronized void forget(long ordinal) {
        cuts.clear();
        forgotten.add(ordinal);
        late.remove(ordinal);
        int index = index(ordinal);
        if (index >= 0) {
            rows.remove(index);
            disordered = true;
        }
    }

    /** As if the rows had come in their order, and those that are forgotten never. */
    private void order() {
        if (!disordered) {
            return;
        }
        disordered = false;
        List<RankRow> ordered = new ArrayList<>(late.values());
        rows.forEach(placed -> ordered.add(placed.row));
        ordered.sort(Comparator.comparingLong(RankRow::ordinal));
        late.clear();
        rows.clear();
        sessions.clear();
        windowsWithTerm = new TermCounts();
        sessionsWithTerm = new TermCounts();
        participants = new Participants();
        termsInWindows = 0;
        terms = 0;
        ordered.forEach(this::add);
    }

    private void place(RankRow row, SessionRows session, int index) {
        Placed placed = new Placed(row, session, session.rows.size());
        countInWindows(placed);
        session.add(placed, sessionsWithTerm);
        rows.add(index, placed);
        for (int i = index; i < rows.size(); i++) {
            rows.get(i).follow(i == 0 ? null : rows.get(i - 1));
        }
        terms += placed.length;
        participants.add(row);
    }

    public synchronized int size() {
        order();
        return rows.size();
    }

    public synchronized Optional<RankRow> row(long ordinal) {
        order();
        return Optional.ofNullable(placed(ordinal)).map(placed -> placed.row);
    }

    /** The turns of these ids that are there, oldest first. Looks at all. */
    public synchronized List<RankRow> rows(Set<UUID> ids) {
        order();
        return rows.stream()
                .map(placed -> placed.row)
                .filter(row -> ids.contains(row.id()))
                .toList();
    }

    /** Ordinals of the latest turns, latest first. */
    public synchronized List<Long> latest(int limit) {
        order();
        List<Long> ordinals = new ArrayList<>();
        for (int i = rows.size() - 1; i >= 0 && ordinals.size() < limit; i--) {
            ordinals.add(rows.get(i).row.ordinal());
        }
        return ordinals;
    }

    /** Of those admitted the one that was said last; of several said at once the latest recorded. */
    public synchronized Optional<RankRow> lastSaid(Predicate<RankRow> admitted) {
        order();
        RankRow last = null;
        for (int i = rows.size() - 1; i >= 0; i--) {
            Placed placed = rows.get(i);
            if (last != null && !placed.latestSoFar.isAfter(last.occurredAt())) {
                break;
            }
            if ((last == null || placed.row.occurredAt().isAfter(last.occurredAt())) && admitted.test(placed.row)) {
                last = placed.row;
            }
        }
        return Optional.ofNullable(last);
    }

    /** The turns and those of their windows, each once; what is not there is left out. */
    public synchronized Set<Long> withNeighbours(Collection<Long> ordinals) {
        order();
        Set<Long> all = new LinkedHashSet<>();
        for (long ordinal : ordinals) {
            Placed turn = placed(ordinal);
            for (int distance = -REACH; distance <= REACH && turn != null; distance++) {
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
        SessionRows session = sessions.get(sessionId);
        return session == null
                ? List.of()
                : session.rows.stream()
                        .limit(limit)
                        .map(placed -> placed.row.ordinal())
                        .toList();
    }

    /** Ordinals of the turns said on such days (in UTC); empty when there are more than the limit. */
    public synchronized List<Long> saidOn(Predicate<LocalDate> days, int limit) {
        order();
        List<Long> ordinals = new ArrayList<>();
        LocalDate day = LocalDate.MIN;
        boolean admitted = false;
        for (Placed placed : rows) {
            LocalDate said = LocalDate.ofInstant(placed.row.occurredAt(), ZoneOffset.UTC);
            admitted = said.equals(day) ? admitted : days.test(said);
            day = said;
            if (admitted && ordinals.size() == limit) {
                return List.of();
            }
            if (admitted) {
                ordinals.add(placed.row.ordinal());
            }
        }
        return ordinals;
    }

    public synchronized int count(Predicate<RankRow> admitted) {
        order();
        return (int) rows.stream().filter(placed -> admitted.test(placed.row)).count();
    }

    /** The turn before it in its session; empty for the first one. */
    public synchronized Optional<RankRow> before(long ordinal) {
        order();
        return Optional.ofNullable(placed(ordinal))
                .map(placed -> placed.neighbour(-1))
                .map(placed -> placed.row);
    }

    /** Ids of the last turns of a session; empty when it holds none. */
    public synchronized Set<UUID> lastOf(String sessionId, int limit) {
        order();
        SessionRows session = sessions.get(sessionId);
        Set<UUID> ids = new HashSet<>();
        if (session != null) {
            int size = session.rows.size();
            session.rows.subList(Math.max(0, size - limit), size).forEach(placed -> ids.add(placed.row.id()));
        }
        return ids;
    }

    /** Names of those who speak, as they were given. */
    public synchronized Set<String> speakers() {
        order();
        return participants.names();
    }

    public synchronized Conversation conversation() {
        order();
        return participants.conversation();
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

    /** The turns whose own words have all of these terms, in their order. */
    public synchronized List<RankRow> with(Set<Long> terms) {
        order();
        return rows.stream()
                .map(placed -> placed.row)
                .filter(row -> row.features().terms().stream()
                                .filter(term -> terms.contains(term.term()))
                                .count()
                        == terms.size())
                .toList();
    }

    private OwnerView cut(Cuts.Cut cut) {
        order();
        List<RankRow> admitted =
                rows.stream().map(placed -> placed.row).filter(cut::admits).toList();
        return admitted.size() == rows.size() ? this : cuts.view(cut, admitted);
    }

    /** Reads several things at one moment. */
    synchronized <T> T read(Function<OwnerView, T> reader) {
        order();
        return reader.apply(this);
    }

    @Nullable
    Placed placed(long ordinal) {
        int index = index(ordinal);
        return index < 0 ? null : rows.get(index);
    }

    int sessionCount() {
        return sessions.size();
    }

    int windowsWith(long term) {
        return windowsWithTerm.of(term);
    }

    int sessionsWith(long term) {
        return sessionsWithTerm.of(term);
    }

    double averageWindowLength() {
        return rows.isEmpty() ? 0 : (double) termsInWindows / rows.size();
    }

    double averageSessionLength() {
        return sessions.isEmpty() ? 0 : (double) terms / sessions.size();
    }

    /** Where the ordinal is; if it is not there, minus one minus where it would come. */
    private int index(long ordinal) {
        int from = 0;
        // Ordinals count up with gaps, if any: a row is at its ordinal or before, and mostly just there.
        int to = (int) Math.min(rows.size() - 1L, ordinal);
        int probe = to;
        while (from <= to) {
            long found = rows.get(probe).row.ordinal();
            if (found == ordinal) {
                return probe;
            }
            if (found < ordinal) {
                from = probe + 1;
            } else {
                to = probe - 1;
            }
            probe = (from + to) >>> 1;
        }
        return -from - 1;
    }

    /** The new row enters the windows of those before it, and they enter its own. */
    private void countInWindows(Placed added) {
        termsInWindows += added.length;
        for (int i = 0; i < added.terms.size(); i++) {
            windowsWithTerm.add(added.terms.term(i), 1);
        }
        for (int back = 1; back <= REACH; back++) {
            Placed before = added.neighbour(-back);
            if (before != null) {
                before.windowVectorLength = UNKNOWN;
                termsInWindows += added.length + before.length;
                countInWindows(added, before, back);
            }
        }
    }

    private void countInWindows(Placed added, Placed before, int back) {
        for (int i = 0; i < added.terms.size(); i++) {
            if (before.countInWindow(added.terms.term(i)) == 0) {
                windowsWithTerm.add(added.terms.term(i), 1);
            }
        }
        for (int i = 0; i < before.terms.size(); i++) {
            long term = before.terms.term(i);
            int nearer = added.count(term);
            for (int distance = 1; distance < back; distance++) {
                Placed between = added.neighbour(-distance);
                nearer += between == null ? 0 : between.count(term);
            }
            if (nearer == 0) {
                windowsWithTerm.add(term, 1);
            }
        }
    }

    /** A row among its neighbours. */
    static final class Placed {
        final RankRow row;
        final KeyedTerms terms;
        final SessionRows session;
        final int place;
        final int length;
        private Instant latestSoFar;
        private float windowVectorLength = UNKNOWN;

        private Placed(RankRow row, SessionRows session, int place) {
            this.row = row;
            this.terms = row.features().terms();
            this.session = session;
            this.place = place;
            this.length = terms.occurrences();
            this.latestSoFar = row.occurredAt();
        }

        private void follow(@Nullable Placed before) {
            latestSoFar = before != null && before.latestSoFar.isAfter(row.occurredAt())
                    ? before.latestSoFar
                    : row.occurredAt();
        }

        /** The turn {@code distance} places later in the session (earlier if negative); null beyond its ends. */
        @Nullable
        Placed neighbour(int distance) {
            int at = place + distance;
            return at >= 0 && at < session.rows.size() ? session.rows.get(at) : null;
        }

        int count(long term) {
            return terms.count(term);
        }

        int countInWindow(long term) {
            int count = 0;
            for (int distance = -REACH; distance <= REACH; distance++) {
                Placed neighbour = neighbour(distance);
                count += neighbour == null ? 0 : neighbour.count(term);
            }
            return count;
        }

        /** Of the weighted sum of the window's vectors; the same until a neighbour comes. */
        float windowVectorLength() {
            if (windowVectorLength == UNKNOWN) {
                windowVectorLength = length(windowVector());
            }
            return windowVectorLength;
        }

        private float[] windowVector() {
            float[] sum = new float[row.features().vector().components().length];
            for (int distance = -REACH; distance <= REACH; distance++) {
                Placed neighbour = neighbour(distance);
                if (neighbour != null) {
                    Vector vector = neighbour.row.features().vector();
                    byte[] components = vector.components();
                    float weight = (float) LENT[distance + REACH] * vector.scale();
                    for (int i = 0; i < sum.length; i++) {
                        sum[i] += weight * components[i];
                    }
                }
            }
            return sum;
        }

        private static float length(float[] vector) {
            float squares = 0;
            for (float value : vector) {
                squares += value * value;
            }
            return (float) Math.sqrt(squares);
        }
    }

    /** A session's rows in order, and their terms together. */
    static final class SessionRows {
        final List<Placed> rows = new ArrayList<>();
        final TermCounts terms = new TermCounts();
        int length;

        boolean endsBehind(long ordinal) {
            return !rows.isEmpty() && rows.get(rows.size() - 1).row.ordinal() > ordinal;
        }

        /** @param sessionsWithTerm counts the session for each term that it did not have */
        void add(Placed placed, TermCounts sessionsWithTerm) {
            rows.add(placed);
            length += placed.length;
            for (int i = 0; i < placed.terms.size(); i++) {
                int count = placed.terms.countAt(i);
                if (count > 0 && terms.add(placed.terms.term(i), count) == count) {
                    sessionsWithTerm.add(placed.terms.term(i), 1);
                }
            }
        }
    }
}
