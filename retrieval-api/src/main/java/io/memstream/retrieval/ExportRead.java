package io.memstream.retrieval;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.memstream.adapters.http.HttpServer;
import io.memstream.core.model.Attachment;
import io.memstream.core.model.AuditEntry;
import io.memstream.core.model.Block;
import io.memstream.core.model.Consent;
import io.memstream.core.model.Entity;
import io.memstream.core.model.Episode;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Holding;
import io.memstream.core.model.Mode;
import io.memstream.core.model.Observation;
import io.memstream.core.model.Procedure;
import io.memstream.core.model.Session;
import io.memstream.core.model.TopicThread;
import io.memstream.core.model.Turn;
import io.memstream.core.port.AuditTrail;
import io.memstream.core.port.MemoryReader;
import io.memstream.core.port.MemoryReader.RankRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * {@code GET /v1/users/{user}/export}: everything that is held of a user, in one JSON document. What is large, the
 * episodes, is written as it is read; a store that fails meanwhile cuts the document short, so that it is not valid.
 */
final class ExportRead {
    private static final int AUDIT_ENTRIES = 10_000;

    /** So many versions are asked for at once. */
    private static final int HISTORIES_AT_ONCE = 50;

    private final Users users;
    private final AuditTrail trail;
    private final InstantSource clock;
    private final ObjectMapper json = new ObjectMapper();

    ExportRead(Users users, AuditTrail trail, InstantSource clock) {
        this.users = users;
        this.trail = trail;
        this.clock = clock;
    }

    void export(Context context) {
        Instant now = clock.instant();
        Opening.Opened opened = users.openAnyone(context).again();
        boolean known = opened.isKnown();
        if (known) {
            // First: an export that is not in the audit must not be.
            opened.await(trail.append(
                    opened.owner(),
                    new AuditEntry(
                            UUID.randomUUID().toString(),
                            now,
                            "export",
                            HttpServer.credential(context).name(),
                            AuditEntry.DONE,
                            Map.of())));
        }
        Map<String, List<Map<String, Object>>> parts = new LinkedHashMap<>();
        parts.put("memories", known ? memories(opened, now) : List.of());
        parts.put("blocks", part(opened, Block.class, HoldingJson::of));
        parts.put("sessions", part(opened, Session.class, HoldingJson::of));
        parts.put("threads", part(opened, TopicThread.class, HoldingJson::of));
        parts.put("entities", part(opened, Entity.class, ExportRead::entity));
        parts.put("procedures", part(opened, Procedure.class, HoldingJson::of));
        parts.put("consents", part(opened, Consent.class, HoldingJson::of));
        parts.put("observations", part(opened, Observation.class, HoldingJson::of));
        parts.put(
                "audit",
                opened.again().await(trail.entries(opened.owner(), AUDIT_ENTRIES)).stream()
                        .map(AuditRead::json)
                        .toList());
        long ordinals = known
                ? opened.await(opened.generation().reader().totals(opened.owner()))
                        .ordinals()
                : 0;
        Mode mode = known ? users.mode(context) : Mode.ON;
        context.contentType("application/json");
        try (JsonGenerator out = json.createGenerator(context.outputStream())) {
            out.writeStartObject();
            out.writeStringField("user_id", QueryParameters.user(context));
            out.writeStringField("exported_at", now.toString());
            out.writeStringField("mode", mode.name().toLowerCase(Locale.ROOT));
            episodes(out, opened, ordinals);
            for (Map.Entry<String, List<Map<String, Object>>> part : parts.entrySet()) {
                out.writeObjectField(part.getKey(), part.getValue());
            }
            out.writeEndObject();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private void episodes(JsonGenerator out, Opening.Opened opened, long ordinals) throws IOException {
        MemoryReader reader = opened.generation().reader();
        out.writeArrayFieldStart("episodes");
        for (long chunk = 0; chunk * MemoryReader.CHUNK < ordinals; chunk++) {
            List<RankRow> rows = opened.again().await(reader.rankChunk(opened.owner(), chunk));
            for (Episode episode : opened.again().await(reader.episodes(opened.owner(), rows))) {
                out.writeObject(episode(episode));
            }
        }
        out.writeEndArray();
    }

    private static <T extends Holding> List<Map<String, Object>> part(
            Opening.Opened opened, Class<T> type, Function<T, Map<String, Object>> json) {
        return opened.isKnown()
                ? opened.again().holdings(type).stream().map(json).toList()
                : List.of();
    }

    /** With all their versions. */
    private static List<Map<String, Object>> memories(Opening.Opened opened, Instant at) {
        MemoryReader reader = opened.generation().reader();
        List<Fact> facts = opened.again().await(reader.facts(opened.owner()));
        List<Map<String, Object>> memories = new ArrayList<>();
        for (int from = 0; from < facts.size(); from += HISTORIES_AT_ONCE) {
            List<Fact> some = facts.subList(from, Math.min(facts.size(), from + HISTORIES_AT_ONCE));
            List<CompletableFuture<List<Fact>>> histories = some.stream()
                    .map(fact -> reader.history(opened.owner(), fact.id()).toCompletableFuture())
                    .toList();
            for (int place = 0; place < some.size(); place++) {
                Map<String, Object> memory = FactJson.of(some.get(place), at);
                memory.put(
                        "versions",
                        opened.again().await(histories.get(place)).stream()
                                .map(FactJson::version)
                                .toList());
                memories.add(memory);
            }
        }
        return memories;
    }

    private static Map<String, Object> entity(Entity entity) {
        List<Map<String, Object>> relations = entity.relations().stream()
                .map(relation -> new Fields()
                        .with("to", relation.to())
                        .with("relation", relation.name())
                        .with("memory_id", relation.fact().toString())
                        .withOptional("valid_from", relation.validFrom())
                        .withOptional("valid_to", relation.validTo())
                        .json())
                .toList();
        return EntityReads.fields(entity)
                .with("relations", relations)
                .withOptional("merged_into", entity.mergedInto())
                .json();
    }

    private static Map<String, Object> episode(Episode episode) {
        Turn turn = episode.turn();
        return new Fields()
                .with("id", episode.id().toString())
                .with("turn_id", turn.turnId())
                .with("session_id", turn.sessionId())
                .with("role", turn.role().name().toLowerCase(Locale.ROOT))
                .withOptional("speaker", turn.speaker())
                .with("content", turn.content())
                .with(
                        "attachments",
                        turn.attachments().stream().map(ExportRead::attachment).toList())
                .with("metadata", turn.metadata())
                .withOptional("conversation_id", turn.conversationId())
                .withOptional("agent_id", turn.agentId())
                .withOptional("scope", turn.scope())
                .withOptional("source", turn.source())
                .with("occurred_at", turn.occurredAt())
                .with("recorded_at", turn.recordedAt())
                .json();
    }

    private static Map<String, Object> attachment(Attachment attachment) {
        return new Fields()
                .withOptional("media_type", attachment.mediaType())
                .withOptional("uri", attachment.uri())
                .withOptional("caption", attachment.caption())
                .json();
    }
}
