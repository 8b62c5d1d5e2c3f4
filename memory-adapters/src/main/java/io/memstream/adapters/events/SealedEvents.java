package io.memstream.adapters.events;

import io.memstream.core.consolidation.Change;
import io.memstream.core.consolidation.Erasure;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Command;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Turn;
import io.memstream.core.port.Vault;
import io.memstream.schemas.event.CommandExtraction;
import io.memstream.schemas.event.ConversationTurn;
import io.memstream.schemas.event.ExtractedTurn;
import io.memstream.schemas.event.ExtractionOutcome;
import io.memstream.schemas.event.ExtractionRecorded;
import io.memstream.schemas.event.MemoryChange;
import io.memstream.schemas.event.MemoryCommand;
import io.memstream.schemas.event.SealedCommand;
import io.memstream.schemas.event.SealedTurn;
import io.memstream.schemas.event.TurnExtraction;
import io.memstream.schemas.event.UsageObserved;
import io.memstream.schemas.event.UserErased;
import io.memstream.schemas.serde.RecordFrames;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Seals domain values into the records of the topics and opens them again. Opening answers empty when the user's key is
 * destroyed, and throws {@code Rejected} when the record is not what it says it is.
 */
public final class SealedEvents {
    private static final String TURN = "turn";
    private static final String COMMAND = "command";
    private static final String USAGE = "usage";
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

    /** Which life of its owner a record was sealed in, from 1. */
    public int life(ByteBuffer sealed) {
        return vault.life(FeaturesMapping.bytes(sealed));
    }

    /** @param commandId unique per user; what the command makes is named by it */
    public SealedCommand sealCommand(
            Owner owner,
            String commandId,
            Command command,
            Instant occurredAt,
            Instant recordedAt,
            @Nullable String actor) {
        MemoryCommand event = new MemoryCommand(
                owner.tenant(),
                "",
                CommandMapping.type(command),
                commandId,
                CommandMapping.arguments(command),
                occurredAt,
                actor);
        return new SealedCommand(
                vault.key(owner, COMMAND, commandId), occurredAt, recordedAt, seal(owner, COMMAND, event));
    }

    public Optional<OpenedCommand> openCommand(Owner owner, SealedCommand sealed) {
        return openCommand(owner, sealed.getSealed(), sealed.getOccurredAt(), sealed.getRecordedAt());
    }

    public Optional<OpenedCommand> openCommand(Owner owner, CommandExtraction sealed) {
        return openCommand(owner, sealed.getSealedCommand(), sealed.getOccurredAt(), sealed.getRecordedAt());
    }

    private Optional<OpenedCommand> openCommand(
            Owner owner, ByteBuffer sealed, Instant occurredAt, Instant recordedAt) {
        return open(owner, COMMAND, sealed, MemoryCommand.class).map(event -> {
            String commandId = event.getCommandId();
            if (commandId == null) {
                throw new Rejected("invalid_request", "command_id: is required");
            }
            return new OpenedCommand(
                    commandId,
                    CommandMapping.toCommand(event.getType(), event.getArguments()),
                    event.getActor(),
                    occurredAt,
                    recordedAt);
        });
    }

    /** The command's own sealed bytes go along as they are. */
    public CommandExtraction sealExtraction(Owner owner, SealedCommand command, Extraction extraction) {
        return new CommandExtraction(
                command.getCommandKey(),
                command.getOccurredAt(),
                command.getRecordedAt(),
                ExtractionOutcome.EXTRACTED,
                null,
                extraction.extractor(),
                extraction.extractorVersion(),
                extraction.model(),
                extraction.inputHash(),
                command.getSealed(),
                seal(owner, EXTRACTION, ExtractionMapping.toEvent(extraction)));
    }

    public Optional<Extraction> openExtraction(Owner owner, CommandExtraction sealed) {
        return open(owner, EXTRACTION, sealed.getSealedExtraction(), ExtractedTurn.class)
                .map(event -> ExtractionMapping.toExtraction(sealed, event));
    }

    /** What a slower extractor found in a turn that the log has. */
    public ExtractionRecorded sealRecorded(Owner owner, String turnKey, Instant recordedAt, Extraction extraction) {
        return new ExtractionRecorded(
                turnKey,
                extraction.extractor(),
                extraction.extractorVersion(),
                extraction.inputHash(),
                recordedAt,
                seal(owner, EXTRACTION, ExtractionMapping.toEvent(extraction)),
                extraction.model());
    }

    public Optional<Extraction> openRecorded(Owner owner, ExtractionRecorded sealed) {
        return open(owner, EXTRACTION, sealed.getSealed(), ExtractedTurn.class)
                .map(event -> ExtractionMapping.toExtraction(sealed, event));
    }

    /** @param served memory id to how often, within the hour */
    public UsageObserved sealUsage(Owner owner, Instant hour, Instant recordedAt, Map<UUID, Integer> served) {
        return new UsageObserved(
                hour, recordedAt, ByteBuffer.wrap(vault.seal(owner, USAGE, UsageMapping.toJson(served))));
    }

    public Optional<Map<UUID, Integer>> openUsage(Owner owner, UsageObserved sealed) {
        return vault.open(owner, USAGE, FeaturesMapping.bytes(sealed.getSealed())) instanceof Vault.Opened.Plain plain
                ? Optional.of(UsageMapping.toServed(plain.bytes()))
                : Optional.empty();
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

    /** In clear, as nothing of an erased user can be sealed. */
    public static UserErased toEvent(Origin origin, Change.UserErased erased) {
        return new UserErased(
                new io.memstream.schemas.event.Origin(origin.partition(), origin.offset()),
                erased.erasureId(),
                erased.erasure().life(),
                erased.erasure().at(),
                erased.actor());
    }

    public static Change.UserErased toChange(UserErased event) {
        return new Change.UserErased(
                event.getErasureId(), new Erasure(event.getLife(), event.getErasedAt()), event.getActor());
    }

    public Optional<Change> openChange(Owner owner, MemoryChange sealed) {
        return open(owner, CHANGE, sealed.getSealed(), SpecificRecord.class).map(ChangeMapping::toChange);
    }

    /** A change as an entry of a state store: what it made of a fact or holding. */
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

    /** A command as it was given, with the log's times. */
    public record OpenedCommand(
            String commandId, Command command, @Nullable String actor, Instant occurredAt, Instant recordedAt) {}
}
