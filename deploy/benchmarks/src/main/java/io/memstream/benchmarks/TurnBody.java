package io.memstream.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memstream.benchmarks.Dialogue.Utterance;

/** An utterance as the gateway takes it. */
record TurnBody(String user, String turnId, Utterance utterance) {
    ObjectNode toJson() {
        ObjectNode turn = JsonNodeFactory.instance.objectNode();
        turn.put("user_id", user)
                .put("turn_id", turnId)
                .put("session_id", "session-" + utterance.session())
                .put("role", utterance.role())
                .put("content", utterance.text());
        if (utterance.speaker() != null) {
            turn.put("speaker", utterance.speaker());
        }
        if (utterance.occurredAt() != null) {
            turn.put("occurred_at", utterance.occurredAt().toString());
        }
        if (utterance.caption() != null) {
            turn.putArray("attachments").addObject().put("caption", utterance.caption());
        }
        return turn;
    }
}
