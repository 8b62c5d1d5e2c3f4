package io.memstream.core.consolidation;

import com.fasterxml.jackson.databind.JsonNode;
import io.memstream.core.model.Alias;
import io.memstream.core.model.AuditEntry;
import io.memstream.core.model.Block;
import io.memstream.core.model.Command;
import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Forgetting;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Mode;
import io.memstream.core.model.Procedure;
import io.memstream.core.model.Reading;
import io.memstream.core.model.Reading.SpokenCommand;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Vector;
import io.memstream.core.procedure.Procedures;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Commands as scenarios write them, and what they keep.
 *
 * <pre>
 * every command: "type", "at", "id"? (the type, if none), "recorded"?, "claims"?: [claim]
 * {"type": "remember", "content", "kind"?, "pinned"?, "expires"?, "scope"?}
 * {"type": "correct", "of": a fact's value or "@" and a command's id, "content"?, "kind"?, "pinned"?, "expires"?}
 * {"type": "forget", "of"?, "kind"?, "scope"?, "session"?, "from"?, "until"?, "matching"?}
 * {"type": "consent", "category", "granted"} {"type": "mode", "mode"}
 * {"type": "block", "label", "value"?, "append"?, "limit"?, "description"?}
 * {"type": "outcome", "task", "approach", "success", "feedback"?, "trigger"?, "steps"?, "scope"?}
 * in a turn: "spoken": [{"remember": text} or {"forget": text}]
 * </pre>
 *
 * The fields {@code audit}, {@code episodes} (turn ids), {@code aliases}, {@code blocks}, {@code procedures} and {@code
 * evidence} tell what is there afterwards.
 */
final class CommandsInJson {
    private static final UUID NOBODY = new UUID(0, 0);

    private CommandsInJson() {}

    static Event event(String type, JsonNode event, MemoryState memory) {
        Instant at = EventsInJson.instant(event, "at");
        return new Event.Commanded(
                event.path("id").asText(type),
                command(type, event, memory),
                at,
                event.has("recorded") ? EventsInJson.instant(event, "recorded") : at,
                "key-1",
                extraction(event));
    }

    private static Command command(String type, JsonNode event, MemoryState memory) {
        return switch (type) {
            case "remember" ->
                new Command.Remember(
                        event.get("content").asText(),
                        kind(event),
                        event.path("pinned").asBoolean(),
                        instantOrNull(event, "expires"),
                        EventsInJson.textOrNull(event, "scope"));
            case "correct" ->
                new Command.Correct(
                        target(event, memory),
                        EventsInJson.textOrNull(event, "content"),
                        kind(event),
                        event.has("pinned") ? event.get("pinned").asBoolean() : null,
                        instantOrNull(event, "expires"));
            case "forget" ->
                new Command.Forget(
                        event.has("of") ? target(event, memory) : null,
                        kind(event),
                        EventsInJson.textOrNull(event, "scope"),
                        EventsInJson.textOrNull(event, "session"),
                        instantOrNull(event, "from"),
                        instantOrNull(event, "until"),
                        EventsInJson.textOrNull(event, "matching"));
            case "consent" ->
                new Command.SetConsent(
                        event.get("category").asText(), event.get("granted").asBoolean());
            case "mode" ->
                new Command.SetMode(Mode.valueOf(event.get("mode").asText().toUpperCase(Locale.ROOT)));
            case "block" ->
                new Command.EditBlock(
                        event.get("label").asText(),
                        EventsInJson.textOrNull(event, "value"),
                        EventsInJson.textOrNull(event, "append"),
                        event.has("limit") ? event.get("limit").asInt() : null,
                        EventsInJson.textOrNull(event, "description"));
            case "outcome" ->
                new Command.ReportOutcome(
                        event.get("task").asText(),
                        event.get("approach").asText(),
                        event.get("success").asBoolean(),
                        EventsInJson.textOrNull(event, "feedback"),
                        EventsInJson.textOrNull(event, "trigger"),
                        EventsInJson.texts(event.path("steps")),
                        EventsInJson.textOrNull(event, "scope"));
            default -> throw new IllegalArgumentException("no event is called " + type);
        };
    }

