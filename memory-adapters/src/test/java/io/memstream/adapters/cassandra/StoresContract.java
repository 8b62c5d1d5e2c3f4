package io.memstream.adapters.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import io.memstream.adapters.crypto.InMemoryKeyStore;
import io.memstream.adapters.crypto.KeyEncryption;
import io.memstream.adapters.crypto.TinkVault;
import io.memstream.core.consolidation.Change;
import io.memstream.core.consolidation.Erasure;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.AuditEntry;
import io.memstream.core.model.Block;
import io.memstream.core.model.Consent;
import io.memstream.core.model.Episode;
import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Generation;
import io.memstream.core.model.Holding;
import io.memstream.core.model.HoldingType;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Session;
import io.memstream.core.port.MemoryReader;
import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.port.MemoryReader.Totals;
import io.memstream.core.port.MemoryWriter;
import io.memstream.core.port.MemoryWriter.OwnedChange;
import io.memstream.core.port.Watermarks;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the stores are held to, on whichever Cassandra. Each test has an owner of its own. */
abstract class StoresContract {
    private static final Generation GENERATION = new Generation("g1", "bge-small-en-v1.5-int8", "1");

    private final InMemoryKeyStore keys = new InMemoryKeyStore();
    private final KeyEncryption keyEncryption = keyEncryption();
    private final TinkVault vault = new TinkVault(keys, keyEncryption, true);
    private final Owner owner = vault.owner("acme", UUID.randomUUID().toString());
    private MemoryWriter writer;
    private MemoryReader reader;

    /** One connection for the whole suite. */
    abstract CassandraStores stores();

    @BeforeEach
    void openGeneration() {
        writer = stores().writer(GENERATION, vault);
        reader = stores().reader(GENERATION, vault);
    }

    @Test
    void ownerNeverSeenHasNothing() {
        assertThat(done(reader.rankChunk(owner, 0))).isEmpty();
        assertThat(done(reader.lastTurns(owner, "s1", 20))).isEmpty();
        assertThat(done(reader.holdings(owner, Session.class))).isEmpty();
        assertThat(done(reader.facts(owner))).isEmpty();
        assertThat(done(reader.fact(owner, Remembered.id("f")))).isEmpty();
        assertThat(done(reader.history(owner, Remembered.id("f")))).isEmpty();
        assertThat(done(reader.totals(owner))).isEqualTo(new Totals(0, 0, 0, 0, null));
    }

    @Test
    void rememberedTurnsAreRankedInChunksByOrdinal() {
        write(episodes(130));

        List<RankRow> first = done(reader.rankChunk(owner, 0));
        List<RankRow> last = done(reader.rankChunk(owner, 2));

        assertThat(first)
                .extracting(RankRow::ordinal)
                .containsExactlyElementsOf(LongStream.range(0, 64).boxed().toList());
        assertThat(last).extracting(RankRow::ordinal).containsExactly(128L, 129L);
        assertThat(done(reader.rankChunk(owner, 3))).isEmpty();
    }

    @Test
    void rankRowHasWhatRankingNeeds() {
        write(List.of(Remembered.change(owner, 1, 0, Remembered.episode(0, "s1", 0))));

        RankRow row = done(reader.rankChunk(owner, 0)).get(0);

        Episode episode = Remembered.episodeOf(0, "s1", 0, "turn number 0");
        assertThat(row)
                .isEqualTo(new RankRow(
                        episode.id(),
                        202401,
                        0,
                        "s1",
                        0,
                        episode.turn().role(),
                        "Ana",
                        "garden",
                        episode.turn().occurredAt(),
                        episode.turn().recordedAt(),
                        episode.features()));
    }

