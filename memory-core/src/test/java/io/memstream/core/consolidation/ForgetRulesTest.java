package io.memstream.core.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.model.Command;
import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Forgetting;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Reading;
import io.memstream.core.model.Role;
import io.memstream.core.model.Standing;
import io.memstream.core.model.Status;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Vector;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ForgetRulesTest {
    private static final Instant SAID = Instant.parse("2026-01-10T09:00:00Z");
    private static final Instant FORGOTTEN = Instant.parse("2026-02-10T09:00:00Z");

    private final MemoryInMaps memory = new MemoryInMaps();

    @Test
    void whatIsTooMuchForOneDecisionGoesWithTheNextTicks() {
        int turns = 2 * ForgetRules.MOST + 1;
        for (int turn = 0; turn < turns; turn++) {
            memory.remember(trace(turn));
        }
        memory.owner(new OwnerState(turns, turns, List.of(), null));

        happen(forget("apollo"));
        int afterTheCommand = memory.episodes().size();
        Instant firstTick = nextDue();
        happen(new Event.Ticked("1", firstTick));
        happen(new Event.Ticked("2", nextDue()));

        assertThat(afterTheCommand).isEqualTo(ForgetRules.MOST + 1);
        assertThat(firstTick).isAfter(FORGOTTEN);
        assertThat(memory.episodes()).isEmpty();
        assertThat(memory.owner().episodes()).isZero();
        assertThat(memory.owner().nextDue()).isNull();
        assertThat(memory.holdings(Forgetting.class)).hasSize(1);
    }

    @Test
    void aFactOfAForgottenScopeGoesAtOnceThoughItsEpisodeWaits() {
        int turns = ForgetRules.MOST + 1;
        for (int turn = 0; turn < turns; turn++) {
            memory.remember(trace(turn));
        }
        memory.owner(new OwnerState(turns, turns, List.of(), null));
        EpisodeTrace last = trace(turns - 1);
        memory.fact(fact(new Evidence(last.id(), "t" + last.ordinal(), last.occurredAt(), "Apollo needs a crew.")));

        happen(forget("apollo"));

        assertThat(memory.episodes()).extracting(EpisodeTrace::id).containsExactly(last.id());
        assertThat(memory.facts()).isEmpty();
    }

    @Test
    void aForgettingHoldsNoneOfTheWords() {
        memory.remember(trace(0));

        happen(forget("apollo"));

        assertThat(memory.holdings(Forgetting.class)).singleElement().satisfies(kept -> {
            assertThat(kept.claim()).isNull();
            assertThat(kept.occurredUntil()).isEqualTo(FORGOTTEN);
        });
    }

    private Instant nextDue() {
        return Optional.ofNullable(memory.owner().nextDue()).orElseThrow();
    }

    private void happen(Event event) {
        Consolidator.decide(memory, event, ConsolidationScenariosTest::id, Policy.STANDARD)
                .changes()
                .forEach(change -> Consolidator.apply(memory, change));
    }

    private static Event forget(String scope) {
        return new Event.Commanded(
                "c1",
                new Command.Forget(null, null, scope, null, null, null, null),
                FORGOTTEN,
                FORGOTTEN,
                null,
                new Extraction(
                        "scenario",
                        "1",
                        "model",
                        "hash",
                        new TextFeatures(Vector.of(new float[] {1}), List.of(), new byte[0], 0, 0),
                        List.of(),
                        Reading.NOTHING));
    }

    private static Fact fact(Evidence evidence) {
        return new Fact(
                new UUID(1, 1),
                1,
                Kind.PROJECT,
                "user",
                "project",
                "Apollo",
                "The user works on Apollo.",
                false,
                "apollo",
                Status.ACTIVE,
                .9,
                1,
                List.of(evidence),
                evidence.occurredAt(),
                null,
                evidence.occurredAt(),
                null,
                Rule.NEW_FACT.word(),
                "model",
                new TextFeatures(Vector.of(new float[] {1}), List.of(), new byte[0], 0, 0),
                new Standing(false, false, null, null, null, .5, 0, evidence.occurredAt()));
    }

    private static EpisodeTrace trace(int turn) {
        return new EpisodeTrace(
                new UUID(0, turn),
                "key-" + turn,
                "t" + turn,
                turn,
                "s1",
                turn,
                Role.USER,
                "apollo",
                SAID.plusSeconds(turn),
                SAID.plusSeconds(turn),
                List.of());
    }
}
