package io.memstream.core.consolidation;

import com.fasterxml.jackson.databind.JsonNode;
import io.memstream.core.digest.SessionDigest;
import io.memstream.core.model.Entity;
import io.memstream.core.model.Highlight;
import io.memstream.core.model.HoldingType;
import io.memstream.core.model.Observation;
import io.memstream.core.model.Reading;
import io.memstream.core.model.Session;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.TopicThread;
import io.memstream.core.model.Vector;
import io.memstream.core.model.WrittenSummary;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What scenarios say of sessions, threads, entities and observations: in one line each. */
final class ScenarioHoldings {
    private static final Set<HoldingType> DERIVED =
            Set.of(HoldingType.THREAD, HoldingType.ENTITY, HoldingType.OBSERVATION);

    private ScenarioHoldings() {}

    /** What follows from turns and facts, and is looked at afterwards rather than change by change. */
    static boolean tellOf(Change change) {
        return change instanceof Change.HoldingUpdated updated
                        && DERIVED.contains(updated.holding().type())
                || change instanceof Change.HoldingRemoved removed && DERIVED.contains(removed.type());
    }

    /** By the field of the scenario that expects them. */
    static Map<String, List<String>> of(MemoryState memory) {
        return Map.of(
                "sessions",
                lines(memory.holdings(Session.class), ScenarioHoldings::line),
                "threads",
                lines(memory.holdings(TopicThread.class), ScenarioHoldings::line),
                "entities",
                memory.holdings(Entity.class).stream()
                        .map(entity -> line(memory, entity))
                        .sorted()
                        .toList(),
                "observations",
                lines(
                        memory.holdings(Observation.class).stream()
                                .filter(seen -> seen.pattern() != Observation.Pattern.ACTIVE_HOURS)
                                .toList(),
                        ScenarioHoldings::line),
                "hours",
                lines(
                        memory.holdings(Observation.class).stream()
                                .filter(seen -> seen.pattern() == Observation.Pattern.ACTIVE_HOURS)
                                .toList(),
                        ScenarioHoldings::line));
    }

    private static <T> List<String> lines(List<T> holdings, Function<T, String> line) {
        return holdings.stream().map(line).sorted().toList();
    }

    private static String line(Session session) {
        SessionDigest digest = SessionDigest.of(session);
        StringBuilder line = new StringBuilder("%s %s, %d turns, %s: %s"
                .formatted(
                        session.id(),
                        session.closed() ? "closed" : "open",
                        session.turns(),
                        digest.sentiment(),
                        digest.summary()));
        add(line, "began", digest.trigger());
        add(line, "decided", String.join(" / ", digest.decisions()));
        add(line, "to do", String.join(" / ", digest.actionItems()));
        add(line, "open", String.join(" / ", digest.openQuestions()));
        add(line, "outcome", digest.outcome());
        add(line, "topics", String.join(" / ", digest.topics()));
        add(line, "found by", foundBy(session.writtenSummary()));
        return line.toString();
    }

    /** Empty where nothing but the turns is found. */
    private static String foundBy(@Nullable WrittenSummary written) {
        return written == null || written.features() == null
                ? ""
                : "%d words of the summary".formatted(written.features().terms().size());
    }

    private static void add(StringBuilder line, String what, String text) {
        if (!text.isEmpty()) {
            line.append(" | ").append(what).append(": ").append(text);
        }
    }

    private static String line(TopicThread thread) {
        return "%s: %s, %d turns, until %s%s"
                .formatted(
                        thread.title(),
                        String.join(" ", thread.sessionIds()),
                        thread.turns(),
                        thread.lastAt().toString().substring(0, 10),
                        thread.highlights().stream()
                                .filter(highlight -> highlight.type() != Highlight.Type.TOPIC)
                                .map(highlight -> " | " + highlight.text())
                                .collect(Collectors.joining()));
    }

    private static String line(MemoryState memory, Entity entity) {
        if (entity.mergedInto() != null) {
            return "%s is %s".formatted(entity.name(), name(memory, entity.mergedInto()));
        }
        return "%s %s%s%s"
                .formatted(
                        entity.entityType().name().toLowerCase(Locale.ROOT),
                        entity.name(),
                        entity.aliases().isEmpty() ? "" : " aka " + String.join(", ", entity.aliases()),
                        entity.relations().stream()
                                .map(relation -> " | %s: %s%s"
                                        .formatted(
                                                relation.name(),
                                                name(memory, relation.to()),
                                                relation.validTo() == null
                                                        ? ""
                                                        : " until "
                                                                + relation.validTo()
                                                                        .toString()
                                                                        .substring(0, 10)))
                                .sorted()
                                .collect(Collectors.joining()));
    }

    private static String name(MemoryState memory, @Nullable String id) {
        return id == null
                ? ""
                : memory.holding(Entity.class, id).map(Entity::name).orElse("nobody known");
    }

    private static String line(Observation seen) {
        return String.format(
                Locale.ROOT,
                "%s: %s %d of %d in %d sessions, %.2f",
                seen.pattern().name().toLowerCase(Locale.ROOT),
                seen.statement(),
                seen.count(),
                seen.outOf(),
                seen.sessions(),
                seen.confidence());
    }

    /** What a scenario's event says was read out of the turn. */
    static Reading reading(JsonNode event) {
        List<Reading.Note> notes = StreamSupport.stream(event.path("notes").spliterator(), false)
                .map(note -> new Reading.Note(
                        Highlight.Type.valueOf(note.path("type").asText("point").toUpperCase(Locale.ROOT)),
                        note.path("text").asText(event.path("said").asText()),
                        note.path("weight").asDouble(1),
                        note.has("direction") ? features(note, note.get("text").asText()) : null))
                .toList();
        List<String> topics = StreamSupport.stream(event.path("topics").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return new Reading(notes, topics, event.path("sentiment").asDouble(0), CommandsInJson.spoken(event));
    }

    /** The direction of what is said, as degrees, so that a scenario can say how like two turns are. */
    static TextFeatures features(JsonNode event) {
        if (!event.has("direction") && !event.has("said")) {
            return new TextFeatures(Vector.of(new float[] {1}), List.of(), new byte[0], 0, 1);
        }
        return features(event, event.path("said").asText());
    }

    private static TextFeatures features(JsonNode json, String text) {
        double degrees = Math.toRadians(json.path("direction").asDouble(0));
        return new TextFeatures(
                Vector.of(new float[] {(float) Math.cos(degrees), (float) Math.sin(degrees)}),
                EventsInJson.terms(text),
                new byte[0],
                0,
                text.split("\\s+").length);
    }
}
