package io.memstream.consolidator;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.consolidator.DrivenConsolidator.Decided;
import io.memstream.consolidator.DrivenConsolidator.Result;
import io.memstream.consolidator.DueIndex.Due;
import io.memstream.core.consolidation.Change;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Session;
import io.memstream.schemas.event.MaintenanceTick;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ticks through the topology: sessions that are over close without a further turn. */
class TicksTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant LATER = MONDAY.plusSeconds(3_600);

    @TempDir
    Path folder;

    private final LogRecords log = new LogRecords();
    private DrivenConsolidator consolidator;
    private long offset;

    @BeforeEach
    void start() {
        consolidator = new DrivenConsolidator(log, folder);
    }

    @AfterEach
    void stop() {
        consolidator.close();
    }

    @Test
    void aTickDoesWhatIsDue() {
        say("ana");

        Result result = tick(LATER);

        assertThat(closed(result)).containsExactly(log.owner("ana"));
        assertThat(result.outcome()).isEqualTo("applied");
        assertThat(result.counted()).isEqualTo(result.changes().size());
    }

    @Test
    void aTickBeforeItsTimeDoesNothing() {
        say("ana");

        Result result = tick(MONDAY.plusSeconds(60));

        assertThat(result.changes()).isEmpty();
        assertThat(result.outcome()).isEqualTo("unchanged");
    }

    @Test
    void theSameSlotAgainChangesNothing() {
        tick(LATER);
        say("ana");

        Result again = take(new LogRecords.Keyed("", new MaintenanceTick(LATER.toString(), LATER.plusSeconds(86_400))));

        assertThat(again.changes()).isEmpty();
    }

    @Test
    void anEarlierSlotThatComesLateChangesNothing() {
        tick(LATER);
        say("ana");

        Result late = take(new LogRecords.Keyed("", new MaintenanceTick(MONDAY.toString(), LATER.plusSeconds(86_400))));

        assertThat(late.changes()).isEmpty();
    }

    @Test
    void theChangesOfAllOwnersAreNumberedInOneSequence() {
        say("ana");
        say("ben");
        say("cleo");

        List<Decided> changes = tick(LATER).changes();

        assertThat(changes).extracting(Decided::owner).contains(log.owner("ana"), log.owner("ben"), log.owner("cleo"));
        assertThat(changes)
                .extracting(Decided::sequence)
                .isEqualTo(IntStream.range(0, changes.size()).boxed().toList());
    }

    @Test
    void whoeverDoesNotFitIsTakenByTheNextTick() {
        IntStream.range(0, Ticks.OWNERS_PER_TICK + 3).forEach(user -> say("user" + user));

        Result first = tick(LATER);
        Result second = tick(LATER.plusSeconds(300));
        Result third = tick(LATER.plusSeconds(600));

        assertThat(closed(first)).hasSize(Ticks.OWNERS_PER_TICK);
        assertThat(closed(second)).hasSize(3).doesNotContainAnyElementsOf(closed(first));
        assertThat(closed(third)).isEmpty();
    }

    @Test
    void anEntryThatIsNoLongerTrueIsRemoved() {
        DueIndex index = new DueIndex(consolidator.state());
        index.put(new Due(MONDAY, log.owner("nobody")));

        Result result = tick(LATER);

        assertThat(result.changes()).isEmpty();
        assertThat(index.until(LATER, 10)).isEmpty();
    }

    @Test
    void entriesComeInTheOrderOfTheirTimes() {
        DueIndex index = new DueIndex(consolidator.state());
        Due first = new Due(Instant.EPOCH, log.owner("ana"));
        Due second = new Due(MONDAY, log.owner("ben"));
        Due third = new Due(MONDAY.plusMillis(1), log.owner("ana"));
        List.of(third, first, second).forEach(index::put);

        assertThat(index.until(MONDAY.plusMillis(1), 10)).containsExactly(first, second, third);
        assertThat(index.until(MONDAY, 10)).containsExactly(first, second);
        assertThat(index.until(MONDAY, 1)).containsExactly(first);
    }

    private void say(String user) {
        take(log.turn(user, "s1", "t" + offset, MONDAY, "hello there", null));
    }

    private Result tick(Instant at) {
        return take(LogRecords.tick(at));
    }

    private Result take(LogRecords.Keyed record) {
        return consolidator.take(offset++, record);
    }

    private static List<Owner> closed(Result result) {
        return result.changes().stream()
                .filter(decided -> decided.change() instanceof Change.HoldingUpdated updated
                        && updated.holding() instanceof Session session
                        && session.closed())
                .map(Decided::owner)
                .toList();
    }
}
