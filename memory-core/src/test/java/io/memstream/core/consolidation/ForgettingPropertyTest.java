package io.memstream.core.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Command;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Reading;
import io.memstream.core.model.Role;
import io.memstream.core.model.Session;
import io.memstream.core.model.Span;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Turn;
import io.memstream.core.model.Vector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever was said in whatever order: what is forgotten is gone, and stays so. */
class ForgettingPropertyTest {
    private static final List<String> WORDS = List.of("oboe", "cello", "heron", "rupert", "lisbon");
    private static final Instant START = Instant.parse("2026-01-10T09:00:00Z");
    private static final Instant FORGOTTEN = START.plusSeconds(100_000);
    private static final Instant LATER = START.plusSeconds(200_000);

    @Property(tries = 200)
    void whatIsForgottenIsGoneAndStaysSo(@ForAll long seed, @ForAll @IntRange(min = 1, max = 25) int turns) {
        Random random = new Random(seed);
        MemoryInMaps memory = new MemoryInMaps();
        List<Event> said = new ArrayList<>();
        for (int turn = 0; turn < turns; turn++) {
            said.add(turn("t" + turn, random, START.plusSeconds(random.nextInt(90_000)), START.plusSeconds(90_000)));
        }
        said.forEach(event -> happen(memory, event));
        String word = WORDS.get(random.nextInt(WORDS.size()));
        Event forget = forget(word);

        happen(memory, forget);
        List<Outcome> again = new ArrayList<>();
        said.forEach(event -> again.add(happen(memory, event)));
        again.add(happen(memory, forget));
        happen(memory, turn("late", random, START, LATER));

        long term = EventsInJson.terms(word).get(0).term();
        assertThat(again).containsOnly(Outcome.DUPLICATE);
        assertThat(memory.episodes()).noneMatch(trace -> trace.terms().contains(term));
        assertThat(memory.facts()).noneMatch(fact -> fact.statement().contains(word));
        assertThat(memory.facts())
                .allSatisfy(fact -> assertThat(fact.evidence())
                        .allMatch(evidence -> memory.episodes().stream()
                                .anyMatch(trace -> trace.id().equals(evidence.episodeId()))));
        assertThat(memory.owner().episodes()).isEqualTo(memory.episodes().size());
        assertThat(memory.holdings(Session.class).stream()
                        .mapToInt(Session::turns)
                        .sum())
                .isEqualTo(memory.episodes().size());
    }

    private static Outcome happen(MemoryInMaps memory, Event event) {
        Decision decision = Consolidator.decide(memory, event, ConsolidationScenariosTest::id, Policy.STANDARD);
        decision.changes().forEach(change -> Consolidator.apply(memory, change));
        return decision.outcome();
    }

    private static Event turn(String id, Random random, Instant occurredAt, Instant recordedAt) {
        List<Extraction.FoundClaim> claims = new ArrayList<>();
        StringBuilder text = new StringBuilder("I like");
        for (String word : WORDS) {
            if (random.nextInt(3) == 0) {
                text.append(' ').append(word);
                boolean many = random.nextBoolean();
                claims.add(new Extraction.FoundClaim(
                        new Claim(
                                Kind.FACT,
                                Claim.USER,
                                many ? "likes" : "favourite",
                                word,
                                "The user likes " + word,
                                !many,
                                random.nextInt(5) > 0,
                                .8,
                                null,
                                new Span(0, 6),
                                null,
                                null,
                                true,
                                null),
                        features("The user likes " + word)));
            }
        }
        Turn turn = new Turn(
                id,
                "ana",
                "s" + random.nextInt(3),
                Role.USER,
                text.toString(),
                null,
                null,
                null,
                null,
                List.of(),
                Map.of(),
                null,
                occurredAt,
                recordedAt);
        return new Event.TurnExtracted("key-" + id, turn, extraction(text.toString(), claims));
    }

    private static Event forget(String word) {
        return new Event.Commanded(
                "forget",
                new Command.Forget(null, null, null, null, null, null, word),
                FORGOTTEN,
                FORGOTTEN,
                null,
                extraction(word, List.of()));
    }

    private static Extraction extraction(String text, List<Extraction.FoundClaim> claims) {
        return new Extraction("scenario", "1", "model", "hash", features(text), claims, Reading.NOTHING);
    }

    private static TextFeatures features(String text) {
        return new TextFeatures(Vector.of(new float[] {1, 0}), EventsInJson.terms(text), new byte[0], 0, 2);
    }
}
