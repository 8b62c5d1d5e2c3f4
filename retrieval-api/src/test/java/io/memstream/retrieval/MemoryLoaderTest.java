package io.memstream.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.model.Episode;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Holding;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Role;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Vector;
import io.memstream.core.port.MemoryReader;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MemoryLoaderTest {
    private static final Owner OWNER = new Owner("acme", "ann-0123456789abcdef");
    private static final int TURNS = 60_000;

    @Test
    void aLongMemoryIsReadWholeButNotAllAtOnce() {
        SlowReader reader = new SlowReader(TURNS, TURNS);

        CompletionStage<OwnerMemory.Stored> loading = new MemoryLoader(reader).apply(OWNER);
        reader.answerAll();

        assertThat(loading.toCompletableFuture().join().rows())
                .extracting(MemoryReader.RankRow::ordinal)
                .containsExactlyElementsOf(LongStream.range(0, TURNS).boxed().toList());
        assertThat(reader.mostWaiting).isLessThanOrEqualTo(65);
    }

    @Test
    void whatTheTotalsDoNotCountYetIsReadToo() {
        SlowReader reader = new SlowReader(200, 64);

        CompletionStage<OwnerMemory.Stored> loading = new MemoryLoader(reader).apply(OWNER);
        reader.answerAll();

        assertThat(loading.toCompletableFuture().join().rows()).hasSize(200);
    }

    /** Answers chunks when it is told to. */
    private static final class SlowReader implements MemoryReader {
        private final int turns;
        private final int counted;
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int mostWaiting;

        private SlowReader(int turns, int counted) {
            this.turns = turns;
            this.counted = counted;
        }

        void answerAll() {
            while (!waiting.isEmpty()) {
                waiting.remove().run();
            }
        }

        @Override
        public CompletionStage<List<RankRow>> rankChunk(Owner owner, long chunk) {
            CompletableFuture<List<RankRow>> answer = new CompletableFuture<>();
            waiting.add(() -> answer.complete(LongStream.range(chunk * CHUNK, Math.min(turns, (chunk + 1) * CHUNK))
                    .mapToObj(SlowReader::row)
                    .toList()));
            mostWaiting = Math.max(mostWaiting, waiting.size());
            return answer;
        }

        private static RankRow row(long ordinal) {
            TextFeatures features = new TextFeatures(Vector.of(new float[] {1}), List.of(), new byte[0], 0, 1);
            return new RankRow(
                    new UUID(0, ordinal),
                    202_601,
                    ordinal,
                    "s",
                    (int) ordinal,
                    Role.USER,
                    null,
                    null,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    features);
        }

        @Override
        public CompletionStage<Totals> totals(Owner owner) {
            return CompletableFuture.completedFuture(new Totals(counted, counted, 0, 0, null));
        }

        @Override
        public <T extends Holding> CompletionStage<List<T>> holdings(Owner owner, Class<T> type) {
            return CompletableFuture.completedFuture(List.of());
        }

        @Override
        public CompletionStage<List<Fact>> facts(Owner owner) {
            return CompletableFuture.completedFuture(List.of());
        }

        @Override
        public CompletionStage<List<Episode>> episodes(Owner owner, Collection<RankRow> rows) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<List<Episode>> lastTurns(Owner owner, String sessionId, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T extends Holding> CompletionStage<Optional<T>> holding(Owner owner, Class<T> type, String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Optional<Fact>> fact(Owner owner, UUID id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<List<Fact>> history(Owner owner, UUID id) {
            throw new UnsupportedOperationException();
        }
    }
}
