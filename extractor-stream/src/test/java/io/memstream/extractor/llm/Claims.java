package io.memstream.extractor.llm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Replies as a model writes them. */
final class Claims {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final String NONE = of();

    private Claims() {}

    static String of(ObjectNode... claims) {
        return of("", claims);
    }

    static String of(String summary, ObjectNode... claims) {
        ObjectNode root = JSON.createObjectNode().put("summary", summary);
        ArrayNode array = root.putArray("claims");
        for (ObjectNode claim : claims) {
            array.add(claim);
        }
        return root.toString();
    }

    static ObjectNode claim(int turn, String quote, String attribute, String value, String statement) {
        return JSON.createObjectNode()
                .put("turn", turn)
                .put("quote", quote)
                .put("subject", "user")
                .put("attribute", attribute)
                .put("value", value)
                .put("statement", statement)
                .put("kind", "fact")
                .put("one_value", false)
                .put("holds", true)
                .put("outright", true)
                .put("confidence", 0.9)
                .put("sensitivity", "")
                .put("names", "")
                .put("from", "")
                .put("until", "");
    }
}