    @Test
    void episodesComeWholeInTheOrderOfTheRowsAcrossMonths() {
        // 1,000 turns three minutes apart from the 30th of January.
        write(episodes(1_000));
        List<RankRow> rows = new ArrayList<>();
        for (long chunk : new long[] {0, 7, 15}) {
            rows.addAll(done(reader.rankChunk(owner, chunk)));
        }
        Collections.shuffle(rows, new Random(1));

        List<Episode> episodes = done(reader.episodes(owner, rows));

        assertThat(episodes)
                .extracting(Episode::ordinal)
                .containsExactlyElementsOf(rows.stream().map(RankRow::ordinal).toList());
        assertThat(rows).extracting(RankRow::month).contains(202401, 202402);
        assertThat(episodes)
                .allSatisfy(episode -> assertThat(episode)
                        .isEqualTo(Remembered.episodeOf(
                                episode.ordinal(),
                                "s" + episode.ordinal() / 100,
                                (int) (episode.ordinal() % 100),
                                "turn number " + episode.ordinal())));
    }

    @Test
    void episodesThatAreNotThereAreLeftOut() {
        write(episodes(2));
        List<RankRow> rows = done(reader.rankChunk(owner, 0));
        RankRow there = rows.get(1);
        RankRow gone = new RankRow(
                Remembered.id("gone"),
                there.month(),
                77,
                there.sessionId(),
                77,
                there.role(),
                null,
                null,
                there.occurredAt(),
                there.recordedAt(),
                there.features());

        List<Episode> episodes = done(reader.episodes(owner, List.of(gone, there)));

        assertThat(episodes).extracting(Episode::ordinal).containsExactly(1L);
    }

    @Test
    void lastTurnsOfASessionAreOldestFirst() {
        write(episodes(250));

        List<Episode> turns = done(reader.lastTurns(owner, "s1", 3));

        assertThat(turns).extracting(Episode::ordinal).containsExactly(197L, 198L, 199L);
        assertThat(turns.get(2)).isEqualTo(Remembered.episodeOf(199, "s1", 99, "turn number 199"));
        assertThat(done(reader.lastTurns(owner, "s2", 100))).hasSize(50);
        assertThat(done(reader.lastTurns(owner, "another", 3))).isEmpty();
    }

    @Test
    void factsAreInTheirLatestVersionLatestRecordedFirst() {
        write(List.of(
                Remembered.change(owner, 1, 0, Remembered.fact(1, 1, "oolong")),
                Remembered.change(owner, 2, 0, Remembered.fact(2, 1, "mint")),
                Remembered.change(owner, 3, 0, Remembered.fact(1, 2, "sencha"))));

        List<Fact> facts = done(reader.facts(owner));

        assertThat(facts).containsExactly(Remembered.factOf(2, 1, "mint"), Remembered.factOf(1, 2, "sencha"));
        assertThat(done(reader.fact(owner, Remembered.id("fact1")))).contains(Remembered.factOf(1, 2, "sencha"));
    }

    @Test
    void historyHasAllVersionsOldestFirst() {
        write(List.of(
                Remembered.change(owner, 1, 0, Remembered.fact(1, 1, "oolong")),
                Remembered.change(owner, 2, 0, Remembered.fact(1, 2, "sencha"))));
        write(List.of(Remembered.change(owner, 3, 0, Remembered.fact(1, 3, "mint"))));

        List<Fact> history = done(reader.history(owner, Remembered.id("fact1")));

        assertThat(history)
                .containsExactly(
                        Remembered.factOf(1, 1, "oolong"),
                        Remembered.factOf(1, 2, "sencha"),
                        Remembered.factOf(1, 3, "mint"));
    }

    @Test
    void ownersFactsBeyondOnePageAreAllRead() {
        write(IntStream.range(0, 1_100)
                .mapToObj(i -> Remembered.change(owner, i, 0, Remembered.fact(i, 1, "tea " + i)))
                .toList());

        List<Fact> facts = done(reader.facts(owner));

        assertThat(facts).hasSize(1_100);
        assertThat(done(reader.totals(owner)).facts()).isEqualTo(1_100);
    }

