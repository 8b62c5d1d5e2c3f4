package io.memstream.retrieval;

import static io.memstream.retrieval.MemoryFixture.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.consolidation.Change;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Block;
import io.memstream.core.model.Episode;
import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Fact;
import io.memstream.core.model.HoldingType;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Status;
import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.ranking.OwnerView;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is cached holds every change, and nothing that is forgotten, in whatever order stream, store and reader come to it. */
class OwnerMemoriesTest {
    private final InMemoryStore store = new InMemoryStore();
    private final List<CompletableFuture<OwnerMemory.Stored>> loads = new ArrayList<>();
    private MemoryFixture fixture;
    private SettledOrigins settled;
    private OwnerMemories memories;
    private Owner owner;

    @BeforeEach
    void create(@TempDir Path folder) {
        fixture = new MemoryFixture(folder);
        owner = fixture.owner("ada");
        settled = new SettledOrigins(store, "g1", partition -> Long.MAX_VALUE);
        memories = new OwnerMemories(asked -> load(), settled, 1 << 20, new SimpleMeterRegistry());
        settled.start(memories::forgetStored);
    }

    @AfterEach
    void stop() {
        settled.close();
    }

    private CompletionStage<OwnerMemory.Stored> load() {
        CompletableFuture<OwnerMemory.Stored> load = new CompletableFuture<>();
        loads.add(load);
        return load;
    }

    private Episode episode(int ordinal) {
        return fixture.episode(turn("ada", "Turn " + ordinal).id("t-" + ordinal).make(), ordinal, ordinal);
    }

    private void follow(int ordinal) {
        Change change = new Change.EpisodeRemembered(episode(ordinal), ordinal + 1);
        memories.changed(owner, new Origin(0, ordinal), () -> Optional.of(change));
    }

    private void forget(int ordinal, int origin) {
        Change change = new Change.EpisodeForgotten(EpisodeTrace.of(episode(ordinal)), 0);
        memories.changed(owner, new Origin(0, origin), () -> Optional.of(change));
    }

    private Fact fact(int version, Status status) {
        Fact first = fixture.fact("ada", Kind.FACT, "The user lives in Oslo.", episode(0), status, null);
        return version == 1 ? first : MemoryFixture.version(first, version, status);
    }

    private void tell(Change change, int origin) {
        memories.changed(owner, new Origin(0, origin), () -> Optional.of(change));
    }

    private void answer(int load, int... ordinals) {
        List<RankRow> rows = new ArrayList<>();
        for (int ordinal : ordinals) {
            rows.add(RankRow.of(episode(ordinal)));
        }
        loads.get(load).complete(new OwnerMemory.Stored(rows, List.of(), List.of()));
    }

    private static List<Long> ordinals(CompletionStage<OwnerMemory> view) {
        OwnerView loaded = view.toCompletableFuture().join().view();
        return LongStream.range(0, 10)
                .filter(ordinal -> loaded.row(ordinal).isPresent())
                .boxed()
                .toList();
    }

    @Test
    void aChangeDuringTheLoadIsInTheView() {
        CompletionStage<OwnerMemory> view = memories.of(owner);
        follow(1);

        answer(0, 0);

        assertThat(ordinals(view)).containsExactly(0L, 1L);
    }

    @Test
    void aChangeThatStreamAndStoreBothGiveIsThereOnce() {
        CompletionStage<OwnerMemory> view = memories.of(owner);
        follow(1);

        answer(0, 0, 1);

        assertThat(view.toCompletableFuture().join().view().size()).isEqualTo(2);
    }

    @Test
    void aChangeAfterTheLoadIsInTheView() {
        memories.of(owner);
        answer(0, 0);

        follow(1);

        assertThat(ordinals(memories.of(owner))).containsExactly(0L, 1L);
        assertThat(loads).hasSize(1);
    }

