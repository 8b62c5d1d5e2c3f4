package io.memstream.core.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Command;
import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Extraction.FoundClaim;
import io.memstream.core.model.HoldingType;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Reading;
import io.memstream.core.model.Role;
import io.memstream.core.model.Span;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Turn;
import io.memstream.core.model.Vector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** What holds for any log of an owner: drawn from a number, so that a failure names the log. */
class ConsolidatorPropertiesTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String[] VALUES = {"Lyon", "Porto", "Oslo"};
    private static final Policy POLICY = new Policy(
            Map.of(
                    "health",
                    Policy.Rule.CONSENT,
                    "trips",
                    new Policy.Rule(Policy.Handling.TEMPORARY, Duration.ofDays(5), false)),
            Duration.ofDays(200));

    @Property(tries = 300)
    void whatComesAgainChangesNothing(@ForAll long log, @ForAll @IntRange(min = 1, max = 40) int length) {
        MemoryInMaps memory = new MemoryInMaps();
        List<Event> happened = happen(memory, new Log(log), length, new ArrayList<>());

        for (Event event : happened) {
            assertThat(decide(memory, event).changes()).as("again: %s", event).isEmpty();
        }
    }

    @Property(tries = 200)
    void theSameLogGivesTheSameChanges(@ForAll long log, @ForAll @IntRange(min = 1, max = 40) int length) {
        List<Change> once = new ArrayList<>();
        List<Change> again = new ArrayList<>();

        happen(new MemoryInMaps(), new Log(log), length, once);
        happen(new MemoryInMaps(), new Log(log), length, again);

        assertThat(again).isEqualTo(once);
    }

    @Property(tries = 200)
    void theChangesAloneGiveTheSameState(@ForAll long log, @ForAll @IntRange(min = 1, max = 40) int length) {
        MemoryInMaps decided = new MemoryInMaps();
        MemoryInMaps applied = new MemoryInMaps();
        List<Change> changes = new ArrayList<>();

        happen(decided, new Log(log), length, changes);
        changes.forEach(change -> Consolidator.apply(applied, change));
        changes.forEach(change -> Consolidator.apply(applied, change));

        assertThat(applied.facts()).isEqualTo(decided.facts());
        assertThat(applied.episodes()).isEqualTo(decided.episodes());
        for (HoldingType type : HoldingType.values()) {
            assertThat(applied.holdings(type.held())).as("%s", type).isEqualTo(decided.holdings(type.held()));
        }
    }

    /** What each turn says outright holds from when it was said, whatever came first. */
    @Property(tries = 500)
    void turnsInAnyOrderGiveTheSameHistory(@ForAll long log, @ForAll @IntRange(min = 1, max = 9) int length) {
        Random random = new Random(log);
        List<Event> turns = new ArrayList<>();
        for (int number = 0; number < length; number++) {
            turns.add(turn(
                    "t" + number,
                    "s" + number,
                    START.plus(Duration.ofDays(3L * number)),
                    START.plus(Duration.ofDays(100)),
                    List.of(claim("home", VALUES[random.nextInt(VALUES.length)], true, true, true, null, null))));
        }
        MemoryInMaps inOrder = new MemoryInMaps();
        MemoryInMaps shuffled = new MemoryInMaps();
        List<Event> anyOrder = new ArrayList<>(turns);
        Collections.shuffle(anyOrder, random);

        turns.forEach(turn -> apply(inOrder, decide(inOrder, turn)));
        anyOrder.forEach(turn -> apply(shuffled, decide(shuffled, turn)));

        assertThat(history(shuffled)).isEqualTo(history(inOrder));
        assertThat(shuffled.episodes().stream().map(EpisodeTrace::id).sorted())
                .isEqualTo(inOrder.episodes().stream()
                        .map(EpisodeTrace::id)
                        .sorted()
                        .toList());
    }

    private static List<String> history(MemoryState memory) {
        return memory.facts().stream()
                .sorted(MemoryState.BY_VALIDITY)
                .map(fact -> "%s %s %s to %s".formatted(fact.value(), fact.status(), fact.validFrom(), fact.validTo()))
                .toList();
    }

    private static List<Event> happen(MemoryInMaps memory, Log log, int length, List<Change> changes) {
        List<Event> happened = new ArrayList<>();
        for (int number = 0; number < length; number++) {
            Event event = log.next(memory);
            Decision decision = decide(memory, event);
            apply(memory, decision);
            changes.addAll(decision.changes());
            happened.add(event);
        }
        return happened;
    }

    private static Decision decide(MemoryState memory, Event event) {
        return Consolidator.decide(memory, event, ConsolidationScenariosTest::id, POLICY);
    }

    private static void apply(MemoryInMaps memory, Decision decision) {
        decision.changes().forEach(change -> Consolidator.apply(memory, change));
    }

    /** An owner's log: turns said at any time, in the order in which it took them, with all else in between. */
    private static final class Log {
        private final Random random;
        private Instant recordedAt = START;
        private int number;

        Log(long seed) {
            random = new Random(seed);
        }

        Event next(MemoryState memory) {
            number++;
            recordedAt = recordedAt.plus(Duration.ofMinutes(1 + random.nextInt(random.nextInt(4) == 0 ? 60_000 : 60)));
            return switch (random.nextInt(10)) {
                case 0, 1 -> new Event.Ticked("slot " + number, recordedAt);
                case 2 -> used(memory);
                case 3 -> new Event.ExtractionArrived(key(), extraction("llm", claims(), "said"), recordedAt);
                case 4 -> commanded();
                default -> turn("t" + number, "s" + random.nextInt(4), occurredAt(), recordedAt, claims());
            };
        }

        private Instant occurredAt() {
            return recordedAt.minus(Duration.ofMinutes(random.nextInt(random.nextBoolean() ? 10 : 100_000)));
        }

        private String key() {
            return EventsInJson.key("t" + (1 + random.nextInt(number)));
        }

        private Event used(MemoryState memory) {
            Map<UUID, Integer> served = new HashMap<>();
            memory.facts().stream()
                    .filter(fact -> random.nextBoolean())
                    .forEach(fact -> served.put(fact.id(), 1 + random.nextInt(3)));
            return new Event.Used(recordedAt, served, recordedAt);
        }

        private Event commanded() {
            Command command =
                    switch (random.nextInt(4)) {
                        case 0 -> new Command.SetConsent("health", random.nextBoolean());
                        case 1 -> new Command.EditBlock("persona", null, "Kind. ", null, null);
                        case 2 -> new Command.Forget(null, Kind.EVENT, null, null, null, null, null);
                        default ->
                            new Command.ReportOutcome(
                                    "review",
                                    VALUES[random.nextInt(3)],
                                    random.nextBoolean(),
                                    null,
                                    null,
                                    List.of(),
                                    null);
                    };
            return new Event.Commanded(
                    "command " + number, command, recordedAt, recordedAt, null, extraction("none", List.of(), null));
        }

        private List<Claim> claims() {
            List<Claim> claims = new ArrayList<>();
            for (int count = random.nextInt(3); count > 0; count--) {
                String value = VALUES[random.nextInt(VALUES.length)];
                boolean explicit = random.nextInt(4) > 0;
                claims.add(
                        switch (random.nextInt(5)) {
                            case 0 -> claim("likes", value, false, true, explicit, null, null);
                            case 1 -> claim("condition", value, false, true, explicit, "health", null);
                            case 2 -> claim("trip", value, true, true, explicit, "trips", null);
                            case 3 -> claim("home", value, true, false, explicit, null, null);
                            default ->
                                claim(
                                        "home",
                                        value,
                                        true,
                                        true,
                                        explicit,
                                        null,
                                        random.nextInt(4) == 0 ? occurredAt() : null);
                        });
            }
            return claims;
        }
    }

    private static Claim claim(
            String attribute,
            String value,
            boolean singleValued,
            boolean affirmed,
            boolean explicit,
            @Nullable String sensitivity,
            @Nullable Instant from) {
        return new Claim(
                attribute.equals("likes") ? Kind.EVENT : Kind.FACT,
                Claim.USER,
                attribute,
                value,
                "The user's " + attribute + " is " + value + ".",
                singleValued,
                affirmed,
                .8,
                sensitivity,
                new Span(0, 4),
                from,
                null,
                explicit,
                null);
    }

    private static Event turn(String id, String session, Instant occurredAt, Instant recordedAt, List<Claim> claims) {
        Turn turn = new Turn(
                id,
                "ana",
                session,
                Role.USER,
                "said",
                null,
                null,
                null,
                null,
                List.of(),
                Map.of(),
                null,
                occurredAt,
                recordedAt);
        return new Event.TurnExtracted(EventsInJson.key(id), turn, extraction("embedded", claims, null));
    }

    private static Extraction extraction(String extractor, List<Claim> claims, @Nullable String quote) {
        TextFeatures features = new TextFeatures(Vector.of(new float[] {1, 0}), List.of(), new byte[0], 0, 1);
        return new Extraction(
                extractor,
                "1",
                "model",
                "hash",
                features,
                claims.stream()
                        .map(claim -> new FoundClaim(
                                claim,
                                new TextFeatures(
                                        features.vector(), EventsInJson.terms(claim.statement()), new byte[0], 0, 1),
                                quote))
                        .toList(),
                Reading.NOTHING);
    }
}