    @Test
    void sessionsAreInTheirLatestState() {
        write(List.of(
                Remembered.change(owner, 1, 1, Remembered.session("s1", 1)),
                Remembered.change(owner, 2, 1, Remembered.session("s2", 1)),
                Remembered.change(owner, 3, 1, Remembered.session("s1", 2))));

        List<Session> sessions = done(reader.holdings(owner, Session.class));

        assertThat(sessions).extracting(Session::id).containsExactly("s1", "s2");
        assertThat(sessions).extracting(Session::turns).containsExactly(2, 1);
    }

    @Test
    void holdingsAreKeptByTypeAndId() {
        List<Holding> held = new HoldingsAtRandom(7).oneOfEach();
        write(held.stream().map(each -> hold(1, each)).toList());

        assertThat(held)
                .allSatisfy(each -> assertThat(holding(each.type(), each.id())).isEqualTo(Optional.of(each)));
        assertThat(held).allSatisfy(each -> assertThat(holdings(each.type())).isEqualTo(List.of(each)));
    }

    @Test
    void holdingsOfOneTypeAreInTheOrderOfTheirIds() {
        write(List.of(
                hold(1, block("persona", "b", 1)), hold(2, block("human", "a", 1)), hold(3, block("notes", "c", 1))));

        List<Block> blocks = done(reader.holdings(owner, Block.class));

        assertThat(blocks).extracting(Block::id).containsExactly("human", "notes", "persona");
        assertThat(done(reader.holding(owner, Block.class, "another"))).isEmpty();
        assertThat(done(reader.holdings(owner, Consent.class))).isEmpty();
    }

    @Test
    void removedHoldingIsGoneAndTheOthersStay() {
        write(List.of(hold(1, block("human", "a", 1)), hold(1, block("persona", "b", 1))));

        write(List.of(Remembered.change(owner, 2, 0, new Change.HoldingRemoved(HoldingType.BLOCK, "human"))));

        assertThat(done(reader.holding(owner, Block.class, "human"))).isEmpty();
        assertThat(done(reader.holdings(owner, Block.class)))
                .extracting(Block::id)
                .containsExactly("persona");
    }

    @Test
    void forgottenFactIsGoneWithItsHistory() {
        write(List.of(
                Remembered.change(owner, 1, 0, Remembered.fact(1, 1, "oolong")),
                Remembered.change(owner, 2, 0, Remembered.fact(1, 2, "sencha")),
                Remembered.change(owner, 2, 1, Remembered.fact(2, 1, "mint"))));

        write(List.of(Remembered.change(owner, 3, 0, new Change.FactForgotten(Remembered.id("fact1")))));

        assertThat(done(reader.fact(owner, Remembered.id("fact1")))).isEmpty();
        assertThat(done(reader.history(owner, Remembered.id("fact1")))).isEmpty();
        assertThat(done(reader.facts(owner))).containsExactly(Remembered.factOf(2, 1, "mint"));
        assertThat(done(reader.totals(owner)).facts()).isEqualTo(1);
    }

    @Test
    void forgottenEpisodeIsNotRankedNorReadNorInItsSession() {
        write(episodes(5));
        List<RankRow> rows = done(reader.rankChunk(owner, 0));

        write(List.of(Remembered.change(owner, 10, 0, forgotten(2, 4))));

        assertThat(done(reader.rankChunk(owner, 0)))
                .extracting(RankRow::ordinal)
                .containsExactly(0L, 1L, 3L, 4L);
        assertThat(done(reader.episodes(owner, rows)))
                .extracting(Episode::ordinal)
                .containsExactly(0L, 1L, 3L, 4L);
        assertThat(done(reader.lastTurns(owner, "s0", 3)))
                .extracting(Episode::ordinal)
                .containsExactly(1L, 3L, 4L);
        assertThat(done(reader.totals(owner)).episodes()).isEqualTo(4);
    }

