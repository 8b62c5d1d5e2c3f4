package io.memstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memstream.schemas.BadRecord;
import io.memstream.schemas.event.CommandType;
import io.memstream.schemas.event.ConversationTurn;
import io.memstream.schemas.event.MemoryCommand;
import io.memstream.schemas.event.Origin;
import io.memstream.schemas.event.Role;
import io.memstream.schemas.event.Settled;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

/** What an older or a newer version wrote, read into this build's classes. */
final class EvolutionTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FrameEncoder encoder = new FrameEncoder();

    @Test
    void aFieldThatAnOlderWriterDidNotKnowGetsItsDefault() {
        Schema older = changed(ConversationTurn.getClassSchema(), fields -> remove(fields, "source", "metadata"));

        ConversationTurn turn = (ConversationTurn) read(older, turn(older).build());

        assertThat(turn.getSource()).isNull();
        assertThat(turn.getMetadata()).isEmpty();
        assertThat(turn.getContent()).isEqualTo("hello");
    }

    @Test
    void aFieldOfANewerWriterIsPassedOver() {
        Schema newer = changed(ConversationTurn.getClassSchema(), fields -> {
            ObjectNode mood = JSON.createObjectNode().put("name", "mood").put("type", "string");
            ((ArrayNode) fields).insert(3, mood);
        });

        ConversationTurn turn = (ConversationTurn)
                read(newer, turn(newer).set("mood", "cheerful").build());

        assertThat(turn.getContent()).isEqualTo("hello");
        assertThat(turn.getRole()).isEqualTo(Role.ASSISTANT);
    }

    @Test
    void aRoleOfANewerWriterIsNeverTakenForTheUser() {
        Schema newer = withSymbol(ConversationTurn.getClassSchema(), "role", "SUPERVISOR");

        ConversationTurn turn = (ConversationTurn) read(
                newer,
                turn(newer)
                        .set(
                                "role",
                                new GenericData.EnumSymbol(
                                        newer.getField("role").schema(), "SUPERVISOR"))
                        .build());

        assertThat(turn.getRole()).isEqualTo(Role.TOOL);
    }

    @Test
    void aCommandOfANewerWriterIsUnknownRatherThanAnother() {
        Schema newer = withSymbol(MemoryCommand.getClassSchema(), "type", "HYPNOTISE");
        GenericRecord command = new GenericRecordBuilder(newer)
                .set("tenant", "acme")
                .set("user_id", "ada")
                .set("arguments", "{}")
                .set("type", new GenericData.EnumSymbol(newer.getField("type").schema(), "HYPNOTISE"))
                .build();

        assertThat(((MemoryCommand) read(newer, command)).getType()).isEqualTo(CommandType.UNKNOWN);
    }

    @Test
    void aWiderNumberIsReadWhereANarrowerOneWasWritten() {
        Schema older = SchemaBuilder.record("Settled")
                .namespace("io.memstream.schemas.event")
                .fields()
                .name("origin")
                .type(SchemaBuilder.record("Origin")
                        .fields()
                        .requiredInt("partition")
                        .requiredInt("offset")
                        .endRecord())
                .noDefault()
                .requiredString("outcome")
                .requiredInt("changes")
                .endRecord();
        GenericRecord settled = new GenericRecordBuilder(older)
                .set(
                        "origin",
                        new GenericRecordBuilder(older.getField("origin").schema())
                                .set("partition", 3)
                                .set("offset", 42)
                                .build())
                .set("outcome", "remembered")
                .set("changes", 2)
                .build();

        assertThat(read(older, settled)).isEqualTo(new Settled(new Origin(3, 42L), "remembered", 2));
    }

    @Test
    void aRecordThatCannotBeResolvedIsABadRecord() {
        Schema foreign = changed(ConversationTurn.getClassSchema(), fields -> remove(fields, "content"));

        assertThatThrownBy(() -> read(foreign, turn(foreign).build()))
                .isInstanceOfSatisfying(
                        BadRecord.class, bad -> assertThat(bad.code()).isEqualTo(BadRecord.Code.UNDECODABLE));
    }

    private Object read(Schema written, GenericRecord record) {
        return new FrameDecoder(id -> written, true).decode(encoder.encode(7, written, record));
    }

    private static GenericRecordBuilder turn(Schema schema) {
        GenericRecordBuilder turn = new GenericRecordBuilder(schema)
                .set("tenant", "acme")
                .set("user_id", "ada")
                .set("session_id", "monday")
                .set("role", new GenericData.EnumSymbol(schema.getField("role").schema(), "ASSISTANT"));
        return schema.getField("content") == null ? turn : turn.set("content", "hello");
    }

    private static Schema changed(Schema schema, Consumer<JsonNode> change) {
        try {
            JsonNode text = JSON.readTree(schema.toString());
            change.accept(text.path("fields"));
            return new Schema.Parser().parse(text.toString());
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Schema withSymbol(Schema schema, String field, String symbol) {
        return changed(schema, fields -> {
            for (JsonNode one : fields) {
                if (one.path("name").asText().equals(field)) {
                    ((ArrayNode) one.path("type").path("symbols")).add(symbol);
                }
            }
        });
    }

    private static void remove(JsonNode fields, String... names) {
        for (Iterator<JsonNode> each = fields.iterator(); each.hasNext(); ) {
            if (List.of(names).contains(each.next().path("name").asText())) {
                each.remove();
            }
        }
    }
}
