package io.memstream.consolidator;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.consolidator.LogRecords.Keyed;
import io.memstream.core.consolidation.Change;
import io.memstream.core.consolidation.Event;
import io.memstream.core.consolidation.Policy;
import io.memstream.core.consolidation.SlotKey;
import io.memstream.core.model.Alias;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Session;
import io.memstream.schemas.event.TurnExtraction;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One owner's state in the topology's store. */
class StoredMemoryTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");

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
    void aFactIsFoundByIdSlotAttributeAndEpisode() {
        Fact lyon = say("home", "Lyon", false);

        StoredMemory memory = memory();

        assertThat(memory.fact(lyon.id())).contains(lyon);
        assertThat(memory.slot(SlotKey.of(lyon))).containsExactly(lyon);
        assertThat(memory.attribute(SlotKey.of(lyon))).containsExactly(lyon);
        assertThat(memory.facts(lyon.evidence().get(0).episodeId())).containsExactly(lyon);
        assertThat(memory.facts()).containsExactly(lyon);
    }

    @Test
    void anAttributesSlotsLieSideBySide() {
        Fact tea = say("likes", "tea", true);
        Fact jazz = say("likes", "jazz", true);
        say("home", "Lyon", false);

        StoredMemory memory = memory();

        assertThat(memory.attribute(SlotKey.of(tea))).containsExactlyInAnyOrder(tea, jazz);
        assertThat(memory.slot(SlotKey.of(tea))).containsExactly(tea);
    }

    @Test
    void aFactThatLosesEvidenceIsNoLongerFoundByIt() {
        Fact lyon = say("home", "Lyon", false);
        Evidence other = new Evidence(new UUID(1, 2), "t0", MONDAY, "Lyon");
        Fact retold = lyon.with(List.of(other));

        memory().fact(retold);

        assertThat(memory().facts(lyon.evidence().get(0).episodeId())).isEmpty();
        assertThat(memory().facts(other.episodeId())).containsExactly(retold);
    }

    @Test
    void ofAForgottenFactNothingIsLeft() {
        int before = entries();
        Fact lyon = say("home", "Lyon", false).with(List.of(new Evidence(new UUID(1, 2), "t0", MONDAY, "Lyon")));
        StoredMemory memory = memory();
        memory.forgetFact(lyon.id());
        int without = entries();
        memory.fact(lyon);

        memory.forgetFact(lyon.id());

        assertThat(entries()).isEqualTo(without).isGreaterThan(before);
        assertThat(memory.facts()).isEmpty();
        assertThat(memory.facts(new UUID(1, 2))).isEmpty();
    }

    @Test
    void aHoldingIsThereUntilItIsReleased() {
        StoredMemory memory = memory();
        Alias alias = new Alias("one", new UUID(1, 2));

        memory.hold(alias);

        assertThat(memory.holding(Alias.class, "one")).contains(alias);
        assertThat(memory.holdings(Alias.class)).containsExactly(alias);
        memory.release(alias.type(), "one");
        assertThat(memory.holding(Alias.class, "one")).isEmpty();
    }

    @Test
    void anotherOwnersEntriesAreNotRead() {
        say("home", "Lyon", false);

        StoredMemory other = new StoredMemory(log.owner("ben"), log.vault, log.events, consolidator.state());

        assertThat(other.facts()).isEmpty();
        assertThat(other.episodes()).isEmpty();
        assertThat(other.holdings(Session.class)).isEmpty();
    }

    @Test
    void aPlainTurnReadsNoFactsAndNoEpisodesHoweverManyThereAre() {
        for (int i = 0; i < 200; i++) {
            say("likes", "thing" + i, true);
        }
        StoredMemory memory = memory();

        new Deciding(log.vault, log.events, tenant -> Policy.STANDARD, consolidator.state())
                .on(log.owner("ana"), plainTurn(), new Origin(0, offset), 0, memory);

        assertThat(memory.scanned()).isLessThan(20);
    }

    @Test
    void aPlainTurnMakesFewChanges() {
        take(log.turn("ana", "s1", "a", MONDAY, "hello there", null));

        int changes = take(log.turn("ana", "s1", "b", MONDAY.plusSeconds(9), "hello again", null))
                .changes()
                .size();

        assertThat(changes).isLessThanOrEqualTo(4);
    }

    private Event plainTurn() {
        TurnExtraction sealed =
                (TurnExtraction) log.turn("ana", "s1", "plain", MONDAY.plusSeconds(9_999), "hello again", null)
                        .value();
        return new Event.TurnExtracted(
                sealed.getTurnKey(),
                log.events.openTurn(log.owner("ana"), sealed).orElseThrow(),
                log.events.openExtraction(log.owner("ana"), sealed).orElseThrow());
    }

    private StoredMemory memory() {
        return new StoredMemory(log.owner("ana"), log.vault, log.events, consolidator.state());
    }

    private Fact say(String attribute, String value, boolean many) {
        Keyed turn = log.turn(
                "ana",
                "s1",
                "t" + offset,
                MONDAY.plusSeconds(offset),
                value,
                LogRecords.claim(attribute, value, many, true, null));
        return take(turn).changes().stream()
                .filter(decided -> decided.change() instanceof Change.FactUpdated)
                .map(decided -> ((Change.FactUpdated) decided.change()).fact())
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private DrivenConsolidator.Result take(Keyed record) {
        return consolidator.take(offset++, record);
    }

    private int entries() {
        AtomicInteger count = new AtomicInteger();
        try (var all = consolidator.state().all()) {
            all.forEachRemaining(entry -> count.incrementAndGet());
        }
        return count.get();
    }
}