    @Test
    void whatIsForgottenStaysForgottenWhenItsOlderWritesComeAgain() {
        List<OwnedChange> changes = List.of(
                Remembered.change(owner, 1, 0, Remembered.episode(0, "s0", 0)),
                Remembered.change(owner, 1, 1, Remembered.fact(1, 1, "oolong")),
                hold(1, block("human", "a", 1)),
                Remembered.change(owner, 2, 0, Remembered.fact(1, 2, "sencha")),
                Remembered.change(owner, 3, 0, forgotten(0, 0)),
                Remembered.change(owner, 3, 1, new Change.FactForgotten(Remembered.id("fact1"))),
                Remembered.change(owner, 3, 2, new Change.HoldingRemoved(HoldingType.BLOCK, "human")));
        write(changes);

        for (int repetition = 0; repetition < 3; repetition++) {
            List<OwnedChange> shuffled = new ArrayList<>(changes);
            Collections.shuffle(shuffled, new Random(repetition));
            shuffled.forEach(change -> done(writer.write(List.of(change))));
        }

        assertThat(done(reader.rankChunk(owner, 0))).isEmpty();
        assertThat(done(reader.lastTurns(owner, "s0", 3))).isEmpty();
        assertThat(done(reader.facts(owner))).isEmpty();
        assertThat(done(reader.history(owner, Remembered.id("fact1")))).isEmpty();
        assertThat(done(reader.holdings(owner, Block.class))).isEmpty();
        assertThat(done(reader.totals(owner)).episodes()).isZero();
    }

    @Test
    void whatIsRememberedAgainAfterwardsLives() {
        write(List.of(
                Remembered.change(owner, 1, 0, Remembered.fact(1, 1, "oolong")),
                Remembered.change(owner, 2, 0, Remembered.fact(1, 2, "sencha")),
                hold(2, block("human", "a", 1))));
        write(List.of(
                Remembered.change(owner, 3, 0, new Change.FactForgotten(Remembered.id("fact1"))),
                Remembered.change(owner, 3, 1, new Change.HoldingRemoved(HoldingType.BLOCK, "human")),
                Remembered.change(owner, 3, 2, Remembered.fact(1, 1, "mint")),
                hold(4, block("human", "b", 1))));

        List<Fact> history = done(reader.history(owner, Remembered.id("fact1")));

        assertThat(history).containsExactly(Remembered.factOf(1, 1, "mint"));
        assertThat(done(reader.facts(owner))).containsExactly(Remembered.factOf(1, 1, "mint"));
        assertThat(done(reader.holding(owner, Block.class, "human"))).contains(block("human", "b", 1));
    }

    @Test
    void whatOnlyDecisionsNeedHasNoRows() {
        AuditEntry entry = new AuditEntry("a", Remembered.START, "remember", null, AuditEntry.DONE, Map.of());

        write(List.of(
                Remembered.change(owner, 1, 0, new Change.TurnRefused("key")),
                Remembered.change(owner, 1, 1, new Change.Tended(Remembered.START)),
                Remembered.change(owner, 1, 2, new Change.Audited(entry))));

        assertThat(done(reader.totals(owner))).isEqualTo(new Totals(0, 0, 0, 0, null));
        assertThat(done(stores().auditTrail().entries(owner, 1))).isEmpty();
    }

    @Test
    void commandsThatChangeHoldingsCountAsUpdates() {
        Instant later = Remembered.START.plusSeconds(3600);
        write(episodes(1));

        write(List.of(hold(9, new Block("human", "a", 100, null, 1, later))));

        assertThat(done(reader.totals(owner)).lastUpdated()).isEqualTo(later);
    }

    @Test
    void totalsCountEpisodesFactsAndSessions() {
        write(episodes(3));
        write(List.of(
                Remembered.change(owner, 10, 0, Remembered.fact(1, 1, "oolong")),
                Remembered.change(owner, 10, 1, Remembered.fact(1, 2, "sencha")),
                Remembered.change(owner, 10, 2, Remembered.session("s0", 3))));

        Totals totals = done(reader.totals(owner));

        Instant lastUpdated = Remembered.factOf(1, 2, "sencha").recordedAt();
        assertThat(totals).isEqualTo(new Totals(3, 3, 1, 1, lastUpdated));
    }

