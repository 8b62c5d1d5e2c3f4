package io.memstream.core.context;

import com.fasterxml.jackson.databind.JsonNode;
import io.memstream.core.model.Block;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Highlight;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Procedure;
import io.memstream.core.model.Role;
import io.memstream.core.model.Session;
import io.memstream.core.model.Standing;
import io.memstream.core.model.Status;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.TopicThread;
import io.memstream.core.model.Turn;
import io.memstream.core.model.Vector;
import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.ranking.Reason;
import io.memstream.core.ranking.TextFlags;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What memory holds and what a context is asked for, as a file tells it. What has a score is what recall found for the
 * question; all else comes by the rules or not at all.
 */
final class Situation {
    private static final int WORKING_MEMORY = 20;
    private static final int CONTINUED = 4;
    private static final TextFeatures NO_FEATURES =
            new TextFeatures(new Vector(new byte[0], 1), List.of(), new byte[0], 0, 0);

    private final JsonNode json;
    private final List<Remembered> turns = new ArrayList<>();

    Situation(JsonNode json) {
        this.json = json;
        Map<String, Integer> places = new HashMap<>();
        for (JsonNode turn : json.path("turns")) {
            int place = places.merge(turn.path("session").asText("s1"), 1, Integer::sum) - 1;
            turns.add(said(turn, place));
        }
    }

    /** A turn with its row, as recall sees it. */
    private record Remembered(JsonNode json, Turn turn, RankRow row) {}

    String about() {
        return json.get("about").asText();
    }

    String query() {
        return json.get("query").asText();
    }

    int maxTokens() {
        return json.path("max_tokens").asInt(2_000);
    }

    boolean cites() {
        return json.path("cite").asBoolean();
    }

    /** Markdown always, first. */
    List<Format> formats() {
        List<Format> formats = new ArrayList<>(List.of(Format.MARKDOWN));
        json.path("formats")
                .forEach(name -> formats.add(Format.of(name.asText()).orElseThrow()));
        return formats;
    }

    Standpoint standpoint() {
        Instant now = Instant.parse(json.get("now").asText());
        Instant asOf = json.has("as_of") ? Instant.parse(json.get("as_of").asText()) : null;
        Set<UUID> excluded = new HashSet<>();
        json.path("exclude_ids").forEach(name -> excluded.add(id(name.asText())));
        return new Standpoint(text(json, "scope"), asOf, null, excluded, .7, asOf == null ? now : asOf);
    }

    Gathered gathered() {
        Standpoint from = standpoint();
        Set<Part> parts = EnumSet.allOf(Part.class);
        if (json.has("include")) {
            parts.clear();
            json.get("include")
                    .forEach(word -> parts.add(Part.valueOf(word.asText().toUpperCase(Locale.ROOT))));
        }
        String sessionId = text(json, "session_id");
        List<Remembered> own = turns.stream()
                .filter(said -> said.turn().sessionId().equals(sessionId) && from.sees(said.row()))
                .toList();
        boolean told = parts.contains(Part.WORKING_MEMORY);
        Occasion occasion = new Occasion(
                query(),
                parts,
                from,
                turns.stream()
                        .filter(said -> from.sees(said.row()))
                        .max(Comparator.comparing(said -> said.turn().occurredAt()))
                        .map(said -> new Resumption.Last(
                                said.turn().sessionId(), said.turn().occurredAt()))
                        .orElse(null),
                sessionId != null && own.isEmpty(),
                told ? last(own, WORKING_MEMORY) : List.of(),
                json.path("recap").asText(),
                List.of());
        Resumption.Last last = occasion.last();
        if (last != null && occasion.continuesElsewhere()) {
            occasion = occasion.with(last(
                    turns.stream()
                            .filter(said -> said.turn().sessionId().equals(last.sessionId()) && from.sees(said.row()))
                            .toList(),
                    CONTINUED));
        }
        return Gathered.of(occasion, held(), matching(from, own), fact -> fact.status() == Status.ACTIVE, 100);
    }

