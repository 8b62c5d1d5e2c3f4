package io.memstream.adapters.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.memstream.core.failure.Rejected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a JSON object strictly and names the field that is wrong: {@code turns[1].role: must be one of user,
 * assistant, system, tool}. {@code null} for an optional field is its absence; fields that nobody reads are ignored, so that
 * clients may be newer than servers; a field given twice is refused. Every reader throws {@link Rejected} with {@code
 * invalid_request}, or with {@code too_large} where it says so.
 */
public final class JsonBody {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER_DIGITS = 64;
    private static final int MAX_NAME_CHARACTERS = 1_000;
    /** Above any request; what a field may hold is checked by its reader. */
    private static final int MAX_TEXT_CHARACTERS = 64_000_000;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_DIGITS)
                            .maxNameLength(MAX_NAME_CHARACTERS)
                            .maxStringLength(MAX_TEXT_CHARACTERS)
                            .build())
                    .build())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String path;
    private final JsonNode node;

    private JsonBody(String path, JsonNode node) {
        this.path = path;
        this.node = node;
    }

    /** @throws Rejected {@code invalid_json} when it is not JSON, {@code invalid_request} when it is not an object */
    public static JsonBody parse(byte[] bytes) {
        JsonNode root;
        try {
            root = MAPPER.readTree(bytes);
        } catch (StreamConstraintsException tooMuch) {
            throw new Rejected(
                    "invalid_json", "the body is nested too deeply or has names or numbers that are too long");
        } catch (JsonProcessingException malformed) {
            boolean twice = malformed.getOriginalMessage().startsWith("Duplicate field");
            throw new Rejected(
                    "invalid_json",
                    (twice ? "the body has a field twice" : "the body is not valid JSON") + place(malformed));
        } catch (IOException malformed) {
            throw new Rejected("invalid_json", "the body is not valid JSON in UTF-8");
        }
        if (!root.isObject()) {
            throw new Rejected("invalid_request", "the body must be a JSON object");
        }
        return new JsonBody("", root);
    }

    /**
     * A JSON object that came as the text of a field of something else; messages name its fields below that one.
     *
     * @throws Rejected {@code invalid_json} when it is not JSON, {@code invalid_request} when it is not an object
     */
    public static JsonBody parseField(String field, String json) {
        try {
            return new JsonBody(field, parse(json.getBytes(StandardCharsets.UTF_8)).node);
        } catch (Rejected rejected) {
            throw new Rejected(rejected.code(), field + ": " + rejected.getMessage());
        }
    }

    /** An object without fields: what no body at all stands for, where a body is optional. */
    public static JsonBody empty() {
        return new JsonBody("", MAPPER.createObjectNode());
    }

    private static String place(JsonProcessingException malformed) {
        return malformed.getLocation() == null
                ? ""
                : " at line " + malformed.getLocation().getLineNr() + ", column "
                        + malformed.getLocation().getColumnNr();
    }

    /** How messages call a field of this object, for checks of one's own. */
    public String name(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    /** Whether the field is there and not null. */
    public boolean has(String field) {
        return present(field) != null;
    }

    /** A required text, which may be empty; 413 above the limit. */
    public String text(String field, int maxBytes) {
        String text = optionalText(field, maxBytes);
        if (text == null) {
            throw invalid(field, "is required");
        }
        return text;
    }

    /** A text; null when absent; 413 above the limit. */
    public @Nullable String optionalText(String field, int maxBytes) {
        JsonNode value = present(field);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw invalid(field, "must be a string");
        }
        String text = value.textValue();
        if (utf8Length(text) > maxBytes) {
            throw new Rejected("too_large", name(field) + ": must have at most " + maxBytes + " bytes as UTF-8");
        }
        return text;
    }

    /** A required name that the app chose, see {@link Identifiers}. */
    public String identifier(String field) {
        String identifier = optionalIdentifier(field);
        if (identifier == null) {
            throw invalid(field, "is required");
        }
        return identifier;
    }

    public @Nullable String optionalIdentifier(String field) {
        JsonNode value = present(field);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw invalid(field, "must be a string");
        }
        return Identifiers.check(name(field), value.textValue());
    }

    public @Nullable Integer optionalInteger(String field, int min, int max) {
        JsonNode value = present(field);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
            throw invalid(field, "must be a whole number from " + min + " to " + max);
        }
        return value.intValue();
    }

    public int integer(String field, int whenAbsent, int min, int max) {
        Integer value = optionalInteger(field, min, max);
        return value == null ? whenAbsent : value;
    }

    public @Nullable Double optionalNumber(String field, double min, double max) {
        JsonNode value = present(field);
        if (value == null) {
            return null;
        }
        if (!value.isNumber() || !(value.doubleValue() >= min) || !(value.doubleValue() <= max)) {
            throw invalid(field, "must be a number from " + min + " to " + max);
        }
        return value.doubleValue();
    }

    public double number(String field, double whenAbsent, double min, double max) {
        Double value = optionalNumber(field, min, max);
        return value == null ? whenAbsent : value;
    }

    public boolean flag(String field, boolean whenAbsent) {
        Boolean flag = optionalFlag(field);
        return flag == null ? whenAbsent : flag;
    }

    /** A required true or false. */
    public boolean flag(String field) {
        Boolean flag = optionalFlag(field);
        if (flag == null) {
            throw invalid(field, "is required");
        }
        return flag;
    }

    /** Null when absent. */
    public @Nullable Boolean optionalFlag(String field) {
        JsonNode value = present(field);
        if (value == null) {
            return null;
        }
        if (!value.isBoolean()) {
            throw invalid(field, "must be true or false");
        }
        return value.booleanValue();
    }

    /** A required time, see {@link Times}. */
    public Instant instant(String field) {
        Instant instant = optionalInstant(field);
        if (instant == null) {
            throw invalid(field, "is required");
        }
        return instant;
    }

    /** A time, see {@link Times}; null when absent. */
    public @Nullable Instant optionalInstant(String field) {
        JsonNode value = present(field);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            throw Times.notATime(name(field));
        }
        return Times.parse(name(field), value.textValue());
    }

    /** A required word out of an enum's, in lower case. */
    public <E extends Enum<E>> E word(String field, Class<E> words) {
        E word = optionalWord(field, words);
        if (word == null) {
            throw invalid(field, "is required");
        }
        return word;
    }

    /** A word out of an enum's, in lower case; null when absent. */
    public <E extends Enum<E>> @Nullable E optionalWord(String field, Class<E> words) {
        JsonNode value = present(field);
        if (value == null) {
            return null;
        }
        return wordOf(field, value, words);
    }

    /** Words out of an enum's, in lower case; empty when absent. */
    public <E extends Enum<E>> List<E> words(String field, Class<E> words, int maxItems) {
        List<E> values = new ArrayList<>();
        List<JsonNode> items = items(field, maxItems);
        for (int index = 0; index < items.size(); index++) {
            values.add(wordOf(field + "[" + index + "]", items.get(index), words));
        }
        return values;
    }

    private <E extends Enum<E>> E wordOf(String field, JsonNode value, Class<E> words) {
        for (E word : words.getEnumConstants()) {
            if (value.isTextual() && word.name().toLowerCase(Locale.ROOT).equals(value.textValue())) {
                return word;
            }
        }
        throw invalid(
                field,
                "must be one of "
                        + Arrays.stream(words.getEnumConstants())
                                .map(word -> word.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")));
    }

    /** Texts; empty when absent. */
    public List<String> texts(String field, int maxItems, int maxCharacters) {
        List<String> texts = new ArrayList<>();
        List<JsonNode> items = items(field, maxItems);
        for (int index = 0; index < items.size(); index++) {
            JsonNode item = items.get(index);
            if (!item.isTextual() || item.textValue().length() > maxCharacters) {
                throw invalid(
                        field + "[" + index + "]", "must be a string of at most " + maxCharacters + " characters");
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    /** Objects, each with its place in its path; empty when absent. */
    public List<JsonBody> objects(String field, int maxItems) {
        List<JsonBody> objects = new ArrayList<>();
        List<JsonNode> items = items(field, maxItems);
        for (int index = 0; index < items.size(); index++) {
            String itemField = field + "[" + index + "]";
            if (!items.get(index).isObject()) {
                throw invalid(itemField, "must be an object");
            }
            objects.add(new JsonBody(name(itemField), items.get(index)));
        }
        return objects;
    }

    /** An object; null when absent. */
    public @Nullable JsonBody optionalObject(String field) {
        JsonNode value = present(field);
        if (value == null) {
            return null;
        }
        if (!value.isObject()) {
            throw invalid(field, "must be an object");
        }
        return new JsonBody(name(field), value);
    }

    /** For an object all of whose fields are optional: a misspelt one would be passed over in silence. */
    public void refuseOthersThan(String... fields) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!List.of(fields).contains(entry.getKey())) {
                throw invalid(entry.getKey(), "is none of " + String.join(", ", fields));
            }
        }
    }

    /** An object of strings; numbers and booleans become strings, null leaves its entry out; empty when absent. */
    public Map<String, String> textMap(String field, int maxEntries, int maxNameCharacters, int maxCharacters) {
        JsonBody object = optionalObject(field);
        Map<String, String> texts = new LinkedHashMap<>();
        if (object == null) {
            return texts;
        }
        if (object.node.size() > maxEntries) {
            throw invalid(field, "must have at most " + maxEntries + " entries");
        }
        for (Map.Entry<String, JsonNode> entry : object.node.properties()) {
            String name = entry.getKey();
            JsonNode value = entry.getValue();
            if (name.isEmpty() || name.length() > maxNameCharacters) {
                throw invalid(field, "names must have 1 to " + maxNameCharacters + " characters");
            }
            if (value.isNull()) {
                continue;
            }
            if (value.isContainerNode() || value.asText().length() > maxCharacters) {
                throw invalid(
                        field,
                        "values must be strings, numbers or booleans of at most " + maxCharacters + " characters");
            }
            texts.put(name, value.asText());
        }
        return texts;
    }

    /** How many bytes a text has as UTF-8, counting half of a surrogate pair as its replacement's three. */
    private static long utf8Length(String text) {
        long length = 0;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character < 0x80) {
                length += 1;
            } else if (character < 0x800) {
                length += 2;
            } else if (Character.isHighSurrogate(character)
                    && index + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(index + 1))) {
                length += 4;
                index++;
            } else {
                length += 3;
            }
        }
        return length;
    }

    private List<JsonNode> items(String field, int maxItems) {
        JsonNode value = present(field);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            throw invalid(field, "must be an array");
        }
        if (value.size() > maxItems) {
            throw invalid(field, "must have at most " + maxItems + " items");
        }
        List<JsonNode> items = new ArrayList<>(value.size());
        value.forEach(items::add);
        return items;
    }

    /** A rejection that names a field of this object. */
    public Rejected invalid(String field, String reason) {
        return new Rejected("invalid_request", name(field) + ": " + reason);
    }

    private @Nullable JsonNode present(String field) {
        JsonNode value = node.get(field);
        return value == null || value.getNodeType() == JsonNodeType.NULL ? null : value;
    }
}