    /** Of a command's text: its words as terms. */
    private static Extraction extraction(JsonNode event) {
        String text = Stream.of("content", "matching", "feedback")
                .filter(event::has)
                .map(field -> event.get(field).asText())
                .findFirst()
                .orElse("");
        List<Extraction.FoundClaim> claims = StreamSupport.stream(
                        event.path("claims").spliterator(), false)
                .map(claim -> EventsInJson.found(claim, text))
                .toList();
        return new Extraction("scenario", "1", "model", "hash", features(text), claims, Reading.NOTHING);
    }

    static List<SpokenCommand> spoken(JsonNode event) {
        return StreamSupport.stream(event.path("spoken").spliterator(), false)
                .map(command -> {
                    String type = command.fieldNames().next();
                    String text = command.get(type).asText();
                    return new SpokenCommand(
                            SpokenCommand.Type.valueOf(type.toUpperCase(Locale.ROOT)), text, features(text));
                })
                .toList();
    }

    /** Texts of stop words alone, such as "it", have no terms. */
    private static TextFeatures features(String text) {
        return new TextFeatures(
                Vector.of(new float[] {1, 0}),
                text.isBlank() || text.equals("it") ? List.of() : EventsInJson.terms(text),
                new byte[0],
                0,
                1);
    }

    private static UUID target(JsonNode event, MemoryState memory) {
        String of = event.get("of").asText();
        return of.startsWith("@")
                ? ConsolidationScenariosTest.id("memory", of.substring(1))
                : memory.facts().stream()
                        .filter(fact -> fact.value().equals(of))
                        .findFirst()
                        .map(Fact::id)
                        .orElse(NOBODY);
    }

    private static @Nullable Kind kind(JsonNode event) {
        return event.has("kind") ? Kind.valueOf(event.get("kind").asText().toUpperCase(Locale.ROOT)) : null;
    }

    private static @Nullable Instant instantOrNull(JsonNode event, String field) {
        return event.has(field) ? EventsInJson.instant(event, field) : null;
    }

    /** By the field of the scenario that expects them. */
    static Map<String, List<String>> held(MemoryState memory, Decision decision) {
        return Map.of(
                "audit",
                decision.changes().stream()
                        .flatMap(change ->
                                change instanceof Change.Audited audited ? Stream.of(audited.entry()) : Stream.empty())
                        .map(CommandsInJson::line)
                        .toList(),
                "episodes",
                memory.episodes().stream().map(EpisodeTrace::turnId).toList(),
                "aliases",
                memory.holdings(Alias.class).stream()
                        .map(alias -> memory.fact(alias.fact()).map(Fact::value).orElse("nothing"))
                        .sorted()
                        .toList(),
                "forgettings",
                List.of(Integer.toString(memory.holdings(Forgetting.class).size())),
                "blocks",
                memory.holdings(Block.class).stream().map(CommandsInJson::line).toList(),
                "procedures",
                memory.holdings(Procedure.class).stream()
                        .map(CommandsInJson::line)
                        .toList(),
                "statements",
                memory.facts().stream().map(CommandsInJson::line).sorted().toList(),
                "evidence",
                memory.facts().stream()
                        .map(fact -> fact.value() + ": "
                                + String.join(
                                        " ",
                                        fact.evidence().stream()
                                                .map(evidence -> evidence.turnId())
                                                .toList()))
                        .map(String::strip)
                        .sorted()
                        .toList());
    }

    private static String line(AuditEntry entry) {
        Map<String, String> counts = new TreeMap<>(entry.details());
        counts.keySet().removeIf(key -> key.equals("id") || key.equals("fact"));
        return "%s %s %s".formatted(entry.action(), entry.outcome(), counts);
    }

    private static String line(Block block) {
        return "%s v%d of %d: %s%s"
                .formatted(
                        block.id(),
                        block.version(),
                        block.limit(),
                        block.value().replace('\n', '|'),
                        block.description() == null ? "" : " (" + block.description() + ")");
    }

    private static String line(Procedure procedure) {
        return "%s: %s, best %s"
                .formatted(
                        procedure.taskType(),
                        String.join(
                                ", ",
                                procedure.approaches().stream()
                                        .map(approach -> "%s %d/%d"
                                                .formatted(approach.name(), approach.successes(), approach.attempts()))
                                        .sorted()
                                        .toList()),
                        Procedures.best(procedure).map(Procedure.Approach::name).orElse("none"));
    }

    private static String line(Fact fact) {
        return "%s %s: %s".formatted(fact.kind().name().toLowerCase(Locale.ROOT), fact.attribute(), fact.statement());
    }
}
