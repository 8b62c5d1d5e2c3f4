package io.memstream.adapters.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.failure.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private final InFlight inFlight = new InFlight(2);
    private final List<CompletableFuture<Void>> started = new ArrayList<>();

    @Test
    void noMoreThanTheBoundAreStarted() {
        start(5);

        assertThat(started).hasSize(2);
    }

    @Test
    void oneStartsAsAnotherEnds() {
        List<CompletableFuture<Void>> answers = start(5);

        started.get(0).complete(null);

        assertThat(started).hasSize(3);
        assertThat(answers.get(0)).isCompleted();
        assertThat(answers.get(1)).isNotDone();
    }

    @Test
    void failedOneMakesRoomToo() {
        List<CompletableFuture<Void>> answers = start(3);

        started.get(0).completeExceptionally(new Unavailable("away"));

        assertThat(started).hasSize(3);
        assertThat(answers.get(0)).isCompletedExceptionally();
    }

    @Test
    void oneThatDoesNotEvenStartFails() {
        CompletableFuture<Void> answer = inFlight.start(() -> {
            throw new Unavailable("away");
        });

        assertThat(answer).isCompletedExceptionally();
        assertThat(start(2)).hasSize(2);
        assertThat(started).hasSize(2);
    }

    private List<CompletableFuture<Void>> start(int requests) {
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            answers.add(inFlight.start(() -> {
                CompletableFuture<Void> request = new CompletableFuture<>();
                started.add(request);
                return request;
            }));
        }
        return answers;
    }
}