    @Test
    void writingAgainAndInAnyOrderChangesNothing() {
        List<OwnedChange> changes = new ArrayList<>(episodes(70));
        changes.add(Remembered.change(owner, 100, 0, Remembered.fact(1, 1, "oolong")));
        changes.add(Remembered.change(owner, 101, 0, Remembered.fact(1, 2, "sencha")));
        changes.add(Remembered.change(owner, 101, 1, Remembered.fact(1, 3, "mint")));
        changes.add(Remembered.change(owner, 100, 1, Remembered.session("s0", 1)));
        changes.add(Remembered.change(owner, 102, 0, Remembered.session("s0", 2)));
        write(changes);
        Totals totals = done(reader.totals(owner));
        List<RankRow> ranked = done(reader.rankChunk(owner, 1));

        for (int repetition = 0; repetition < 3; repetition++) {
            Collections.shuffle(changes, new Random(repetition));
            changes.forEach(change -> done(writer.write(List.of(change))));
        }

        assertThat(done(reader.fact(owner, Remembered.id("fact1")))).contains(Remembered.factOf(1, 3, "mint"));
        assertThat(done(reader.history(owner, Remembered.id("fact1")))).hasSize(3);
        assertThat(done(reader.holdings(owner, Session.class)))
                .extracting(Session::turns)
                .containsExactly(2);
        assertThat(done(reader.totals(owner))).isEqualTo(totals);
        assertThat(done(reader.rankChunk(owner, 1))).isEqualTo(ranked);
    }

    @Test
    void ofOneCallTheNewestStateIsWritten() {
        write(List.of(
                Remembered.change(owner, 9, 0, Remembered.session("s1", 9)),
                Remembered.change(owner, 8, 0, Remembered.session("s1", 8))));

        assertThat(done(reader.holdings(owner, Session.class)))
                .extracting(Session::turns)
                .containsExactly(9);
    }

    @Test
    void ownersDoNotSeeEachOther() {
        Owner other = vault.owner("acme", "other-" + owner.userHash());
        write(episodes(3));
        write(List.of(Remembered.change(other, 50, 0, Remembered.fact(1, 1, "oolong"))));

        assertThat(done(reader.facts(owner))).isEmpty();
        assertThat(done(reader.rankChunk(other, 0))).isEmpty();
        assertThat(done(reader.totals(other)).episodes()).isZero();
    }

    @Test
    void nothingIsFoundOfAnErasedOwner() {
        write(episodes(3));
        write(List.of(
                Remembered.change(owner, 10, 0, Remembered.fact(1, 1, "oolong")),
                Remembered.change(owner, 10, 1, Remembered.session("s0", 3))));
        List<RankRow> rows = done(reader.rankChunk(owner, 0));
        keys.destroy(owner, 1, "e1");

        vault.forget(owner);

        assertThat(done(reader.episodes(owner, rows))).isEmpty();
        assertThat(done(reader.rankChunk(owner, 0))).isEmpty();
        assertThat(done(reader.lastTurns(owner, "s0", 5))).isEmpty();
        assertThat(done(reader.facts(owner))).isEmpty();
        assertThat(done(reader.history(owner, Remembered.id("fact1")))).isEmpty();
        assertThat(done(reader.holdings(owner, Session.class))).isEmpty();
        assertThat(done(reader.totals(owner))).isEqualTo(new Totals(0, 0, 0, 0, null));
    }

