package io.memstream.core.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Session;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of sessions, threads, entities and observations when what they rest on is forgotten. */
class FollowingForgottenTurnsTest {
    private final MemoryInMaps memory = new MemoryInMaps();

    @Test
    void aSessionQuotesWhatIsLeft() throws IOException {
        happen("""
                {"turn": "t1", "at": "2026-03-01T10:00:00Z", "said": "Rupert is my cousin from Leeds.", "sentiment": -0.5,
                 "topics": ["rupert"], "notes": [{"text": "Rupert is my cousin from Leeds."}]}
                """);
        happen("""
                {"turn": "t2", "at": "2026-03-01T10:01:00Z", "said": "The garden needs some water.",
                 "topics": ["garden"], "notes": [{"text": "The garden needs some water."}]}
                """);

        forget("t1");

        assertThat(ScenarioHoldings.of(memory).get("sessions"))
                .containsExactly(
                        "s1 open, 1 turns, neutral: The garden needs some water. | began: The garden needs some"
                                + " water. | topics: garden");
        assertThat(ScenarioHoldings.of(memory).get("observations"))
                .containsExactly("topic: Talked about garden once. 1 of 1 in 1 sessions, 0.00");
        assertThat(memory.holding(Session.class, "s1").orElseThrow().topic()).isNull();
    }

    @Test
    void aSessionOfWhichNothingIsLeftIsGoneAndItsThreadIsRevised() throws IOException {
        happen("""
                {"turn": "t1", "session": "s1", "conversation": "c1", "at": "2026-03-01T10:00:00Z",
                 "said": "Let's plan the trip to Lisbon.", "notes": [{"text": "Let's plan the trip to Lisbon."}]}
                """);
        happen("""
                {"turn": "t2", "session": "s2", "conversation": "c1", "at": "2026-03-02T10:00:00Z",
                 "said": "Rupert comes along with us.", "notes": [{"text": "Rupert comes along with us."}]}
                """);

        forget("t2");

        assertThat(ScenarioHoldings.of(memory).get("sessions"))
                .singleElement()
                .asString()
                .startsWith("s1 ");
        assertThat(ScenarioHoldings.of(memory).get("threads"))
                .containsExactly(
                        "Let's plan the trip to Lisbon.: s1, 1 turns, until 2026-03-01 | Let's plan the trip to"
                                + " Lisbon.");
        assertThat(memory.owner().openSessions()).doesNotContain("s2");
    }

    @Test
    void anEntityThatRestsOnNothingIsGone() throws IOException {
        happen("""
                {"turn": "t1", "at": "2026-03-01T10:00:00Z", "said": "My brother is a pilot.", "claims": [
                 {"subject": "user's brother", "attribute": "occupation", "value": "pilot", "many": true}]}
                """);
        happen("""
                {"turn": "t2", "at": "2026-03-01T10:01:00Z", "said": "My brother is called Rupert.", "claims": [
                 {"kind": "relationship", "attribute": "brother", "value": "Rupert", "names": "person", "many": true}]}
                """);

        forgetFact("Rupert");

        assertThat(ScenarioHoldings.of(memory).get("entities"))
                .containsExactly("person brother aka my brother", "person user | brother: brother");
    }

    @Test
    void aChoiceIsCountedWithoutIt() throws IOException {
        for (int session = 1; session <= 3; session++) {
            happen("""
                    {"turn": "t%1$d", "session": "s%1$d", "at": "2026-03-0%1$dT10:00:00Z", "said": "In Python please.",
                     "claims": [{"attribute": "choice language", "value": "Python", "explicit": false, "confidence": 0.5}]}
                    """.formatted(session));
        }

        forget("t2");

        assertThat(ScenarioHoldings.of(memory).get("observations"))
                .containsExactly("choice: Usually chooses Python as language. 2 of 2 in 2 sessions, 0.67");
    }

    @Test
    void aThemeTellsWhatIsLeftAndIsNoneWithTooLittle() throws IOException {
        for (String liked : List.of("chess", "opera", "cycling", "cheese", "rain")) {
            happen("""
                    {"turn": "t-%1$s", "at": "2026-03-01T10:00:00Z", "said": "I like %1$s.",
                     "claims": [{"kind": "preference", "attribute": "likes", "value": "%1$s", "many": true}]}
                    """.formatted(liked));
        }
        happen("""
                {"type": "tick", "at": "2026-03-01T11:00:00Z"}
                """);
        assertThat(ScenarioHoldings.of(memory).get("observations"))
                .singleElement()
                .asString()
                .contains("likes is chess");

        forgetFact("chess");

        assertThat(ScenarioHoldings.of(memory).get("observations"))
                .singleElement()
                .asString()
                .contains("likes is opera")
                .doesNotContain("chess");

        forgetFact("opera");
        forgetFact("rain");

        assertThat(ScenarioHoldings.of(memory).get("observations")).isEmpty();
    }

    private void happen(String event) throws IOException {
        Consolidator.decide(
                        memory,
                        EventsInJson.event(new ObjectMapper().readTree(event), memory),
                        ConsolidationScenariosTest::id,
                        Policy.STANDARD)
                .changes()
                .forEach(change -> Consolidator.apply(memory, change));
    }

    private void forget(String turn) {
        EpisodeTrace trace = memory.episode(EventsInJson.key(turn)).orElseThrow();
        follow(new Change.EpisodeForgotten(trace, memory.owner().episodes() - 1));
    }

    private void forgetFact(String value) {
        Fact fact = memory.facts().stream()
                .filter(known -> known.value().equals(value))
                .findFirst()
                .orElseThrow();
        follow(new Change.FactForgotten(fact.id()));
    }

    private void follow(Change forgotten) {
        Draft draft = new Draft(memory, ConsolidationScenariosTest::id, Policy.STANDARD);
        draft.change(forgotten);
        SessionRules.follow(draft);
        EntityRules.follow(draft);
        PatternRules.follow(draft);
        draft.changes().forEach(change -> Consolidator.apply(memory, change));
    }
}
