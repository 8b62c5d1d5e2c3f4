package io.memstream.gateway;

import io.memstream.adapters.http.JsonBody;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Attachment;
import io.memstream.core.model.Role;
import java.util.List;
import java.util.stream.IntStream;

/** The body of {@code POST /v1/turns}: one turn, or several as {@code turns}. */
final class TurnsBody {
    private static final int MAX_TEXT_BYTES = 64_000_000;

    private TurnsBody() {}

    /** @param path in front of the turn's field names, {@code turns[1].}; empty for a turn by itself */
    record Item(String path, SubmittedTurn turn) {}

    static List<Item> read(JsonBody body, int maxTurns) {
        if (!body.has("turns")) {
            return List.of(new Item("", turn(body)));
        }
        List<JsonBody> turns = body.objects("turns", maxTurns);
        if (turns.isEmpty()) {
            throw new Rejected("invalid_request", "turns: must not be empty");
        }
        return IntStream.range(0, turns.size())
                .mapToObj(index -> new Item("turns[" + index + "].", turn(turns.get(index))))
                .toList();
    }

    private static SubmittedTurn turn(JsonBody turn) {
        return new SubmittedTurn(
                turn.optionalIdentifier("user_id"),
                turn.optionalIdentifier("session_id"),
                turn.optionalWord("role", Role.class),
                turn.optionalText("content", TurnRules.MAX_CONTENT_BYTES),
                turn.optionalIdentifier("turn_id"),
                turn.optionalInstant("occurred_at"),
                turn.optionalIdentifier("speaker"),
                turn.optionalIdentifier("conversation_id"),
                turn.optionalIdentifier("agent_id"),
                turn.optionalIdentifier("scope"),
                turn.objects("attachments", TurnRules.MAX_ATTACHMENTS).stream()
                        .map(TurnsBody::attachment)
                        .toList(),
                turn.textMap(
                        "metadata",
                        TurnRules.MAX_METADATA_ENTRIES,
                        TurnRules.MAX_METADATA_NAME_CHARACTERS,
                        TurnRules.MAX_METADATA_VALUE_CHARACTERS),
                turn.optionalIdentifier("source"));
    }

    private static Attachment attachment(JsonBody attachment) {
        return new Attachment(
                attachment.optionalIdentifier("media_type"),
                attachment.optionalText("uri", MAX_TEXT_BYTES),
                attachment.optionalText("caption", MAX_TEXT_BYTES));
    }
}