    @Test
    void anErasureTakesAllRowsThatWereWrittenBefore() {
        write(episodes(1_000));
        write(List.of(
                Remembered.change(owner, 1_000, 0, Remembered.fact(1, 1, "oolong")),
                Remembered.change(owner, 1_000, 1, Remembered.fact(1, 2, "sencha")),
                Remembered.change(owner, 1_000, 2, Remembered.session("s0", 100)),
                Remembered.change(owner, 1_000, 3, Remembered.session("s9", 100))));
        List<RankRow> rows = done(reader.rankChunk(owner, 0));

        write(List.of(Remembered.change(
                owner,
                1_001,
                0,
                new Change.UserErased("e1", new Erasure(1, Instant.parse("2026-01-01T00:00:00Z")), null))));

        assertThat(done(reader.totals(owner))).isEqualTo(new Totals(0, 0, 0, 0, null));
        assertThat(done(reader.episodes(owner, rows))).isEmpty();
        for (int chunk = 0; chunk < 16; chunk++) {
            assertThat(done(reader.rankChunk(owner, chunk))).isEmpty();
        }
        assertThat(done(reader.lastTurns(owner, "s0", 5))).isEmpty();
        assertThat(done(reader.facts(owner))).isEmpty();
        assertThat(done(reader.history(owner, Remembered.id("fact1")))).isEmpty();
        assertThat(done(reader.holdings(owner, Session.class))).isEmpty();
    }

    @Test
    void anErasureThatIsWrittenOnceMoreLeavesTheNextLifeAlone() {
        OwnedChange erased = Remembered.change(
                owner, 5, 0, new Change.UserErased("e1", new Erasure(1, Instant.parse("2026-01-01T00:00:00Z")), null));
        write(List.of(erased, Remembered.change(owner, 6, 0, Remembered.episode(0, "s1", 0))));

        write(List.of(erased));

        assertThat(done(reader.rankChunk(owner, 0))).hasSize(1);
        assertThat(done(reader.lastTurns(owner, "s1", 5))).hasSize(1);
    }

    @Test
    void nothingIsWrittenOfAnErasedOwner() {
        TinkVault consolidator = new TinkVault(keys, keyEncryption, false);
        vault.seal(owner, "turn", new byte[0]);
        keys.destroy(owner, 1, "e1");

        done(stores().writer(GENERATION, consolidator).write(episodes(2)));

        assertThat(done(reader.rankChunk(owner, 0))).isEmpty();
    }

    @Test
    void nextLifeDoesNotSeeTheFormer() {
        write(episodes(3));
        keys.destroy(owner, 1, "e1");
        vault.forget(owner);

        write(List.of(Remembered.change(owner, 99, 0, Remembered.episode(0, "s0", 0))));

        assertThat(done(reader.rankChunk(owner, 0)))
                .extracting(RankRow::ordinal)
                .containsExactly(0L);
        assertThat(done(reader.lastTurns(owner, "s0", 5))).hasSize(1);
    }

