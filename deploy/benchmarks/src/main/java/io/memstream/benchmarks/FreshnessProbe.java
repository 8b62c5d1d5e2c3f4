package io.memstream.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.memstream.benchmarks.Dialogue.Utterance;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * How soon what was accepted can be found. Publishes the file's turns one by one at a fixed rate, each at its time whatever
 * the ones before it do, and asks for every {@link #ONE_IN}th: from the 202 to the first answer that has it in.
 */
final class FreshnessProbe {
    private static final int ONE_IN = 5;
    private static final int USERS = 8;
    private static final Duration GIVEN_UP = Duration.ofSeconds(60);
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final int QUERY_CHARACTERS = 200;

    private final StackClient client;
    private final Crew crew;
    private final Pause pause;

    FreshnessProbe(StackClient client, Crew crew, Pause pause) {
        this.client = client;
        this.crew = crew;
        this.pause = pause;
    }

    /** @param users prefix of the user ids that it publishes under */
    List<Duration> measure(String users, List<Utterance> turns, int rate, Duration time, Progress progress)
            throws IOException, InterruptedException {
        int total = (int) Math.max(1, rate * time.toMillis() / 1000);
        List<Future<@Nullable Duration>> measured = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < total; i++) {
            Duration early = Duration.ofNanos(start + i * 1_000_000_000L / rate - System.nanoTime());
            if (!early.isNegative() && !early.isZero()) {
                pause.of(early);
            }
            Utterance turn = turns.get(i % turns.size());
            TurnBody body = new TurnBody(users + "-" + i % USERS, "turn-" + i, turn);
            boolean asked = i % ONE_IN == 0;
            measured.add(crew.begin(() -> publishAndFind(body, asked)));
            progress.advance(1);
        }
        return Crew.results(measured).stream().filter(Objects::nonNull).toList();
    }

    private @Nullable Duration publishAndFind(TurnBody body, boolean asked) throws IOException, InterruptedException {
        String position = client.publish(JsonNodeFactory.instance.arrayNode().add(body.toJson()));
        long accepted = System.nanoTime();
        if (!asked) {
            return null;
        }
        String text = body.utterance().text();
        String query = text.substring(0, Math.min(QUERY_CHARACTERS, text.length()));
        Search search = new Search(body.user(), query, null, position, WAIT, Search.Reach.EPISODES);
        while (!client.search(search).turns().contains(body.turnId())) {
            if (System.nanoTime() - accepted > GIVEN_UP.toNanos()) {
                throw new IOException("a turn of " + body.user() + " was accepted at " + position
                        + " and not found within " + GIVEN_UP.toSeconds() + " s");
            }
        }
        return Duration.ofNanos(System.nanoTime() - accepted);
    }
}
