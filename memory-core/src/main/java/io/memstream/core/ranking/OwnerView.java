package io.memstream.core.ranking;

import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Role;
import io.memstream.core.model.Vector;
import io.memstream.core.port.MemoryReader.RankRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** An assistant takes part when it says at least this share of the turns. */
    private static final double ASSISTANT_SHARE = 0.1;

    /** One side writes like an assistant: words per turn, and how many times those of the others. */
    private static final double ASSISTANT_WORDS = 80;

    private static final double ASSISTANT_RATIO = 2.5;

    private final Map<Long, Placed> rows = new HashMap<>();
    private final Map<String, SessionRows> sessions = new HashMap<>();
    private final Map<Long, Integer> windowsWithTerm = new HashMap<>();
    private final Map<Long, Integer> sessionsWithTerm = new HashMap<>();
    private final Map<String, Side> sides = new HashMap<>();
    /** Came behind a later one of their session; not placed yet. */
    private final Map<Long, RankRow> late = new HashMap<>();
    /** Never to come back: what is told twice may be told after it was forgotten. */
    private final Set<Long> forgotten = new HashSet<>();

    private boolean disordered;
    private long termsInWindows;
    private long terms;
    private int assistantTurns;

    private OwnerView() {}

    public static OwnerView of(Collection<RankRow> rows) {
        OwnerView view = new OwnerView();
        rows.stream().sorted(Comparator.comparingLong(RankRow::ordinal)).forEach(view::add);
        return view;
    }

    /** Repeatable: a row that is there already, or was forgotten, changes nothing. */
    public synchronized void add(RankRow row) {
        if (rows.containsKey(row.ordinal()) || forgotten.contains(row.ordinal())) {
            return;
        }
        SessionRows session = sessions.computeIfAbsent(row.sessionId(), id -> new SessionRows());
        if (disordered || session.endsBehind(row.ordinal())) {
            late.put(row.ordinal(), row);
            disordered = true;
        } else {
            place(row, session);
        }
    }

    /** Whatever reads from now on does not see it, nor any trace of it; it does not come back. */
    public synchronized void forget(long ordinal) {
        forgotten.add(ordinal);
        late.remove(ordinal);
        disordered |= rows.remove(ordinal) != null;
    }

    /** As if the rows had come in their order, and those that are forgotten never. */
    private void order() {
        if (!disordered) {
            return;
        }
        disordered = false;
        List<RankRow> ordered = new ArrayList<>(late.values());
        rows.values().forEach(placed -> ordered.add(placed.row));
        ordered.sort(Comparator.comparingLong(RankRow::ordinal));
        late.clear();
        rows.clear();
        sessions.clear();
        windowsWithTerm.clear();
        sessionsWithTerm.clear();
        sides.clear();
        termsInWindows = 0;
        terms = 0;
        assistantTurns = 0;
        ordered.forEach(this::add);
    }

    private void place(RankRow row, SessionRows session) {
        Placed placed = new Placed(row, session, session.rows.size(), length(row));
        countInWindows(placed);
        session.rows.add(placed);
        rows.put(row.ordinal(), placed);
        for (KeyedTerm term : row.features().terms()) {
            if (session.terms.merge(term.term(), term.count(), Integer::sum) == term.count()) {
                sessionsWithTerm.merge(term.term(), 1, Integer::sum);
            }
        }
        session.length += placed.length;
        terms += placed.length;
        if (row.role() == Role.ASSISTANT) {
            assistantTurns++;
        }
        sides.computeIfAbsent(side(row), name -> new Side()).add(row.features().words());
    }

    public synchronized int size() {
        order();
        return rows.size();
    }

    public synchronized Optional<RankRow> row(long ordinal) {
        order();
        return Optional.ofNullable(rows.get(ordinal)).map(placed -> placed.row);
    }

    /** Ordinals of the latest turns, latest first. */
    public synchronized List<Long> latest(int limit) {
        order();
        return rows.keySet().stream()
                .sorted(Comparator.reverseOrder())
                .limit(limit)
                .toList();
    }

    /** Names of those who speak, as they were given. */
    public synchronized Set<String> speakers() {
        order();
        Set<String> names = new HashSet<>();
        rows.values().forEach(placed -> {
            if (placed.row.speaker() != null) {
                names.add(placed.row.speaker());
            }
        });
        return names;
    }

    public synchronized Conversation conversation() {
        order();
        if (rows.isEmpty()) {
            return Conversation.PEOPLE;
        }
        boolean assistantSpeaks = assistantTurns >= ASSISTANT_SHARE * rows.size();
        boolean oneSideWritesFarMore = sides.values().stream()
                .anyMatch(side -> side.average() > ASSISTANT_WORDS && side.average() > ASSISTANT_RATIO * others(side));
        return assistantSpeaks || oneSideWritesFarMore ? Conversation.ASSISTANT : Conversation.PEOPLE;
    }

    /** How rare each term is in the owner's memory, as BM25 weighs it. */
    public synchronized Map<Long, Double> rarity(Collection<Long> terms) {
        Map<Long, Double> weights = new HashMap<>();
        terms.forEach(term -> weights.put(term, Ranker.idf(size(), windowsWith(term))));
        return weights;
    }

    /** The same view as if only these rows had ever come. */
    public synchronized OwnerView restricted(Predicate<RankRow> admitted) {
        order();
        return of(rows.values().stream()
                .map(placed -> placed.row)
                .filter(admitted)
                .toList());
    }

    /** Reads several things at one moment. */
    synchronized <T> T read(Function<OwnerView, T> reader) {
        order();
        return reader.apply(this);
    }

    @Nullable
    Placed placed(long ordinal) {
        return rows.get(ordinal);
    }

    int sessionCount() {
        return sessions.size();
    }

    int windowsWith(long term) {
        return windowsWithTerm.getOrDefault(term, 0);
    }

    int sessionsWith(long term) {
        return sessionsWithTerm.getOrDefault(term, 0);
    }

    double averageWindowLength() {
        return rows.isEmpty() ? 0 : (double) termsInWindows / rows.size();
    }

    double averageSessionLength() {
        return sessions.isEmpty() ? 0 : (double) terms / sessions.size();
    }

    /** The new row enters the windows of those before it, and they enter its own. */
    private void countInWindows(Placed added) {
        Set<Long> own = new HashSet<>(added.counts.keySet());
        termsInWindows += added.length;
        for (int back = 1; back <= REACH && added.place - back >= 0; back++) {
            Placed before = added.session.rows.get(added.place - back);
            own.addAll(before.counts.keySet());
            before.windowVectorLength = UNKNOWN;
            termsInWindows += added.length + before.length;
            for (Long term : added.counts.keySet()) {
                if (before.countInWindow(term) == 0) {
                    windowsWithTerm.merge(term, 1, Integer::sum);
                }
            }
        }
        own.forEach(term -> windowsWithTerm.merge(term, 1, Integer::sum));
    }

    private double others(Side side) {
        int turns = 0;
        long words = 0;
        for (Side other : sides.values()) {
            if (other != side) {
                turns += other.turns;
                words += other.words;
            }
        }
        return turns == 0 ? Double.MAX_VALUE : (double) words / turns;
    }

    private static String side(RankRow row) {
        return row.speaker() != null
                ? row.speaker().toLowerCase(Locale.ROOT)
                : row.role().name();
    }

    private static int length(RankRow row) {
        return row.features().terms().stream().mapToInt(KeyedTerm::count).sum();
    }

    /** Not asked for since the window changed. */
    private static final float UNKNOWN = -1;

    /** A row among its neighbours. */
    static final class Placed {
        final RankRow row;
        final SessionRows session;
        final int place;
        final int length;
        final Map<Long, Integer> counts = new HashMap<>();
        private float windowVectorLength = UNKNOWN;

        private Placed(RankRow row, SessionRows session, int place, int length) {
            this.row = row;
            this.session = session;
            this.place = place;
            this.length = length;
            row.features().terms().forEach(term -> counts.put(term.term(), term.count()));
        }

        /** The turn {@code distance} places later in the session (earlier if negative); null beyond its ends. */
        @Nullable
        Placed neighbour(int distance) {
            int at = place + distance;
            return at >= 0 && at < session.rows.size() ? session.rows.get(at) : null;
        }

        int countInWindow(long term) {
            int count = 0;
            for (int distance = -REACH; distance <= REACH; distance++) {
                Placed neighbour = neighbour(distance);
                if (neighbour != null) {
                    count += neighbour.counts.getOrDefault(term, 0);
                }
            }
            return count;
        }

        int count(long term) {
            return counts.getOrDefault(term, 0);
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
        final Map<Long, Integer> terms = new HashMap<>();
        int length;

        boolean endsBehind(long ordinal) {
            return !rows.isEmpty() && rows.get(rows.size() - 1).row.ordinal() > ordinal;
        }
    }

    /** How much one side of the conversation writes. */
    private static final class Side {
        private int turns;
        private long words;

        void add(int count) {
            turns++;
            words += count;
        }

        double average() {
            return (double) words / turns;
        }
    }
}