    @Test
    void aChangeFollowedBeforeTheLoadAndStoredAfterItIsTakenOnceItIsStored() {
        follow(1);
        memories.of(owner);
        answer(0, 0);
        assertThat(ordinals(memories.of(owner))).containsExactly(0L);

        store.publish("g1", Map.of(0, 1L));

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> {
            memories.of(owner);
            return loads.size() == 2;
        });
        answer(1, 0, 1);
        assertThat(ordinals(memories.of(owner))).containsExactly(0L, 1L);
    }

    @Test
    void aViewIsLoadedAgainOnceHoweverManyChangesFollow() {
        follow(1);
        memories.of(owner);
        answer(0, 0);
        store.publish("g1", Map.of(0, 1L));
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> {
            memories.of(owner);
            return loads.size() == 2;
        });
        follow(2);

        answer(1, 0, 1);

        assertThat(ordinals(memories.of(owner))).containsExactly(0L, 1L, 2L);
        store.publish("g1", Map.of(0, 2L));
        Awaitility.await()
                .during(Duration.ofMillis(400))
                .atMost(Duration.ofSeconds(2))
                .until(() -> {
                    memories.of(owner);
                    return loads.size() == 2;
                });
    }

    @Test
    void whatIsForgottenIsGoneForThoseWhoHoldTheViewAlready() {
        CompletionStage<OwnerMemory> held = memories.of(owner);
        answer(0, 0, 1);

        forget(1, 5);

        assertThat(ordinals(held)).containsExactly(0L);
        assertThat(ordinals(memories.of(owner))).containsExactly(0L);
        assertThat(loads).hasSize(1);
    }

    @Test
    void whatIsForgottenDuringTheLoadIsNotInIt() {
        CompletionStage<OwnerMemory> view = memories.of(owner);
        forget(1, 5);

        answer(0, 0, 1);

        assertThat(ordinals(view)).containsExactly(0L);
    }

    @Test
    void whatWasForgottenBeforeTheLoadAndIsStillStoredGoesOnceTheStoreHasForgottenIt() {
        forget(1, 5);
        memories.of(owner);
        answer(0, 0, 1);

        store.publish("g1", Map.of(0, 5L));

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> {
            memories.of(owner);
            return loads.size() == 2;
        });
        answer(1, 0);
        assertThat(ordinals(memories.of(owner))).containsExactly(0L);
    }

    @Test
    void whatCameBeforeTheStoreIsReadAgainIsKept() {
        forget(1, 5);
        memories.of(owner);
        answer(0, 0, 1);
        follow(6);
        store.publish("g1", Map.of(0, 5L));
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> {
            memories.of(owner);
            return loads.size() == 2;
        });

        answer(1, 0);

        assertThat(ordinals(memories.of(owner))).containsExactly(0L, 6L);
    }

    @Test
    void whatWasForgottenDoesNotComeBackWhenItIsToldAgain() {
        CompletionStage<OwnerMemory> view = memories.of(owner);
        answer(0, 0);
        follow(1);
        forget(1, 5);

        follow(1);

        assertThat(ordinals(view)).containsExactly(0L);
    }

    @Test
    void factsAndHoldingsFollowTheStream() {
        CompletionStage<OwnerMemory> loaded = memories.of(owner);
        answer(0);
        OwnerMemory memory = loaded.toCompletableFuture().join();
        Block block = new Block("persona", "Likes Oslo.", 200, null, 1, MemoryFixture.NOW);

        tell(new Change.FactUpdated(fact(1, Status.ACTIVE)), 1);
        tell(new Change.FactUpdated(fact(2, Status.RETRACTED)), 2);
        tell(new Change.FactUpdated(fact(1, Status.ACTIVE)), 2);
        tell(new Change.HoldingUpdated(block), 3);

        assertThat(memory.facts()).extracting(Fact::status).containsExactly(Status.RETRACTED);
        assertThat(memory.blocks()).containsExactly(block);

        tell(new Change.FactForgotten(fact(1, Status.ACTIVE).id()), 4);
        tell(new Change.HoldingRemoved(HoldingType.BLOCK, "persona"), 5);

        assertThat(memory.facts()).isEmpty();
        assertThat(memory.blocks()).isEmpty();
    }

    @Test
    void holdingsAreInTheOrderOfTheirIdsHoweverTheyCame() {
        CompletionStage<OwnerMemory> loaded = memories.of(owner);
        answer(0);
        OwnerMemory memory = loaded.toCompletableFuture().join();

        for (String label : List.of("persona", "about", "work", "home")) {
            tell(new Change.HoldingUpdated(new Block(label, "Likes Oslo.", 200, null, 1, MemoryFixture.NOW)), 1);
        }

        assertThat(memory.blocks()).extracting(Block::id).containsExactly("about", "home", "persona", "work");
    }

    @Test
    void readersShareOneLoad() {
        CompletionStage<OwnerMemory> one = memories.of(owner);
        CompletionStage<OwnerMemory> other = memories.of(owner);

        answer(0, 0);

        assertThat(loads).hasSize(1);
        assertThat(one.toCompletableFuture().join())
                .isSameAs(other.toCompletableFuture().join());
    }

    @Test
    void aLoadThatFailsIsTriedAgain() {
        CompletionStage<OwnerMemory> failed = memories.of(owner);
        loads.get(0).completeExceptionally(new Unavailable("away"));

        CompletionStage<OwnerMemory> view = memories.of(owner);
        answer(1, 0);

        assertThat(failed).isCompletedExceptionally();
        assertThat(ordinals(view)).containsExactly(0L);
    }

    @Test
    void anOwnerWhoseKeyIsDestroyedIsForgotten() {
        memories.of(owner);
        answer(0, 0);

        memories.changed(owner, new Origin(0, 5), Optional::empty);
        CompletionStage<OwnerMemory> view = memories.of(owner);
        answer(1);

        assertThat(view.toCompletableFuture().join().view().size()).isZero();
    }

    @Test
    void aViewThatGrowsCountsItsNewWeight() {
        memories = new OwnerMemories(asked -> load(), settled, 8 * 1024, new SimpleMeterRegistry());
        memories.of(owner);
        answer(0);

        for (int ordinal = 0; ordinal < 10; ordinal++) {
            follow(ordinal);
        }

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> {
            memories.of(owner);
            return loads.size() > 1;
        });
    }
}
