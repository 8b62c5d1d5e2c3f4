package io.memstream.adapters.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.adapters.crypto.InMemoryKeyStore;
import io.memstream.adapters.crypto.KeyEncryption;
import io.memstream.adapters.crypto.TinkVault;
import io.memstream.adapters.events.SealedEvents.OpenedCommand;
import io.memstream.core.consolidation.Change;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Command;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.HoldingType;
import io.memstream.core.model.Mode;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Turn;
import io.memstream.schemas.event.CommandExtraction;
import io.memstream.schemas.event.CommandType;
import io.memstream.schemas.event.MemoryCommand;
import io.memstream.schemas.event.SealedCommand;
import io.memstream.schemas.event.SealedTurn;
import io.memstream.schemas.serde.InMemoryFrames;
import io.memstream.schemas.serde.RecordFrames;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class SealedEventsTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");

    @TempDir
    Path folder;

    private final InMemoryKeyStore keys = new InMemoryKeyStore();
    private final RecordFrames frames = new InMemoryFrames();
    private TinkVault vault;
    private SealedEvents events;
    private Owner owner;

    @BeforeEach
    void start() {
        vault = new TinkVault(keys, KeyEncryption.fromFile(folder.resolve("keys.json")), true);
        events = new SealedEvents(vault, frames);
        owner = vault.owner("acme", "ana");
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aChangeOpensAsItWasSealed(long seed) {
        Change change = new AnyRecord(seed).of(Change.class);

        Optional<Change> opened = thereAndBack(change, new Origin(0, seed));

        assertThat(opened).contains(change);
    }

    private Optional<Change> thereAndBack(Change change, Origin origin) {
        return change instanceof Change.UserErased erased
                ? Optional.of(SealedEvents.toChange(SealedEvents.toEvent(origin, erased)))
                : events.openChange(owner, events.sealChange(owner, origin, 0, change));
    }

    @Test
    void everyLifeIsTold() {
        events.sealTurn(owner, new AnyRecord(1).of(Turn.class));
        keys.destroy(owner, 1, "e1");
        vault.forget(owner);

        SealedTurn sealed = events.sealTurn(owner, new AnyRecord(1).of(Turn.class));

        assertThat(events.life(sealed.getSealed())).isEqualTo(2);
    }

    @Test
    void everyTypeOfChangeAndHoldingIsAmongThem() {
        Set<Class<?>> changes = new HashSet<>();
        Set<HoldingType> holdings = new HashSet<>();

        seeds().mapToObj(seed -> new AnyRecord(seed).of(Change.class)).forEach(change -> {
            changes.add(change.getClass());
            if (change instanceof Change.HoldingUpdated updated) {
                holdings.add(updated.holding().type());
            }
        });

        assertThat(changes).containsExactlyInAnyOrder(Change.class.getPermittedSubclasses());
        assertThat(holdings).containsExactlyInAnyOrder(HoldingType.values());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anEntryOfTheStateOpensAsItWasSealed(long seed) {
        Change change = new AnyRecord(seed).of(Change.FactUpdated.class);

        Optional<Change> opened = events.openState(owner, events.sealState(owner, change));

        assertThat(opened).contains(change);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aTurnAndItsExtractionOpenAsTheyWereSealed(long seed) {
        AnyRecord any = new AnyRecord(seed);
        Turn turn = any.of(Turn.class);
        Extraction extraction = any.of(Extraction.class);
        SealedTurn sealed = events.sealTurn(owner, turn);

        var derived = events.sealExtraction(owner, sealed, extraction);

        assertThat(events.openTurn(owner, sealed)).contains(turn);
        assertThat(events.openTurn(owner, derived)).contains(turn);
        assertThat(events.openExtraction(owner, derived)).contains(extraction);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aCommandAndItsExtractionOpenAsTheyWereSealed(long seed) {
        AnyRecord any = new AnyRecord(seed);
        OpenedCommand given = any.of(OpenedCommand.class);
        Extraction extraction = any.of(Extraction.class);
        SealedCommand sealed = events.sealCommand(
                owner, given.commandId(), given.command(), given.occurredAt(), given.recordedAt(), given.actor());

        CommandExtraction derived = events.sealExtraction(owner, sealed, extraction);

        assertThat(events.openCommand(owner, sealed)).contains(given);
        assertThat(events.openCommand(owner, derived)).contains(given);
        assertThat(events.openExtraction(owner, derived)).contains(extraction);
        assertThat(derived.getSealedCommand()).isEqualTo(sealed.getSealed());
        assertThat(derived.getCommandKey()).isEqualTo(vault.key(owner, "command", given.commandId()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aLaterExtractionOpensAsItWasSealed(long seed) {
        Extraction extraction = new AnyRecord(seed).of(Extraction.class);

        var recorded = events.sealRecorded(owner, "turn-key", MONDAY, extraction);

        assertThat(events.openRecorded(owner, recorded)).contains(extraction);
        assertThat(recorded.getTurnKey()).isEqualTo("turn-key");
        assertThat(recorded.getRecordedAt()).isEqualTo(MONDAY);
    }

    @Test
    void usageOpensAsItWasSealed() {
        Map<UUID, Integer> served = Map.of(new UUID(1, 2), 3, new UUID(4, 5), 6);

        var sealed = events.sealUsage(owner, MONDAY, MONDAY.plusSeconds(3_700), served);

        assertThat(events.openUsage(owner, sealed)).contains(served);
    }

    @Test
    void nothingOpensAfterTheKeyIsDestroyed() {
        AnyRecord any = new AnyRecord(1);
        Extraction extraction = any.of(Extraction.class);
        SealedCommand command = command(new Command.SetMode(Mode.PAUSED));
        CommandExtraction derived = events.sealExtraction(owner, command, extraction);
        var recorded = events.sealRecorded(owner, "turn-key", MONDAY, extraction);
        var usage = events.sealUsage(owner, MONDAY, MONDAY, Map.of());
        var change = events.sealChange(owner, new Origin(0, 0), 0, any.of(Change.class));
        keys.destroy(owner, 1, "e1");
        vault.forget(owner);

        assertThat(events.openCommand(owner, command)).isEmpty();
        assertThat(events.openCommand(owner, derived)).isEmpty();
        assertThat(events.openExtraction(owner, derived)).isEmpty();
        assertThat(events.openRecorded(owner, recorded)).isEmpty();
        assertThat(events.openUsage(owner, usage)).isEmpty();
        assertThat(events.openChange(owner, change)).isEmpty();
    }

    @Test
    void aCommandIsReadableNowhereInTheLog() {
        SealedCommand sealed = command(new Command.Forget(null, null, null, null, null, null, "Szczebrzeszyn"));

        assertThat(new String(frames.write(sealed), StandardCharsets.ISO_8859_1))
                .doesNotContain("Szczebrzeszyn");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REMEMBER | {} | content: is required",
                "REMEMBER | {'content': 7} | content: must be a string",
                "REMEMBER | {'content': 'x', 'kind': 'secret'} | kind: must be one of fact, preference",
                "REMEMBER | {'content': 'x', 'expires_at': 'soon'} | expires_at: must be an ISO-8601 date and time",
                "CORRECT | {'content': 'x'} | id: is required",
                "CORRECT | {'id': '17'} | id: must be a UUID",
                "FORGET | {'from': 5} | from: must be an ISO-8601 date and time",
                "CONSENT | {'granted': true} | category: is required",
                "CONSENT | {'category': 'health'} | granted: is required",
                "MODE | {'mode': 'off'} | mode: must be one of on, paused",
                "BLOCK | {'value': 'x'} | label: is required",
                "BLOCK | {'label': 'x', 'limit': 'big'} | limit: must be a whole number",
                "OUTCOME | {'approach': 'x', 'success': true} | task_type: is required",
                "OUTCOME | {'task_type': 'x', 'success': true} | approach: is required",
                "OUTCOME | {'task_type': 'x', 'approach': 'x'} | success: is required",
            })
    void anArgumentThatCannotBeNamesItsField(CommandType type, String arguments, String message) {
        SealedCommand sealed = written(type, arguments.replace('\'', '"'));

        assertThatThrownBy(() -> events.openCommand(owner, sealed))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo("invalid_request"))
                .hasMessageStartingWith(message);
    }

    @Test
    void fieldsThatNobodyKnowsAreIgnored() {
        SealedCommand sealed = written(CommandType.MODE, "{\"mode\": \"paused\", \"since\": \"always\"}");

        assertThat(events.openCommand(owner, sealed))
                .map(OpenedCommand::command)
                .contains(new Command.SetMode(Mode.PAUSED));
    }

    @ParameterizedTest
    @EnumSource(
            value = CommandType.class,
            names = {"ERASE", "UNKNOWN"})
    void aTypeThatIsNoCommandHereIsRejected(CommandType type) {
        SealedCommand sealed = written(type, "{}");

        assertThatThrownBy(() -> events.openCommand(owner, sealed))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo("unknown_command"));
    }

    private SealedCommand command(Command command) {
        return events.sealCommand(owner, "c1", command, MONDAY, MONDAY, "app");
    }

    private SealedCommand written(CommandType type, String arguments) {
        MemoryCommand event = new MemoryCommand("acme", "", type, "c1", arguments, MONDAY, null);
        return new SealedCommand(
                "key", MONDAY, MONDAY, ByteBuffer.wrap(vault.seal(owner, "command", frames.write(event))));
    }
}
