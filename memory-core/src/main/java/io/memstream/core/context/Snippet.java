package io.memstream.core.context;

import io.memstream.core.context.Piece.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns of one conversation that were said next to each other, oldest first; told together, under one date. */
record Snippet(List<Piece> turns) {
    /** Turns with one other between them still belong together. */
    private static final int REACH = 2;

    private static final Comparator<Piece> BY_PLACE = Comparator.comparing(Piece::at)
            .thenComparing(piece -> piece.place() == null ? "" : piece.place().sessionId())
            .thenComparing(piece -> piece.place() == null ? 0 : piece.place().ordinal());

    Snippet {
        turns = List.copyOf(turns);
    }

    /** Oldest first; a turn that comes twice is told once. */
    static List<Snippet> of(Collection<Piece> pieces) {
        List<List<Piece>> groups = new ArrayList<>();
        Map<String, List<Piece>> latestOf = new LinkedHashMap<>();
        for (Piece piece : distinct(pieces)) {
            Place place = piece.place();
            List<Piece> latest = place == null ? null : latestOf.get(place.sessionId());
            if (latest != null && follows(piece, latest.get(latest.size() - 1))) {
                latest.add(piece);
            } else {
                List<Piece> group = new ArrayList<>(List.of(piece));
                groups.add(group);
                if (place != null) {
                    latestOf.put(place.sessionId(), group);
                }
            }
        }
        return groups.stream().map(Snippet::new).toList();
    }

    /** Of two that are the same turn, the one that is cited. */
    private static List<Piece> distinct(Collection<Piece> pieces) {
        Map<UUID, Piece> byId = new LinkedHashMap<>();
        List<Piece> distinct = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece.place() == null) {
                distinct.add(piece);
            } else {
                byId.merge(piece.place().id(), piece, (one, other) -> one.cite() > 0 ? one : other);
            }
        }
        distinct.addAll(byId.values());
        distinct.sort(BY_PLACE);
        return distinct;
    }

    private static boolean follows(Piece piece, Piece before) {
        return distance(piece, before) <= REACH && piece.day().equals(before.day());
    }

    private static int distance(Piece piece, @Nullable Piece before) {
        return before == null || before.place() == null || piece.place() == null
                ? Integer.MAX_VALUE
                : Math.abs(piece.place().ordinal() - before.place().ordinal());
    }

    /** Whether a turn of it was left out before this one. */
    boolean skipsBefore(int index) {
        return index > 0 && distance(turns.get(index), turns.get(index - 1)) > 1;
    }

    String day() {
        return turns.get(0).day();
    }

    String spokenDay() {
        return turns.get(0).spokenDay();
    }
}
