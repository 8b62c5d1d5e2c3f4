package io.memstream.retrieval;

import static io.memstream.retrieval.MemoryFixture.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.consolidation.Change;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Episode;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
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

/** A view holds every change, in whatever order stream, store and reader come to it. */
class OwnerViewsTest {
    private final InMemoryStore store = new InMemoryStore();
    private final List<CompletableFuture<List<RankRow>>> loads = new ArrayList<>();
    private MemoryFixture fixture;
    private SettledOrigins settled;
    private OwnerViews views;
    private Owner owner;

    @BeforeEach
    void create(@TempDir Path folder) {
        fixture = new MemoryFixture(folder);
        owner = fixture.owner("ada");
        settled = new SettledOrigins(store, "g1", partition -> Long.MAX_VALUE);
        views = new OwnerViews(asked -> load(), settled, 1 << 20, new SimpleMeterRegistry());
        settled.start(views::forgetStored);
    }

    @AfterEach
    void stop() {
        settled.close();
    }

    private CompletionStage<List<RankRow>> load() {
        CompletableFuture<List<RankRow>> load = new CompletableFuture<>();
        loads.add(load);
        return load;
    }

    private Episode episode(int ordinal) {
        return fixture.episode(turn("ada", "Turn " + ordinal).id("t-" + ordinal).make(), ordinal, ordinal);
    }

    private void follow(int ordinal) {
        Change change = new Change.EpisodeRemembered(episode(ordinal), ordinal + 1);
        views.changed(owner, new Origin(0, ordinal), () -> Optional.of(change));
    }

    private void answer(int load, int... ordinals) {
        List<RankRow> rows = new ArrayList<>();
        for (int ordinal : ordinals) {
            rows.add(RankRow.of(episode(ordinal)));
        }
        loads.get(load).complete(rows);
    }

    private static List<Long> ordinals(CompletionStage<OwnerView> view) {
        OwnerView loaded = view.toCompletableFuture().join();
        return LongStream.range(0, 10)
                .filter(ordinal -> loaded.row(ordinal).isPresent())
                .boxed()
                .toList();
    }

    @Test
    void aChangeDuringTheLoadIsInTheView() {
        CompletionStage<OwnerView> view = views.view(owner);
        follow(1);

        answer(0, 0);

        assertThat(ordinals(view)).containsExactly(0L, 1L);
    }

    @Test
    void aChangeThatStreamAndStoreBothGiveIsThereOnce() {
        CompletionStage<OwnerView> view = views.view(owner);
        follow(1);

        answer(0, 0, 1);

        assertThat(view.toCompletableFuture().join().size()).isEqualTo(2);
    }

    @Test
    void aChangeAfterTheLoadIsInTheView() {
        views.view(owner);
        answer(0, 0);

        follow(1);

        assertThat(ordinals(views.view(owner))).containsExactly(0L, 1L);
        assertThat(loads).hasSize(1);
    }

    @Test
    void aChangeFollowedBeforeTheLoadAndStoredAfterItIsTakenOnceItIsStored() {
        follow(1);
        views.view(owner);
        answer(0, 0);
        assertThat(ordinals(views.view(owner))).containsExactly(0L);

        store.publish("g1", Map.of(0, 1L));

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> {
            views.view(owner);
            return loads.size() == 2;
        });
        answer(1, 0, 1);
        assertThat(ordinals(views.view(owner))).containsExactly(0L, 1L);
    }

    @Test
    void aViewIsLoadedAgainOnceHoweverManyChangesFollow() {
        follow(1);
        views.view(owner);
        answer(0, 0);
        store.publish("g1", Map.of(0, 1L));
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> {
            views.view(owner);
            return loads.size() == 2;
        });
        follow(2);

        answer(1, 0, 1);

        assertThat(ordinals(views.view(owner))).containsExactly(0L, 1L, 2L);
        store.publish("g1", Map.of(0, 2L));
        Awaitility.await()
                .during(Duration.ofMillis(400))
                .atMost(Duration.ofSeconds(2))
                .until(() -> {
                    views.view(owner);
                    return loads.size() == 2;
                });
    }

    @Test
    void readersShareOneLoad() {
        CompletionStage<OwnerView> one = views.view(owner);
        CompletionStage<OwnerView> other = views.view(owner);

        answer(0, 0);

        assertThat(loads).hasSize(1);
        assertThat(one.toCompletableFuture().join())
                .isSameAs(other.toCompletableFuture().join());
    }

    @Test
    void aLoadThatFailsIsTriedAgain() {
        CompletionStage<OwnerView> failed = views.view(owner);
        loads.get(0).completeExceptionally(new Unavailable("away"));

        CompletionStage<OwnerView> view = views.view(owner);
        answer(1, 0);

        assertThat(failed).isCompletedExceptionally();
        assertThat(ordinals(view)).containsExactly(0L);
    }

    @Test
    void anOwnerWhoseKeyIsDestroyedIsForgotten() {
        views.view(owner);
        answer(0, 0);

        views.changed(owner, new Origin(0, 5), Optional::empty);
        CompletionStage<OwnerView> view = views.view(owner);
        answer(1);

        assertThat(view.toCompletableFuture().join().size()).isZero();
    }

    @Test
    void aViewThatGrowsCountsItsNewWeight() {
        views = new OwnerViews(asked -> load(), settled, 8 * 1024, new SimpleMeterRegistry());
        views.view(owner);
        answer(0);

        for (int ordinal = 0; ordinal < 10; ordinal++) {
            follow(ordinal);
        }

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> {
            views.view(owner);
            return loads.size() > 1;
        });
    }
}
