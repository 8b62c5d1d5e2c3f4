package io.memstream.core.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memstream.core.model.Fact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs {@code scenarios/*.json}: what happened before, what happens now, and what changes. A scenario may name a {@code
 * policy}, the {@code outcome} (remembered), all {@code changes}, all {@code facts} afterwards, their {@code standing},
 * when the owner is {@code due}, and what {@link ScenarioHoldings} tells of; what it does not name is not looked at.
 */
class ConsolidationScenariosTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Scenario> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/scenarios"))) {
            List<Scenario> scenarios = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                for (JsonNode node : JSON.readTree(Files.readString(file))) {
                    scenarios.add(new Scenario(node.get("name").asText(), node));
                }
            }
            return scenarios.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void changes(Scenario scenario) {
        MemoryInMaps memory = new MemoryInMaps();
        Policy policy = EventsInJson.policy(scenario.node.path("policy"));
        scenario.node.path("before").forEach(event -> happen(memory, event, policy, new ArrayList<>()));
        List<String> changes = new ArrayList<>();

        Decision decision = happen(memory, scenario.node.get("event"), policy, changes);

        assertThat(decision.outcome().word())
                .isEqualTo(scenario.node.path("outcome").asText("remembered"));
        if (scenario.node.has("changes")) {
            assertThat(changes).containsExactlyElementsOf(EventsInJson.texts(scenario.node.get("changes")));
        }
        expectFacts(scenario, "facts", memory, ChangesInWords::of);
        expectFacts(scenario, "standing", memory, ChangesInWords::standing);
        ScenarioHoldings.of(memory).forEach((field, lines) -> {
            if (scenario.node.has(field)) {
                assertThat(lines)
                        .as(field)
                        .containsExactlyElementsOf(EventsInJson.texts(scenario.node.get(field)).stream()
                                .sorted()
                                .toList());
            }
        });
        CommandsInJson.held(memory, decision).forEach((field, lines) -> {
            if (scenario.node.has(field)) {
                assertThat(lines).as(field).containsExactlyElementsOf(EventsInJson.texts(scenario.node.get(field)));
            }
        });
        if (scenario.node.has("due")) {
            assertThat(String.valueOf(memory.owner().nextDue()))
                    .isEqualTo(scenario.node.get("due").asText());
        }
    }

    private static void expectFacts(Scenario scenario, String field, MemoryState memory, Function<Fact, String> words) {
        if (scenario.node.has(field)) {
            assertThat(memory.facts().stream().map(words).sorted())
                    .containsExactlyElementsOf(EventsInJson.texts(scenario.node.get(field)).stream()
                            .sorted()
                            .toList());
        }
    }

    private static Decision happen(MemoryInMaps memory, JsonNode event, Policy policy, List<String> changes) {
        Decision decision =
                Consolidator.decide(memory, EventsInJson.event(event, memory), ConsolidationScenariosTest::id, policy);
        for (Change change : decision.changes()) {
            if (!ScenarioHoldings.tellOf(change)) {
                changes.add(ChangesInWords.of(change, memory));
            }
            Consolidator.apply(memory, change);
        }
        return decision;
    }

    static UUID id(String purpose, String name) {
        return UUID.nameUUIDFromBytes((purpose + name).getBytes(StandardCharsets.UTF_8));
    }

    record Scenario(String name, JsonNode node) {
        @Override
        public String toString() {
            return name;
        }
    }
}
