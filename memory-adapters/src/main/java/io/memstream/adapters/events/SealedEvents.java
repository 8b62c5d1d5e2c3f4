package io.memstream.adapters.events;

import io.memstream.core.consolidation.Change;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Turn;
import io.memstream.core.port.Vault;
import io.memstream.schemas.event.ConversationTurn;
import io.memstream.schemas.event.ExtractedTurn;
import io.memstream.schemas.event.ExtractionOutcome;
import io.memstream.schemas.event.MemoryChange;
import io.memstream.schemas.event.SealedTurn;
import io.memstream.schemas.event.TurnExtraction;
import io.memstream.schemas.serde.RecordFrames;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * Seals domain values into the records of the topics and opens them again. Opening answers empty when the user's key is
 * destroyed, and throws {@code Rejected} when the record is not what it says it is.
 */
public final class SealedEvents {
    private static final String TURN = "turn";
    private static final String EXTRACTION = "extraction";
    private static final String CHANGE = "change";
    private static final String STATE = "state";

    private final Vault vault;
    private final RecordFrames frames;

    public SealedEvents(Vault vault, RecordFrames frames) {
        this.vault = vault;
        this.frames = frames;
    }

    public SealedTurn sealTurn(Owner owner, Turn turn) {
        return new SealedTurn(
                vault.key(owner, TURN, turn.turnId()),
                turn.occurredAt(),
                turn.recordedAt(),
                seal(owner, TURN, TurnMapping.toEvent(owner.tenant(), turn)));
    }

    public Optional<Turn> openTurn(Owner owner, SealedTurn sealed) {
        return openTurn(owner, sealed.getSealed(), sealed.getOccurredAt(), sealed.getRecordedAt());
    }

    public Optional<Turn> openTurn(Owner owner, TurnExtraction sealed) {
        return openTurn(owner, sealed.getSealedTurn(), sealed.getOccurredAt(), sealed.getRecordedAt());
    }

    private Optional<Turn> openTurn(Owner owner, ByteBuffer sealed, Instant occurredAt, Instant recordedAt) {
        return open(owner, TURN, sealed, ConversationTurn.class)
                .map(event -> TurnMapping.toTurn(event, occurredAt, recordedAt));
    }

    /** The turn's own sealed bytes go along as they are. */
    public TurnExtraction sealExtraction(Owner owner, SealedTurn turn, Extraction extraction) {
        return new TurnExtraction(
                turn.getTurnKey(),
                turn.getOccurredAt(),
                turn.getRecordedAt(),
                ExtractionOutcome.EXTRACTED,
                null,
                extraction.extractor(),
                extraction.extractorVersion(),
                extraction.model(),
                extraction.inputHash(),
                turn.getSealed(),
                seal(owner, EXTRACTION, ExtractionMapping.toEvent(extraction)));
    }

    public Optional<Extraction> openExtraction(Owner owner, TurnExtraction sealed) {
        return open(owner, EXTRACTION, sealed.getSealedExtraction(), ExtractedTurn.class)
                .map(event -> ExtractionMapping.toExtraction(sealed, event));
    }

    /** @param sequence place among the changes of the same origin, from 0 */
    public MemoryChange sealChange(Owner owner, Origin origin, int sequence, Change change) {
        SpecificRecord body = ChangeMapping.toEvent(owner.tenant(), change);
        return new MemoryChange(
                new io.memstream.schemas.event.Origin(origin.partition(), origin.offset()),
                sequence,
                body.getSchema().getName(),
                seal(owner, CHANGE, body));
    }

    public Optional<Change> openChange(Owner owner, MemoryChange sealed) {
        return open(owner, CHANGE, sealed.getSealed(), SpecificRecord.class).map(ChangeMapping::toChange);
    }

    /** A change as an entry of a state store: what it made of a session or fact. */
    public byte[] sealState(Owner owner, Change change) {
        return vault.seal(owner, STATE, frames.write(ChangeMapping.toEvent(owner.tenant(), change)));
    }

    public Optional<Change> openState(Owner owner, byte[] sealed) {
        return open(owner, STATE, ByteBuffer.wrap(sealed), SpecificRecord.class).map(ChangeMapping::toChange);
    }

    private ByteBuffer seal(Owner owner, String context, SpecificRecord record) {
        return ByteBuffer.wrap(vault.seal(owner, context, frames.write(record)));
    }

    private <T> Optional<T> open(Owner owner, String context, ByteBuffer sealed, Class<T> type) {
        Vault.Opened opened = vault.open(owner, context, FeaturesMapping.bytes(sealed));
        if (!(opened instanceof Vault.Opened.Plain plain)) {
            return Optional.empty();
        }
        SpecificRecord record = frames.read(plain.bytes());
        if (!type.isInstance(record)) {
            throw new Rejected(
                    "unexpected_type",
                    "sealed " + context + " holds a " + record.getSchema().getFullName());
        }
        return Optional.of(type.cast(record));
    }
}
