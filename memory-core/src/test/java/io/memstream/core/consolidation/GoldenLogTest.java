package io.memstream.core.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memstream.core.model.Holding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One mixed log and what is decided on it, to the letter: rules that decide otherwise are another version, and memory that
 * was made by the former one is not made again by them.
 */
class GoldenLogTest {
    private static final Path LOG = Path.of("src/test/resources/golden/log.json");
    private static final Path CHANGES = Path.of("src/test/resources/golden/changes.txt");

    @Test
    void theSameRulesDecideTheSame() throws IOException {
        List<String> decided = new ArrayList<>(List.of("rules " + Consolidator.RULES));
        MemoryInMaps memory = new MemoryInMaps();

        for (JsonNode event : new ObjectMapper().readTree(Files.readString(LOG))) {
            decided.addAll(decide(memory, event));
        }

        if (System.getProperty("golden.write") != null) {
            Files.write(CHANGES, decided);
        }
        assertThat(decided)
                .as("rules changed: raise RULES and rewrite with -Dgolden.write")
                .isEqualTo(Files.readAllLines(CHANGES));
    }

    private static List<String> decide(MemoryInMaps memory, JsonNode json) {
        Decision decision = Consolidator.decide(
                memory, EventsInJson.event(json, memory), ConsolidationScenariosTest::id, Policy.STANDARD);
        List<String> lines = new ArrayList<>();
        lines.add(name(json) + ": " + decision.outcome().word());
        for (Change change : decision.changes()) {
            lines.add("  " + words(change, memory));
            Consolidator.apply(memory, change);
        }
        return lines;
    }

    private static String name(JsonNode json) {
        return json.has("turn")
                ? json.get("turn").asText()
                : json.get("type").asText()
                        + " "
                        + json.path("id")
                                .asText(json.path("of").asText(json.path("at").asText()));
    }

    private static String words(Change change, MemoryState memory) {
        if (change instanceof Change.FactUpdated updated) {
            return ChangesInWords.of(change, memory)
                    + "; " + ChangesInWords.of(updated.fact())
                    + "; " + ChangesInWords.standing(updated.fact());
        }
        return change instanceof Change.HoldingUpdated updated && ScenarioHoldings.tellOf(change)
                ? words(updated.holding())
                : ChangesInWords.of(change, memory);
    }

    private static String words(Holding holding) {
        return holding.toString();
    }
}