    private static List<Turn> last(List<Remembered> some, int limit) {
        return some.stream()
                .skip(Math.max(0, some.size() - limit))
                .map(Remembered::turn)
                .toList();
    }

    private List<ContextItem> matching(Standpoint from, List<Remembered> own) {
        List<ContextItem> items = new ArrayList<>();
        for (Remembered said : turns) {
            if (said.json().has("score")
                    && from.sees(said.row())
                    && !own.contains(said)
                    && !from.excluded().contains(said.row().id())) {
                ContextItem before = before(said)
                        .filter(one -> from.sees(one.row()) && !own.contains(one))
                        .map(one -> item(one, null))
                        .orElse(null);
                items.add(item(said, before));
            }
        }
        for (JsonNode fact : json.path("facts")) {
            Fact held = fact(fact);
            if (fact.has("score") && from.sees(held) && from.holds(held)) {
                items.add(ContextItem.of(held, fact.get("score").asDouble(), List.of(), from.at()));
            }
        }
        items.sort(Comparator.comparingDouble(ContextItem::score).reversed());
        return items;
    }

    private Optional<Remembered> before(Remembered said) {
        return turns.stream()
                .filter(other -> other.turn().sessionId().equals(said.turn().sessionId())
                        && other.row().sessionOrdinal() == said.row().sessionOrdinal() - 1)
                .filter(other -> Answer.needs(said.row(), other.row()))
                .findFirst();
    }

    private static ContextItem item(Remembered said, @Nullable ContextItem before) {
        Turn turn = said.turn();
        String role = turn.role().name().toLowerCase(Locale.ROOT);
        return new ContextItem(
                said.row().id(),
                ContextItem.EPISODE,
                turn.content(),
                said.json().path("score").asDouble(),
                List.of(new Reason("dense", 1)),
                List.of(evidence(turn)),
                turn.speaker() == null ? role : turn.speaker(),
                turn.occurredAt(),
                new Said(turn.sessionId(), said.row().sessionOrdinal(), turn.role(), before));
    }

    private static Remembered said(JsonNode json, int place) {
        String by = json.path("by").asText("user");
        Optional<Role> role = Arrays.stream(Role.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(by))
                .findFirst();
        Instant at = Instant.parse(json.get("at").asText());
        String name = json.get("id").asText();
        Turn turn = new Turn(
                name,
                "ana",
                json.path("session").asText("s1"),
                role.orElse(Role.USER),
                json.get("text").asText(),
                role.isPresent() ? null : by,
                null,
                null,
                text(json, "scope"),
                List.of(),
                Map.of(),
                null,
                at,
                at);
        String text = turn.content();
        int flags = (text.contains("?") ? TextFlags.HAS_QUESTION : 0)
                | (text.strip().endsWith("?") ? TextFlags.IS_QUESTION : 0);
        RankRow row = new RankRow(
                id(name),
                0,
                0,
                turn.sessionId(),
                place,
                turn.role(),
                turn.speaker(),
                turn.scope(),
                at,
                at,
                new TextFeatures(new Vector(new byte[0], 1), List.of(), new byte[0], flags, text.split("\\s+").length));
        return new Remembered(json, turn, row);
    }

    private Held held() {
        List<Fact> facts = new ArrayList<>();
        json.path("facts").forEach(fact -> facts.add(fact(fact)));
        List<Block> blocks = new ArrayList<>();
        json.path("blocks")
                .properties()
                .forEach(block -> blocks.add(
                        new Block(block.getKey(), block.getValue().asText(), 2_000, null, 1, Instant.EPOCH)));
        List<Procedure> procedures = new ArrayList<>();
        json.path("procedures").forEach(procedure -> procedures.add(procedure(procedure)));
        List<Session> sessions = new ArrayList<>();
        json.path("sessions").forEach(session -> sessions.add(session(session)));
        List<TopicThread> threads = new ArrayList<>();
        json.path("threads").forEach(thread -> threads.add(thread(thread)));
        return new Held(facts, blocks, procedures, sessions, threads);
    }

