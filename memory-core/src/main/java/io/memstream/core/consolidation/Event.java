package io.memstream.core.consolidation;

import io.memstream.core.model.Command;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Turn;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the consolidator decides on: a record of the log with what was extracted from it. */
public sealed interface Event {
    /** @param turnKey keyed hash of the turn id; the same turn sent twice has the same */
    record TurnExtracted(String turnKey, Turn turn, Extraction extraction) implements Event {}

    /**
     * @param commandId unique per user; what the command makes is named by it
     * @param actor the credential's name; null when it is not known
     * @param extraction of the command's text; empty features and no claims where it has none
     */
    record Commanded(
            String commandId,
            Command command,
            Instant occurredAt,
            Instant recordedAt,
            @Nullable String actor,
            Extraction extraction)
            implements Event {}

    /** What a slower extractor found in a turn that the owner has sent before. */
    record ExtractionArrived(String turnKey, Extraction extraction, Instant recordedAt) implements Event {}

    /**
     * @param hour the start of the hour in which it was served
     * @param served memory id to how often
     */
    record Used(Instant hour, Map<UUID, Integer> served, Instant recordedAt) implements Event {
        public Used {
            served = Map.copyOf(served);
        }
    }

    /**
     * The user is erased.
     *
     * @param life the one that ends: the keys of others stay
     * @param actor the credential's name; null when it is not known
     */
    record EraseOrdered(
            String erasureId,
            int life,
            Instant recordedAt,
            @Nullable String actor) implements Event {}

    /** Time has passed. Comes to an owner of whom something is due, see {@link OwnerState#nextDue}. */
    record Ticked(String slot, Instant recordedAt) implements Event {}
}
