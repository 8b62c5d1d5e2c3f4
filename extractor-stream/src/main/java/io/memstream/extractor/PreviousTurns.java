package io.memstream.extractor;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.command.SpokenCommands;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Command;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Reading.SpokenCommand;
import io.memstream.core.model.Role;
import io.memstream.core.model.Turn;
import io.memstream.core.port.Vault;
import io.memstream.schemas.BadRecord;
import io.memstream.schemas.event.EraseOrdered;
import io.memstream.schemas.event.SealedCommand;
import io.memstream.schemas.event.SealedTurn;
import io.memstream.schemas.serde.RecordFrames;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/**
 * The last turns of each session, sealed, as far as they are among the last records of one partition of the log. What it
 * answers is a function of the log: a turn that is sent twice counts once, what was said before a forgetting does not count, a record that is delivered again gets the same
 * answer, and a restart that reads the last records again does too.
 */
final class PreviousTurns {
    /** How far back in its partition a turn is looked for: minutes at 100 turns a second on four partitions. */
    static final int RECORDS = 4_096;

    /** How many turns a turn may refer to. */
    static final int TURNS = 4;

    /** As long as a session waits for its next turn. */
    private static final Duration GAP = Duration.ofMinutes(30);

    /** What a turn ends with is what the next one answers. */
    private static final int LONGEST_TEXT = 1_000;

    /** A larger frame is opened and cut when it comes, a smaller one when its owner speaks again. */
    private static final int LARGEST_FRAME_BYTES = 4_096;

    private final SealedEvents events;
    private final Vault vault;
    private final RecordFrames frames;
    private final SpokenCommands commands = SpokenCommands.english();
    private final Deque<Place> places = new ArrayDeque<>();
    private final Map<String, Said> owners = new HashMap<>();

    PreviousTurns(SealedEvents events, Vault vault, RecordFrames frames) {
        this.events = events;
        this.vault = vault;
        this.frames = frames;
    }

    private record Place(long offset, String owner) {}

    private record Unread(long offset, byte[] frame) {}

    private record Known(long offset, String session, SealedTurn turn) {}

    /** Of one owner, oldest first. */
    private static final class Said {
        private final Deque<Unread> unread = new ArrayDeque<>();
        private final Deque<Known> known = new ArrayDeque<>();

        private boolean isEmpty() {
            return unread.isEmpty() && known.isEmpty();
        }

        private void drop(long upTo) {
            while (!unread.isEmpty() && unread.getFirst().offset() <= upTo) {
                unread.removeFirst();
            }
            while (!known.isEmpty() && known.getFirst().offset() <= upTo) {
                known.removeFirst();
            }
        }
    }

    /** To begin again. */
    void clear() {
        places.clear();
        owners.clear();
    }

    /** Takes a record of the log; offsets ascend, and the last one may come again. */
    void take(long offset, Owner owner, byte[] frame) {
        expire(offset - RECORDS);
        Said said = owners.computeIfAbsent(owner.value(), absent -> new Said());
        if (places.isEmpty() || places.getLast().offset() < offset) {
            places.add(new Place(offset, owner.value()));
            said.unread.add(new Unread(offset, frame));
        }
        if (frame.length > LARGEST_FRAME_BYTES) {
            read(owner, said);
        }
    }

    private void expire(long upTo) {
        while (!places.isEmpty() && places.getFirst().offset() <= upTo) {
            String owner = places.removeFirst().owner();
            Said said = owners.get(owner);
            if (said != null) {
                said.drop(upTo);
                if (said.isEmpty()) {
                    owners.remove(owner);
                }
            }
        }
    }

    /** The turns of the same session before it, oldest first; what is long is cut to its end. */
    List<Turn> before(Owner owner, SealedTurn sealed, Turn turn, long offset) {
        Said said = owners.get(owner.value());
        if (said == null) {
            return List.of();
        }
        read(owner, said);
        String session = session(owner, turn);
        List<Turn> turns = new ArrayList<>();
        Iterator<Known> latest = said.known.descendingIterator();
        while (latest.hasNext() && turns.size() < TURNS) {
            Known known = latest.next();
            if (known.offset() < offset
                    && known.offset() > offset - RECORDS
                    && known.session().equals(session)
                    && !known.turn().getTurnKey().equals(sealed.getTurnKey())
                    && isNear(known.turn(), turn)) {
                open(owner, known.turn()).ifPresent(turns::add);
            }
        }
        Collections.reverse(turns);
        return turns;
    }

    private static boolean isNear(SealedTurn before, Turn turn) {
        return !before.getOccurredAt().isAfter(turn.occurredAt())
                && !before.getOccurredAt().plus(GAP).isBefore(turn.occurredAt());
    }

    private void read(Owner owner, Said said) {
        if (said.unread.isEmpty()) {
            return;
        }
        Set<String> keys = new HashSet<>();
        said.known.forEach(known -> keys.add(known.turn().getTurnKey()));
        while (!said.unread.isEmpty()) {
            read(owner, said, said.unread.getFirst(), keys);
            said.unread.removeFirst();
        }
    }

    private void read(Owner owner, Said said, Unread next, Set<String> keys) {
        SpecificRecord event;
        try {
            event = frames.read(next.frame());
        } catch (BadRecord bad) {
            // It had its dead letter when it came.
            return;
        }
        if (event instanceof EraseOrdered || event instanceof SealedCommand command && forgets(owner, command)) {
            said.known.clear();
        } else if (event instanceof SealedTurn sealed && keys.add(sealed.getTurnKey())) {
            open(owner, sealed).ifPresent(turn -> read(owner, said, next.offset(), sealed, turn));
        }
    }

    /** Where something is forgotten, nothing before it is referred to any more, whatever it is. */
    private void read(Owner owner, Said said, long offset, SealedTurn sealed, Turn turn) {
        if (turn.role() == Role.USER && commands.in(turn.content()).stream().anyMatch(PreviousTurns::forgets)) {
            said.known.clear();
        } else {
            said.known.add(new Known(offset, session(owner, turn), cut(owner, sealed, turn)));
        }
    }

    private static boolean forgets(SpokenCommands.Spoken spoken) {
        return spoken.type() == SpokenCommand.Type.FORGET;
    }

    private boolean forgets(Owner owner, SealedCommand command) {
        try {
            return events.openCommand(owner, command)
                    .filter(opened -> opened.command() instanceof Command.Forget)
                    .isPresent();
        } catch (Rejected rejected) {
            return false;
        }
    }

    private SealedTurn cut(Owner owner, SealedTurn sealed, Turn turn) {
        String content = turn.content();
        return content.length() <= LONGEST_TEXT && sealed.getSealed().remaining() <= LARGEST_FRAME_BYTES
                ? sealed
                : events.sealTurn(owner, turn.ending(LONGEST_TEXT));
    }

    private String session(Owner owner, Turn turn) {
        return vault.key(owner, "session", turn.sessionId());
    }

    /** Empty also for what was sealed in a life of the user that is over. */
    private Optional<Turn> open(Owner owner, SealedTurn sealed) {
        try {
            return events.openTurn(owner, sealed);
        } catch (Rejected rejected) {
            return Optional.empty();
        }
    }
}
