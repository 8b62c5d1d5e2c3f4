package io.memstream.core.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memstream.core.model.Claim;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Reading;
import io.memstream.core.model.Role;
import io.memstream.core.model.Session;
import io.memstream.core.model.Span;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Turn;
import io.memstream.core.model.Vector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs {@code scenarios/*.json}: what was said before, what is said now, and what changes. */
class ConsolidationScenariosTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TextFeatures NO_FEATURES =
            new TextFeatures(Vector.of(new float[] {1}), List.of(), new byte[0], 0, 1);

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
        scenario.node.path("before").forEach(event -> happen(memory, event));

        Decision decision = happen(memory, scenario.node.get("event"));

        assertThat(decision.outcome().word())
                .isEqualTo(scenario.node.path("outcome").asText("remembered"));
        assertThat(decision.changes().stream().map(ConsolidationScenariosTest::summary))
                .containsExactlyElementsOf(texts(scenario.node.get("changes")));
        assertThat(memory.facts().stream().map(ConsolidationScenariosTest::held).sorted())
                .containsExactlyElementsOf(
                        texts(scenario.node.get("facts")).stream().sorted().toList());
    }

    private static Decision happen(MemoryInMaps memory, JsonNode event) {
        Decision decision = Consolidator.decide(memory, turn(event), ConsolidationScenariosTest::id, Policy.STANDARD);
        decision.changes().forEach(change -> Consolidator.apply(memory, change));
        return decision;
    }

    private static Event.TurnExtracted turn(JsonNode event) {
        String content = event.get("said").asText();
        Instant at = Instant.parse(event.get("at").asText());
        Turn turn = new Turn(
                event.get("turn").asText(),
                "ana",
                event.path("session").asText("s1"),
                Role.USER,
                content,
                null,
                null,
                null,
                textOrNull(event, "scope"),
                List.of(),
                Map.of(),
                null,
                at,
                event.has("recorded") ? Instant.parse(event.get("recorded").asText()) : at);
        List<Extraction.FoundClaim> claims = StreamSupport.stream(
                        event.path("claims").spliterator(), false)
                .map(claim -> new Extraction.FoundClaim(claim(claim, content), NO_FEATURES))
                .toList();
        return new Event.TurnExtracted(
                "key-" + turn.turnId(),
                turn,
                new Extraction("scenario", "1", "model", "hash", NO_FEATURES, claims, Reading.NOTHING));
    }

    private static Claim claim(JsonNode claim, String content) {
        String value = claim.get("value").asText();
        String attribute = claim.get("attribute").asText();
        return new Claim(
                Kind.valueOf(claim.path("kind").asText("fact").toUpperCase(Locale.ROOT)),
                claim.path("subject").asText(Claim.USER),
                attribute,
                value,
                attribute + " is " + value,
                !claim.path("many").asBoolean(false),
                claim.path("holds").asBoolean(true),
                claim.path("confidence").asDouble(.8),
                textOrNull(claim, "sensitivity"),
                new Span(0, content.length()),
                claim.has("from") ? Instant.parse(claim.get("from").asText()) : null,
                null,
                claim.path("explicit").asBoolean(true),
                null);
    }

    private static String summary(Change change) {
        if (change instanceof Change.EpisodeRemembered remembered) {
            return "episode %d, %d of session %s"
                    .formatted(
                            remembered.episode().ordinal(),
                            remembered.episode().sessionOrdinal(),
                            remembered.episode().turn().sessionId());
        }
        if (change instanceof Change.HoldingUpdated updated && updated.holding() instanceof Session session) {
            return "session %s %s, %d turns"
                    .formatted(session.id(), session.closed() ? "closed" : "open", session.turns());
        }
        Fact fact = ((Change.FactUpdated) change).fact();
        return "%s: %s v%d by %s".formatted(fact.value(), word(fact), fact.version(), fact.rule());
    }

    /** A fact as it stands after all: value, status, mentions, confidence, and the days between which it holds. */
    private static String held(Fact fact) {
        return String.format(
                Locale.ROOT,
                "%s: %s, %d said, %.2f, %s to %s",
                fact.value(),
                word(fact),
                fact.mentions(),
                fact.confidence(),
                day(fact.validFrom()),
                day(fact.validTo()));
    }

    private static String word(Fact fact) {
        return fact.status().name().toLowerCase(Locale.ROOT);
    }

    private static String day(@Nullable Instant instant) {
        return instant == null ? "now" : instant.toString().substring(0, 10);
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static @Nullable String textOrNull(JsonNode node, String field) {
        return node.has(field) ? node.get(field).asText() : null;
    }

    private static UUID id(String purpose, String name) {
        return UUID.nameUUIDFromBytes((purpose + name).getBytes(StandardCharsets.UTF_8));
    }

    record Scenario(String name, JsonNode node) {
        @Override
        public String toString() {
            return name;
        }
    }
}
