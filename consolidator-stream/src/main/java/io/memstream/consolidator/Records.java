package io.memstream.consolidator;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.consolidation.Erasure;
import io.memstream.core.consolidation.Event;
import io.memstream.core.consolidation.Outcome;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import io.memstream.schemas.BadRecord;
import io.memstream.schemas.event.CommandExtraction;
import io.memstream.schemas.event.EraseOrdered;
import io.memstream.schemas.event.ExtractionOutcome;
import io.memstream.schemas.event.ExtractionRecorded;
import io.memstream.schemas.event.MaintenanceTick;
import io.memstream.schemas.event.TurnExtraction;
import io.memstream.schemas.event.UsageObserved;
import io.memstream.schemas.serde.RecordFrames;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Opens the records of turn-extractions into events and has them decided on. Reads and seals, and writes nothing: may be
 * tried again as a whole. What holds no event settles unchanged.
 */
final class Records {
    private final SealedEvents events;
    private final RecordFrames frames;
    private final Deciding deciding;
    private final Ticks ticks;

    Records(SealedEvents events, RecordFrames frames, Deciding deciding, Ticks ticks) {
        this.events = events;
        this.frames = frames;
        this.deciding = deciding;
        this.ticks = ticks;
    }

    Settlement settle(@Nullable String key, byte[] value, Origin origin) {
        try {
            SpecificRecord record = frames.read(value);
            if (record instanceof MaintenanceTick tick) {
                return ticks.on(origin, tick);
            }
            if (record instanceof TurnExtraction turn) {
                return extracted(
                        turn.getOutcome(), () -> decide(key, turn.getSealedTurn(), origin, owner -> turn(owner, turn)));
            }
            if (record instanceof CommandExtraction command) {
                return extracted(
                        command.getOutcome(),
                        () -> decide(key, command.getSealedCommand(), origin, owner -> command(owner, command)));
            }
            if (record instanceof EraseOrdered order) {
                return Settlement.of(deciding.on(owner(key), erase(order), origin));
            }
            if (record instanceof ExtractionRecorded later) {
                return decide(key, later.getSealed(), origin, owner -> later(owner, later));
            }
            if (record instanceof UsageObserved usage) {
                return decide(key, usage.getSealed(), origin, owner -> used(owner, usage));
            }
            return Settlement.of(Outcome.UNCHANGED);
        } catch (BadRecord unreadable) {
            return Settlement.rejected(
                    new Rejection(key, "unreadable", "the record cannot be decoded; its schema or bytes are damaged"));
        } catch (Rejected rejected) {
            return Settlement.rejected(key, rejected);
        }
    }

    private static Settlement extracted(ExtractionOutcome outcome, Supplier<Settlement> decided) {
        return switch (outcome) {
            case REJECTED -> Settlement.of(Outcome.REJECTED);
            case DESTROYED -> Settlement.of(Outcome.ERASED);
            case EXTRACTED -> decided.get();
        };
    }

    /** Empty where the owner's key is destroyed. */
    @FunctionalInterface
    private interface Opening {
        Optional<Event> open(Owner owner);
    }

    /** What was sealed in a life that is over is not read, whether its key can still be had somewhere or not. */
    private Settlement decide(@Nullable String key, ByteBuffer sealed, Origin origin, Opening opening) {
        Owner owner = owner(key);
        Optional<Erasure> erasure = deciding.memory(owner).erasure();
        if (erasure.isPresent() && events.life(sealed) <= erasure.get().life()) {
            return Settlement.of(Outcome.ERASED);
        }
        return opening.open(owner)
                .map(event -> Settlement.of(deciding.on(owner, event, origin)))
                .orElseGet(() -> Settlement.of(Outcome.ERASED));
    }

    private static Owner owner(@Nullable String key) {
        try {
            return Owner.parse(key == null ? "" : key);
        } catch (IllegalArgumentException notAnOwner) {
            throw new Rejected("invalid_key", "the record key must be an owner: tenant, slash, keyed hash");
        }
    }

    private static Event erase(EraseOrdered order) {
        return new Event.EraseOrdered(order.getErasureId(), order.getLife(), order.getRecordedAt(), order.getActor());
    }

    private Optional<Event> turn(Owner owner, TurnExtraction sealed) {
        return events.openTurn(owner, sealed)
                .flatMap(turn -> events.openExtraction(owner, sealed)
                        .map(extraction -> new Event.TurnExtracted(sealed.getTurnKey(), turn, extraction)));
    }

    private Optional<Event> command(Owner owner, CommandExtraction sealed) {
        return events.openCommand(owner, sealed)
                .flatMap(opened -> events.openExtraction(owner, sealed)
                        .map(extraction -> new Event.Commanded(
                                opened.commandId(),
                                opened.command(),
                                opened.occurredAt(),
                                opened.recordedAt(),
                                opened.actor(),
                                extraction)));
    }

    private Optional<Event> later(Owner owner, ExtractionRecorded sealed) {
        return events.openRecorded(owner, sealed)
                .map(extraction ->
                        new Event.ExtractionArrived(sealed.getTurnKey(), extraction, sealed.getRecordedAt()));
    }

    private Optional<Event> used(Owner owner, UsageObserved sealed) {
        return events.openUsage(owner, sealed)
                .map(served -> new Event.Used(sealed.getHour(), served, sealed.getRecordedAt()));
    }
}