    @Test
    void changeThatIsTooLargeIsRejectedAndTheOthersCanBeWritten() {
        OwnedChange small = Remembered.change(owner, 1, 0, Remembered.episode(0, "s0", 0));
        OwnedChange large = Remembered.change(
                owner,
                2,
                0,
                new Change.EpisodeRemembered(Remembered.episodeOf(1, "s0", 1, "x".repeat(oversizedCharacters())), 2));

        CompletionStage<Void> both = writer.write(List.of(small, large));

        assertThatThrownBy(() -> done(both))
                .cause()
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo("oversized"));
        write(List.of(small));
        assertThat(done(reader.totals(owner)).episodes()).isEqualTo(1);
    }

    @Test
    void turnOfOneMegabyteIsStored() {
        String content = "0123456789abcdef".repeat(65_536);
        write(List.of(Remembered.change(
                owner, 1, 0, new Change.EpisodeRemembered(Remembered.episodeOf(0, "s0", 0, content), 1))));

        List<Episode> turns = done(reader.lastTurns(owner, "s0", 1));

        assertThat(turns.get(0).turn().content()).isEqualTo(content);
    }

    @Test
    void manyWritesAtOnceAllArrive() {
        List<Owner> owners = IntStream.range(0, 40)
                .mapToObj(i -> vault.owner("acme", owner.userHash() + i))
                .toList();

        CompletableFuture<?>[] writes = owners.stream()
                .map(each -> writer.write(LongStream.range(0, 20)
                                .mapToObj(i -> Remembered.change(each, i, 0, Remembered.episode(i, "s0", (int) i)))
                                .toList())
                        .toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        done(CompletableFuture.allOf(writes));

        assertThat(owners)
                .allSatisfy(
                        each -> assertThat(done(reader.totals(each)).episodes()).isEqualTo(20));
    }

    @Test
    void generationsAreKeptApart() {
        Generation other = new Generation("g2", GENERATION.model(), "2");
        write(episodes(3));

        MemoryReader otherReader = stores().reader(other, vault);

        assertThat(done(otherReader.rankChunk(owner, 0))).isEmpty();
    }

    @Test
    void watermarksArePublishedPerPartitionAndNeverGoBack() {
        Watermarks watermarks = stores().watermarks();
        String generation = "w" + Integer.toHexString(new Random().nextInt(1 << 24));
        assertThat(watermarks.settled(generation)).isEmpty();
        watermarks.publish(generation, Map.of(0, 41L, 3, 0L));

        watermarks.publish(generation, Map.of(0, 12L, 1, 5L));

        assertThat(stores().watermarks().settled(generation)).isEqualTo(Map.of(0, 41L, 1, 5L, 3, 0L));
    }

    @Test
    void firstDeclaredGenerationIsLive() {
        Generation live = stores().generations().declareFirst(GENERATION);

        Generation second = stores().generations().declareFirst(new Generation("late", "another", "9"));

        assertThat(second).isEqualTo(live);
        assertThat(stores().generations().live()).contains(live);
    }

    @Test
    void keyStoreServesTheVault() {
        // Tenant secrets outlive a test: no other shares this tenant's.
        String tenant = "tenant-" + UUID.randomUUID();
        TinkVault gateway = new TinkVault(stores().keyStore(), keyEncryption, true);
        Owner user = gateway.owner(tenant, UUID.randomUUID().toString());
        byte[] sealed = gateway.seal(user, "turn", new byte[] {1, 2, 3});

        TinkVault other = new TinkVault(stores().keyStore(), keyEncryption, false);

        assertThat(other.open(user, "turn", sealed)).isNotNull();
        assertThat(other.knows(user)).isTrue();
    }

    /** More than the server takes in one mutation. */
    int oversizedCharacters() {
        return 6 * 1024 * 1024;
    }

    private OwnedChange hold(long offset, Holding holding) {
        int sequence =
                100 + holding.type().ordinal() * 10 + Math.floorMod(holding.id().hashCode(), 10);
        return Remembered.change(owner, offset, sequence, new Change.HoldingUpdated(holding));
    }

    private static Block block(String label, String value, int version) {
        return new Block(label, value, Block.STANDARD_LIMIT, null, version, Remembered.START);
    }

    private static Change forgotten(int ordinal, long left) {
        return new Change.EpisodeForgotten(
                EpisodeTrace.of(Remembered.episodeOf(ordinal, "s0", ordinal, "turn number " + ordinal)), left);
    }

    private Optional<? extends Holding> holding(HoldingType type, String id) {
        return done(reader.holding(owner, type.held(), id));
    }

    private List<? extends Holding> holdings(HoldingType type) {
        return done(reader.holdings(owner, type.held()));
    }

    private List<OwnedChange> episodes(int count) {
        return LongStream.range(0, count)
                .mapToObj(i -> Remembered.change(owner, i, 0, Remembered.episode(i, "s" + i / 100, (int) (i % 100))))
                .toList();
    }

    private void write(List<OwnedChange> changes) {
        done(writer.write(changes));
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static KeyEncryption keyEncryption() {
        byte[] key = new byte[32];
        new Random().nextBytes(key);
        try {
            Aead aead = new AesGcmJce(key);
            return KeyEncryption.of(aead);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
