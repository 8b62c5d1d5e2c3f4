package io.memstream.extractor.llm;

import io.memstream.core.model.Owner;
import io.memstream.core.model.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups the turns of one partition into windows by session. A window closes when it is full, when its session has been
 * silent for long enough by the log's time, or when too much is gathered at once: then the oldest goes first.
 */
final class Windows {
    /** Enough for a page of text; what is longer is read by itself. */
    private static final int MOST_CHARACTERS = 16_000;

    /** Turns gathered at once; their places have to fit into a committed offset's metadata. */
    private static final int MOST_TURNS = 400;

    /** Characters kept of a turn that is only there to understand what follows; whole, thousands of sessions would not fit. */
    private static final int LONGEST_BEFORE = 1_000;

    /** Sessions whose last turns are kept for understanding what follows. */
    private static final int SESSIONS_KEPT = 2_000;

    private final int partition;
    private final int turns;
    private final Duration idle;
    private final int before;
    private final Map<Key, Gathering> gathering = new LinkedHashMap<>();
    private final Map<Key, Deque<Turn>> said = new LinkedHashMap<>(16, .75f, true);
    private int gathered;

    /**
     * @param turns that fill a window
     * @param idle after such a silence a window closes
     * @param before how many earlier turns go along
     */
    Windows(int partition, int turns, Duration idle, int before) {
        this.partition = partition;
        this.turns = turns;
        this.idle = idle;
        this.before = before;
    }

    /** A turn that is only for understanding what follows. */
    void recall(Owner owner, Turn turn) {
        remember(new Key(owner, turn.sessionId()), turn);
    }

    /** The windows that close with it. */
    List<Window> take(Owner owner, LoggedTurn logged) {
        Key key = new Key(owner, logged.turn().sessionId());
        Gathering open = gathering.computeIfAbsent(
                key, absent -> new Gathering(List.copyOf(said.getOrDefault(key, new ArrayDeque<>()))));
        open.add(logged);
        gathered++;
        remember(key, logged.turn());
        List<Window> closed = new ArrayList<>();
        if (open.turns.size() >= turns || open.characters >= MOST_CHARACTERS) {
            closed.add(close(key));
        }
        while (gathered > MOST_TURNS) {
            closed.add(close(gathering.keySet().iterator().next()));
        }
        return closed;
    }

    /** The windows whose sessions have been silent up to a time of the log. */
    List<Window> closeIdle(Instant now) {
        List<Key> silent = gathering.entrySet().stream()
                .filter(open -> !open.getValue().last.plus(idle).isAfter(now))
                .map(Map.Entry::getKey)
                .toList();
        return silent.stream().map(this::close).toList();
    }

    /** What the owner said before goes along with nothing any more. */
    void forget(Owner owner) {
        said.keySet().removeIf(key -> key.owner().equals(owner));
    }

    /** Nothing of the owner is read any more; answers the offsets of the turns that are let go. */
    List<Long> drop(Owner owner) {
        forget(owner);
        List<Long> offsets = new ArrayList<>();
        gathering.entrySet().removeIf(open -> {
            boolean dropped = open.getKey().owner().equals(owner);
            if (dropped) {
                open.getValue().turns.forEach(turn -> offsets.add(turn.offset()));
            }
            return dropped;
        });
        gathered -= offsets.size();
        return offsets;
    }

    private Window close(Key key) {
        Gathering closed = gathering.remove(key);
        gathered -= closed.turns.size();
        return new Window(partition, key.owner(), closed.before, closed.turns);
    }

    private void remember(Key key, Turn turn) {
        Deque<Turn> last = said.computeIfAbsent(key, absent -> new ArrayDeque<>());
        last.add(turn.ending(LONGEST_BEFORE));
        if (last.size() > before) {
            last.removeFirst();
        }
        if (said.size() > SESSIONS_KEPT) {
            said.remove(said.keySet().iterator().next());
        }
    }

    private record Key(Owner owner, String session) {}

    private static final class Gathering {
        private final List<Turn> before;
        private final List<LoggedTurn> turns = new ArrayList<>();
        private int characters;
        private Instant last = Instant.MIN;

        private Gathering(List<Turn> before) {
            this.before = before;
        }

        private void add(LoggedTurn logged) {
            turns.add(logged);
            characters += logged.turn().content().length();
            Instant recorded = logged.turn().recordedAt();
            last = recorded.isAfter(last) ? recorded : last;
        }
    }
}
