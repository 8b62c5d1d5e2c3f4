package io.memstream.core.consolidation;

import com.fasterxml.jackson.databind.JsonNode;
import io.memstream.core.model.Claim;
import io.memstream.core.model.EntityType;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Fact;
import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Role;
import io.memstream.core.model.Span;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Turn;
import io.memstream.core.model.Vector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Events as scenarios write them: an object with a {@code type}, which is {@code turn} where none is named.
 *
 * <pre>
 * {"turn": "t1", "at", "said", "session"?, "scope"?, "recorded"?, "claims"?: [claim], reading}
 * {"type": "extraction", "of": "t1", "recorded", "extractor"?, "version"?, "claims": [claim]}
 * {"type": "used", "hour", "served": {"a fact's value": 3}}
 * {"type": "tick", "at"}
 * {"type": "erase", "life", "at"}
 * a command: see {@link CommandsInJson}
 * claim: {"attribute", "value", "subject"?, "kind"?, "many"?, "holds"?, "confidence"?, "sensitivity"?, "from"?, "to"?,
 *         "explicit"?, "names"?, "statement"?, "quote"?, "meaning"?: [vector]}
 * reading: "role"?, "speaker"?, "conversation"?, "notes"?: [{"type"?, "text"?, "weight"?, "direction"?}], "topics"?, "sentiment"?, and
 *          "direction"?: what the turn means, in degrees
 * </pre>
 *
 * A claim with a {@code meaning} has the words of its statement as terms; others have neither, and are alike to none.
 */
final class EventsInJson {
    private static final TextFeatures NO_FEATURES =
            new TextFeatures(Vector.of(new float[] {1}), List.of(), new byte[0], 0, 1);

    private EventsInJson() {}

    static Event event(JsonNode event, MemoryState memory) {
        String type = event.path("type").asText("turn");
        return switch (type) {
            case "turn" -> turn(event);
            case "extraction" -> extraction(event);
            case "used" -> used(event, memory);
            case "erase" ->
                new Event.EraseOrdered(
                        "e" + event.get("life").asInt(), event.get("life").asInt(), instant(event, "at"), null);
            case "tick" -> new Event.Ticked(event.get("at").asText(), instant(event, "at"));
            default -> CommandsInJson.event(type, event, memory);
        };
    }

    /** {@code {"categories": {"health": "allow", "trips": {"temporary": "P30D"}, "faith": {"consent": "episode"}}}}. */
    static Policy policy(JsonNode policy) {
        if (policy.isMissingNode()) {
            return Policy.STANDARD;
        }
        Map<String, Policy.Rule> categories = new HashMap<>();
        policy.path("categories")
                .fields()
                .forEachRemaining(entry -> categories.put(entry.getKey(), policyRule(entry.getValue())));
        return new Policy(
                categories,
                policy.has("retention") ? Duration.parse(policy.get("retention").asText()) : null);
    }

    private static Policy.Rule policyRule(JsonNode rule) {
        if (rule.isTextual()) {
            return new Policy.Rule(handling(rule.asText()), null, false);
        }
        Map.Entry<String, JsonNode> detailed = rule.fields().next();
        String detail = detailed.getValue().asText();
        return detail.equals("episode")
                ? new Policy.Rule(handling(detailed.getKey()), null, true)
                : new Policy.Rule(handling(detailed.getKey()), Duration.parse(detail), false);
    }

    private static Policy.Handling handling(String word) {
        return Policy.Handling.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Event turn(JsonNode event) {
        String content = event.get("said").asText();
        Instant at = instant(event, "at");
        Turn turn = new Turn(
                event.get("turn").asText(),
                "ana",
                event.path("session").asText("s1"),
                Role.valueOf(event.path("role").asText("user").toUpperCase(Locale.ROOT)),
                content,
                textOrNull(event, "speaker"),
                textOrNull(event, "conversation"),
                null,
                textOrNull(event, "scope"),
                List.of(),
                Map.of(),
                null,
                at,
                event.has("recorded") ? instant(event, "recorded") : at);
        return new Event.TurnExtracted(key(turn.turnId()), turn, extraction("scenario", "1", event, content));
    }

    private static Event extraction(JsonNode event) {
        return new Event.ExtractionArrived(
                key(event.get("of").asText()),
                extraction(
                        event.path("extractor").asText("llm"),
                        event.path("version").asText("1"),
                        event,
                        ""),
                instant(event, "recorded"));
    }

    private static Event used(JsonNode event, MemoryState memory) {
        Map<UUID, Integer> served = new HashMap<>();
        for (Fact fact : memory.facts()) {
            if (event.get("served").has(fact.value())) {
                served.put(fact.id(), event.get("served").get(fact.value()).asInt());
            }
        }
        return new Event.Used(instant(event, "hour"), served, instant(event, "hour"));
    }

    private static Extraction extraction(String extractor, String version, JsonNode event, String content) {
        List<Extraction.FoundClaim> claims = StreamSupport.stream(
                        event.path("claims").spliterator(), false)
                .map(claim -> found(claim, content))
                .toList();
        return new Extraction(
                extractor,
                version,
                "model",
                "hash",
                ScenarioHoldings.features(event),
                claims,
                ScenarioHoldings.reading(event));
    }

    static Extraction.FoundClaim found(JsonNode json, String content) {
        Claim claim = claim(json, content);
        String quote = content.isEmpty() && !json.path("quote").isNull()
                ? json.path("quote").asText(claim.value())
                : null;
        return new Extraction.FoundClaim(claim, features(json, claim.statement()), quote);
    }

    private static Claim claim(JsonNode claim, String content) {
        String value = claim.get("value").asText();
        String attribute = claim.get("attribute").asText();
        return new Claim(
                Kind.valueOf(claim.path("kind").asText("fact").toUpperCase(Locale.ROOT)),
                claim.path("subject").asText(Claim.USER),
                attribute,
                value,
                claim.path("statement").asText(attribute + " is " + value),
                !claim.path("many").asBoolean(false),
                claim.path("holds").asBoolean(true),
                claim.path("confidence").asDouble(.8),
                textOrNull(claim, "sensitivity"),
                new Span(0, content.length()),
                claim.has("from") ? instant(claim, "from") : null,
                claim.has("to") ? instant(claim, "to") : null,
                claim.path("explicit").asBoolean(true),
                claim.has("names")
                        ? EntityType.valueOf(claim.get("names").asText().toUpperCase(Locale.ROOT))
                        : null);
    }

    private static TextFeatures features(JsonNode claim, String statement) {
        if (!claim.has("meaning")) {
            return NO_FEATURES;
        }
        float[] vector = new float[claim.get("meaning").size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) claim.get("meaning").get(i).asDouble();
        }
        return new TextFeatures(Vector.of(vector), terms(statement), new byte[0], 0, 1);
    }

    static List<KeyedTerm> terms(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("\\W+"))
                .distinct()
                .map(word -> new KeyedTerm(word.hashCode(), 1))
                .sorted(Comparator.comparingLong(KeyedTerm::term))
                .toList();
    }

    static String key(String turnId) {
        return "key-" + turnId;
    }

    static Instant instant(JsonNode node, String field) {
        return Instant.parse(node.get(field).asText());
    }

    static @Nullable String textOrNull(JsonNode node, String field) {
        return node.has(field) ? node.get(field).asText() : null;
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