    private Fact fact(JsonNode fact) {
        String statement = fact.get("text").asText();
        List<Evidence> evidence = turns.stream()
                .filter(said -> said.turn().turnId().equals(fact.path("from").asText()))
                .map(said -> evidence(said.turn()))
                .toList();
        Instant said = fact.has("said")
                ? Instant.parse(fact.get("said").asText())
                : evidence.get(0).occurredAt();
        List<Evidence> from =
                evidence.isEmpty() ? List.of(new Evidence(id(statement), statement, said, statement)) : evidence;
        return new Fact(
                id(fact.path("id").asText(statement)),
                1,
                Kind.valueOf(fact.path("kind").asText("fact").toUpperCase(Locale.ROOT)),
                "user",
                fact.path("attribute").asText(statement),
                statement,
                statement,
                fact.has("attribute"),
                text(fact, "scope"),
                Status.valueOf(fact.path("status").asText("active").toUpperCase(Locale.ROOT)),
                .9,
                1,
                from,
                fact.has("on") ? Instant.parse(fact.get("on").asText()) : said,
                fact.has("until") ? Instant.parse(fact.get("until").asText()) : null,
                said,
                null,
                "new-fact",
                "none",
                NO_FEATURES,
                new Standing(
                        true, false, null, null, null, fact.path("importance").asDouble(.7), 5, said));
    }

    private static Procedure procedure(JsonNode json) {
        List<Procedure.Approach> approaches = new ArrayList<>();
        for (JsonNode approach : json.get("approaches")) {
            List<String> steps = new ArrayList<>();
            approach.path("steps").forEach(step -> steps.add(step.asText()));
            approaches.add(new Procedure.Approach(
                    approach.get("name").asText(),
                    steps,
                    approach.get("attempts").asInt(),
                    approach.get("successes").asInt(),
                    List.of(),
                    Instant.EPOCH));
        }
        String task = json.get("task").asText();
        return new Procedure(task, task, null, text(json, "trigger"), approaches, Instant.EPOCH);
    }

    private static Session session(JsonNode json) {
        List<Highlight> highlights = new ArrayList<>();
        json.path("highlights")
                .properties()
                .forEach(type -> type.getValue()
                        .forEach(text -> highlights.add(new Highlight(
                                "t",
                                highlights.size(),
                                Highlight.Type.valueOf(type.getKey().toUpperCase(Locale.ROOT)),
                                text.asText(),
                                1))));
        Instant last = Instant.parse(json.get("ended").asText());
        String trigger = text(json, "trigger");
        return new Session(
                json.get("id").asText(),
                last.minus(Duration.ofMinutes(10)),
                last,
                4,
                4,
                true,
                last,
                null,
                text(json, "thread"),
                text(json, "scope"),
                trigger == null ? null : new Highlight("t", 0, Highlight.Type.POINT, trigger, 1),
                highlights,
                0,
                0,
                null,
                null);
    }

    private static TopicThread thread(JsonNode json) {
        List<String> sessions = new ArrayList<>();
        json.get("sessions").forEach(session -> sessions.add(session.asText()));
        Instant last = Instant.parse(json.get("last").asText());
        return new TopicThread(
                json.get("id").asText(),
                json.get("title").asText(),
                null,
                sessions,
                8,
                List.of(),
                last,
                last,
                text(json, "scope"),
                null);
    }

    private static Evidence evidence(Turn turn) {
        return new Evidence(id(turn.turnId()), turn.turnId(), turn.occurredAt(), turn.content());
    }

    private static @Nullable String text(JsonNode json, String field) {
        return json.hasNonNull(field) ? json.get(field).asText() : null;
    }

    static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /** The name that the file gives a memory. */
    String name(UUID id) {
        List<String> names = new ArrayList<>();
        turns.forEach(said -> names.add(said.turn().turnId()));
        json.path("facts")
                .forEach(fact ->
                        names.add(fact.path("id").asText(fact.get("text").asText())));
        return names.stream().filter(name -> id(name).equals(id)).findFirst().orElse(id.toString());
    }
}
