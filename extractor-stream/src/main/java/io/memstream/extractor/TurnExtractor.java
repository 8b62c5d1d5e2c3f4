package io.memstream.extractor;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Turn;
import io.memstream.schemas.event.ExtractionOutcome;
import io.memstream.schemas.event.SealedTurn;
import io.memstream.schemas.event.TurnExtraction;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Opens a turn, reads an extraction out of it, and seals what it found. */
final class TurnExtractor {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SealedEvents events;
    private final ExtractionReader reader;

    TurnExtractor(SealedEvents events, ExtractionReader reader) {
        this.events = events;
        this.reader = reader;
    }

    /**
     * @param before gives the turns of the same session before a turn, oldest first
     * @throws Rejected when the turn cannot be opened or extracted from
     */
    TurnExtraction extract(Owner owner, SealedTurn sealed, Function<Turn, List<Turn>> before) {
        try {
            Optional<Turn> turn = events.openTurn(owner, sealed);
            return turn.isEmpty()
                    ? destroyed(sealed)
                    : events.sealExtraction(owner, sealed, reader.ofTurn(owner, turn.get(), before.apply(turn.get())));
        } catch (Rejected rejected) {
            // Erased between opening and sealing.
            if (rejected.code().equals("erased")) {
                return destroyed(sealed);
            }
            throw rejected;
        }
    }

    private TurnExtraction destroyed(SealedTurn sealed) {
        return without(sealed.getTurnKey(), sealed.getOccurredAt(), sealed.getRecordedAt(), ExtractionOutcome.DESTROYED)
                .build();
    }

    /** For a turn that could not be extracted. */
    TurnExtraction rejected(SealedTurn sealed, String code) {
        return without(sealed.getTurnKey(), sealed.getOccurredAt(), sealed.getRecordedAt(), ExtractionOutcome.REJECTED)
                .setCode(code)
                .build();
    }

    /** For a record that could not even be read. */
    TurnExtraction unreadable(Instant recordedAt, String code) {
        return without("", recordedAt, recordedAt, ExtractionOutcome.REJECTED)
                .setCode(code)
                .build();
    }

    private TurnExtraction.Builder without(
            String turnKey, Instant occurredAt, Instant recordedAt, ExtractionOutcome outcome) {
        return TurnExtraction.newBuilder()
                .setTurnKey(turnKey)
                .setOccurredAt(occurredAt)
                .setRecordedAt(recordedAt)
                .setOutcome(outcome)
                .setExtractor(reader.extractor())
                .setExtractorVersion(reader.version())
                .setModel(reader.model())
                .setInputHash("")
                .setSealedTurn(NOTHING)
                .setSealedExtraction(NOTHING);
    }
}
