package io.memstream.core.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.memstream.core.model.Fact;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClarificationTest {
    private final MemoryInMaps memory = new MemoryInMaps();

    @Test
    void asksWhichOfTheContestedIsRight() throws IOException {
        said("t1", "2026-01-10T09:00:00Z", "birthday", "3 May");
        said("t2", "2026-01-10T11:00:00Z", "birthday", "5 May");
        said("t3", "2026-01-10T11:01:00Z", "home", "Lyon");

        List<List<Fact>> contests = Clarification.contests(memory.facts());

        assertThat(contests)
                .singleElement()
                .satisfies(contest -> assertThat(Clarification.question(contest))
                        .contains("Ask the user which is right: \"birthday is 3 May\" or \"birthday is 5 May\"?"));
    }

    @Test
    void nothingIsAskedWhereNothingIsContested() throws IOException {
        said("t1", "2026-01-10T09:00:00Z", "home", "Lyon");

        List<List<Fact>> contests = Clarification.contests(memory.facts());

        assertThat(contests).isEmpty();
        assertThat(Clarification.question(memory.facts())).isEmpty();
    }

    private void said(String turn, String at, String attribute, String value) throws IOException {
        String json = """
                {"turn": "%s", "session": "%s", "at": "%s", "said": "Said.", "claims": [{"attribute": "%s", "value": "%s"}]}
                """.formatted(turn, turn, at, attribute, value);
        Event event = EventsInJson.event(new ObjectMapper().readTree(json), memory);
        Consolidator.decide(memory, event, ConsolidationScenariosTest::id, Policy.STANDARD)
                .changes()
                .forEach(change -> Consolidator.apply(memory, change));
    }
}
