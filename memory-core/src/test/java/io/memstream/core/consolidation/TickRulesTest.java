package io.memstream.core.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is too much for one tick goes with the next. */
class TickRulesTest {
    private static final Instant LATER = Instant.parse("2027-01-10T09:00:00Z");
    private static final int MORE = TickRules.MOST + 30;

    private final MemoryInMaps memory = new MemoryInMaps();
    private Policy policy = Policy.STANDARD;

    @BeforeEach
    void manyThingsWereSaid() throws IOException {
        for (int number = 0; number < MORE; number++) {
            String json = """
                    {"turn": "t%d", "at": "2026-01-10T09:00:00Z", "said": "Said.",
                     "claims": [{"attribute": "likes", "value": "thing %d", "many": true}]}
                    """.formatted(number, number);
            happen(EventsInJson.event(new ObjectMapper().readTree(json), memory));
        }
    }

    @Test
    void aTickArchivesABoundedNumberAndLeavesTheRestToTheNext() {
        happen(new Event.Ticked("one", LATER));
        long first = with(Status.ARCHIVED);

        happen(new Event.Ticked("two", LATER.plusSeconds(60)));

        assertThat(first).isEqualTo(TickRules.MOST);
        assertThat(with(Status.ARCHIVED)).isEqualTo(MORE);
        assertThat(memory.owner().nextDue()).isNull();
    }

    @Test
    void aTickThatComesTwiceDoesNotGoOnWithTheRest() {
        happen(new Event.Ticked("one", LATER));

        Decision again = happen(new Event.Ticked("one", LATER));

        assertThat(again.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(again.changes()).isEmpty();
    }

    @Test
    void aTickForgetsABoundedNumberOfWhatIsKeptNoLonger() {
        policy = new Policy(policy.categories(), Duration.ofDays(30));
        happen(new Event.Ticked("one", LATER));
        int first = memory.episodes().size();

        happen(new Event.Ticked("two", LATER.plusSeconds(60)));

        assertThat(first).isEqualTo(MORE - TickRules.MOST);
        assertThat(memory.episodes()).isEmpty();
        assertThat(memory.facts()).isEmpty();
    }

    private long with(Status status) {
        return memory.facts().stream().map(Fact::status).filter(status::equals).count();
    }

    private Decision happen(Event event) {
        Decision decision = Consolidator.decide(memory, event, ConsolidationScenariosTest::id, policy);
        decision.changes().forEach(change -> Consolidator.apply(memory, change));
        return decision;
    }
}
