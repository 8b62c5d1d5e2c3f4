package io.memstream.extractor.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import io.memstream.core.model.EntityType;
import io.memstream.core.model.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the model answered, checked as strictly as its schema says, whether or not the server enforced it: every field there,
 * of its type, none beside them, nothing behind the end.
 *
 * @param summary of the session so far; empty when there is nothing to say
 */
record Reply(List<Said> claims, String summary) {
    private static final int MOST_CLAIMS = 64;
    private static final int LONGEST_VALUE = 300;
    private static final int LONGEST_STATEMENT = 500;
    private static final int LONGEST_QUOTE = 2_000;
    private static final int LONGEST_SUMMARY = 2_000;

    private static final List<String> KINDS = words(Kind.values());
    private static final List<String> TYPES =
            Stream.concat(Stream.of(""), words(EntityType.values()).stream()).toList();

    private static final JsonObjectSchema CLAIM = JsonObjectSchema.builder()
            .addIntegerProperty("turn")
            .addStringProperty("quote")
            .addStringProperty("subject")
            .addStringProperty("attribute")
            .addStringProperty("value")
            .addStringProperty("statement")
            .addEnumProperty("kind", KINDS)
            .addBooleanProperty("one_value")
            .addBooleanProperty("holds")
            .addBooleanProperty("outright")
            .addNumberProperty("confidence")
            .addStringProperty("sensitivity")
            .addEnumProperty("names", TYPES)
            .addStringProperty("from")
            .addStringProperty("until")
            .required(
                    "turn",
                    "quote",
                    "subject",
                    "attribute",
                    "value",
                    "statement",
                    "kind",
                    "one_value",
                    "holds",
                    "outright",
                    "confidence",
                    "sensitivity",
                    "names",
                    "from",
                    "until")
            .additionalProperties(false)
            .build();

    static final ResponseFormat FORMAT = ResponseFormat.builder()
            .type(ResponseFormatType.JSON)
            .jsonSchema(JsonSchema.builder()
                    .name("claims")
                    .rootElement(JsonObjectSchema.builder()
                            .addProperty(
                                    "claims",
                                    JsonArraySchema.builder().items(CLAIM).build())
                            .addStringProperty("summary")
                            .required("claims", "summary")
                            .additionalProperties(false)
                            .build())
                    .build())
            .build();

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    Reply {
        claims = List.copyOf(claims);
    }

    /**
     * A claim as the model words it.
     *
     * @param turn number in the window, from 1
     * @param sensitivity null for none
     */
    record Said(
            int turn,
            String quote,
            String subject,
            String attribute,
            String value,
            String statement,
            Kind kind,
            boolean oneValue,
            boolean holds,
            boolean outright,
            double confidence,
            @Nullable String sensitivity,
            @Nullable EntityType names,
            @Nullable Instant from,
            @Nullable Instant until) {}

    /** @throws RefusedReply when it is not what was asked for */
    static Reply read(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new RefusedReply(RefusedReply.INVALID, "it is not one JSON value");
        }
        fields(root, Set.of("claims", "summary"), "the answer");
        JsonNode claims = root.get("claims");
        require(claims.isArray(), "claims must be an array");
        require(claims.size() <= MOST_CLAIMS, "there are more than " + MOST_CLAIMS + " claims");
        List<Said> said = new ArrayList<>();
        for (JsonNode claim : claims) {
            said.add(claim(claim, "claim " + (said.size() + 1)));
        }
        return new Reply(
                said, text(root, "summary", 0, LONGEST_SUMMARY, "the answer").strip());
    }

    private static Said claim(JsonNode claim, String where) {
        fields(claim, CLAIM.properties().keySet(), where);
        JsonNode turn = claim.get("turn");
        require(turn.isInt(), where + ": turn must be a whole number");
        JsonNode confidence = claim.get("confidence");
        require(
                confidence.isNumber() && confidence.doubleValue() > 0 && confidence.doubleValue() <= 1,
                where + ": confidence must be above 0 and at most 1");
        return new Said(
                turn.intValue(),
                text(claim, "quote", 1, LONGEST_QUOTE, where),
                line(claim, "subject", where),
                line(claim, "attribute", where).toLowerCase(Locale.ROOT),
                line(claim, "value", where),
                text(claim, "statement", 1, LONGEST_STATEMENT, where),
                Kind.valueOf(word(claim, "kind", KINDS, where)),
                flag(claim, "one_value", where),
                flag(claim, "holds", where),
                flag(claim, "outright", where),
                confidence.doubleValue(),
                category(text(claim, "sensitivity", 0, 64, where)),
                type(word(claim, "names", TYPES, where)),
                date(claim, "from", where),
                date(claim, "until", where));
    }

    private static void fields(JsonNode node, Set<String> expected, String where) {
        require(node != null && node.isObject(), where + " must be an object");
        Set<String> found = new TreeSet<>();
        node.fieldNames().forEachRemaining(found::add);
        require(
                found.equals(expected),
                where + " must have exactly the fields " + String.join(", ", new TreeSet<>(expected)));
    }

    private static String text(JsonNode claim, String field, int shortest, int longest, String where) {
        JsonNode value = claim.get(field);
        require(value.isTextual(), where + ": " + field + " must be a text");
        String text = value.textValue();
        require(
                text.strip().length() >= shortest && text.length() <= longest,
                where + ": " + field + " must have " + shortest + " to " + longest + " characters");
        return text;
    }

    private static String line(JsonNode claim, String field, String where) {
        String line = text(claim, field, 1, LONGEST_VALUE, where).strip();
        require(line.chars().noneMatch(Character::isISOControl), where + ": " + field + " must be one line");
        return line;
    }

    private static boolean flag(JsonNode claim, String field, String where) {
        JsonNode value = claim.get(field);
        require(value.isBoolean(), where + ": " + field + " must be true or false");
        return value.booleanValue();
    }

    private static String word(JsonNode claim, String field, List<String> words, String where) {
        String word = text(claim, field, 0, 64, where);
        require(words.contains(word), where + ": " + field + " must be one of " + String.join(", ", words));
        return word.toUpperCase(Locale.ROOT);
    }

    private static @Nullable String category(String sensitivity) {
        String category = sensitivity.strip().toLowerCase(Locale.ROOT);
        return category.isEmpty() || category.equals("none") ? null : category;
    }

    private static @Nullable EntityType type(String word) {
        return word.isEmpty() ? null : EntityType.valueOf(word);
    }

    private static @Nullable Instant date(JsonNode claim, String field, String where) {
        String date = text(claim, field, 0, 64, where).strip();
        if (date.isEmpty()) {
            return null;
        }
        try {
            return date.contains("T")
                    ? Instant.parse(date)
                    : LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException notADate) {
            throw new RefusedReply(
                    RefusedReply.INVALID, where + ": " + field + " must be a date such as 2024-03-05, or empty");
        }
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) {
            throw new RefusedReply(RefusedReply.INVALID, complaint);
        }
    }

    private static List<String> words(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
