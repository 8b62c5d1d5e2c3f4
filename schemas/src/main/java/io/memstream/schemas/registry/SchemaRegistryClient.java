package io.memstream.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memstream.schemas.BadRecord;
import io.memstream.schemas.RegistryUnavailable;
import io.memstream.schemas.registry.Exchange.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * A client of any registry that speaks the Confluent Schema Registry REST protocol. Thread-safe. Ids and schemas never
 * change once given, so both ways are cached.
 *
 * <p>Every method throws {@link RegistryUnavailable} when no endpoint gave an answer that counts, and {@link BadRecord}
 * when the registry answered that what was asked cannot be.
 */
public final class SchemaRegistryClient {
    private static final int SUBJECT_NOT_FOUND = 40401;
    private static final int VERSION_NOT_FOUND = 40402;
    private static final int SCHEMA_NOT_FOUND = 40403;

    private final RegistryConfig config;
    private final Exchange exchange;
    private final BoundedCache<Integer, Schema> schemas;
    private final BoundedCache<SubjectSchema, Integer> registered;
    private final BoundedCache<SubjectSchema, RegisteredSchema> found;
    private final BoundedCache<String, Latest> latest;

    private record SubjectSchema(String subject, Schema schema) {}

    /** @param read on the monotonic clock, nanoseconds */
    private record Latest(RegisteredSchema schema, long read) {}

    public SchemaRegistryClient(RegistryConfig config) {
        this.config = config;
        this.exchange = new Exchange(config);
        this.schemas = new BoundedCache<>(config.cachedSchemas());
        this.registered = new BoundedCache<>(config.cachedSchemas());
        this.found = new BoundedCache<>(config.cachedSchemas());
        this.latest = new BoundedCache<>(config.cachedSchemas());
    }

    /** Registers a schema under a subject, once; the same schema again gets the same id. */
    public int register(String subject, Schema schema) {
        SubjectSchema key = new SubjectSchema(subject, schema);
        Integer known = registered.get(key);
        if (known != null) {
            return known;
        }
        int id = register(subject, schema.toString(), List.of());
        registered.put(key, id);
        schemas.put(id, schema);
        return id;
    }

    /** Registers a schema whose text leaves out the types that its references hold. */
    public int register(String subject, String schema, List<SchemaReference> references) {
        String path = "/subjects/" + encode(subject) + "/versions" + normalise();
        Answer answer = exchange.ask("POST", path, question(schema, references));
        return number(success(answer, "register a schema under " + subject), "id");
    }

    /** The schema as it is registered under the subject, if it is. */
    public Optional<RegisteredSchema> find(String subject, Schema schema) {
        SubjectSchema key = new SubjectSchema(subject, schema);
        RegisteredSchema known = found.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        String path = "/subjects/" + encode(subject) + normalise();
        Answer answer = exchange.ask("POST", path, question(schema.toString(), List.of()));
        if (answer.isRefusal(SUBJECT_NOT_FOUND, SCHEMA_NOT_FOUND)) {
            return Optional.empty();
        }
        JsonNode body = success(answer, "look up a schema under " + subject);
        RegisteredSchema read = new RegisteredSchema(subject, number(body, "version"), number(body, "id"), schema);
        found.put(key, read);
        return Optional.of(read);
    }

    /** The schema that frames of this id are written with. */
    public Schema schema(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        JsonNode body = success(exchange.ask("GET", "/schemas/ids/" + id, null), "read schema id " + id);
        Schema schema = parse(body, "schema id " + id);
        schemas.put(id, schema);
        return schema;
    }

    /** The subject's newest version, as old as the configuration lets it be. */
    public RegisteredSchema latest(String subject) {
        Latest known = latest.get(subject);
        if (known != null && isFresh(known)) {
            return known.schema();
        }
        RegisteredSchema read = version(subject, "latest");
        latest.put(subject, new Latest(read, System.nanoTime()));
        return read;
    }

    public RegisteredSchema version(String subject, int version) {
        return version(subject, Integer.toString(version));
    }

    /** Numbers of the subject's versions, ascending; empty when there is no such subject. */
    public List<Integer> versions(String subject) {
        Answer answer = exchange.ask("GET", "/subjects/" + encode(subject) + "/versions", null);
        if (answer.isRefusal(SUBJECT_NOT_FOUND)) {
            return List.of();
        }
        List<Integer> versions = new ArrayList<>();
        success(answer, "list the versions of " + subject).forEach(version -> versions.add(version.asInt()));
        return versions.stream().sorted().toList();
    }

    /** Whether the registry would take the schema as the subject's next version; true when there is no version yet. */
    public boolean isCompatible(String subject, Schema schema) {
        String path = "/compatibility/subjects/" + encode(subject) + "/versions/latest" + normalise();
        Answer answer = exchange.ask("POST", path, question(schema.toString(), List.of()));
        return answer.isRefusal(SUBJECT_NOT_FOUND, VERSION_NOT_FOUND)
                || success(answer, "check a schema against " + subject)
                        .path("is_compatible")
                        .asBoolean(false);
    }

    /** What the registry demands of the subject's next versions; empty when nothing was set for this subject. */
    public Optional<Compatibility> demanded(String subject) {
        Answer answer = exchange.ask("GET", "/config/" + encode(subject), null);
        if (answer instanceof Answer.Refusal refusal && refusal.status() == 404) {
            return Optional.empty();
        }
        String level = success(answer, "read the compatibility of " + subject)
                .path("compatibilityLevel")
                .asText();
        return Arrays.stream(Compatibility.values())
                .filter(known -> known.name().equals(level))
                .findFirst();
    }

    /** Sets what the registry demands of the subject's next versions. */
    public void demand(String subject, Compatibility compatibility) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("compatibility", compatibility.name());
        success(exchange.ask("PUT", "/config/" + encode(subject), body), "set the compatibility of " + subject);
    }

    private RegisteredSchema version(String subject, String version) {
        String what = subject + " version " + version;
        Answer answer = exchange.ask("GET", "/subjects/" + encode(subject) + "/versions/" + version, null);
        JsonNode body = success(answer, "read " + what);
        return new RegisteredSchema(subject, number(body, "version"), number(body, "id"), parse(body, what));
    }

    private boolean isFresh(Latest known) {
        Duration latestFor = config.latestFor();
        return latestFor == null || System.nanoTime() - known.read() < latestFor.toNanos();
    }

    private Schema parse(JsonNode answer, String what) {
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new BadRecord(BadRecord.Code.INVALID_SCHEMA, what + " is of type " + type + ", not AVRO");
        }
        try {
            Schema.Parser parser = new Schema.Parser();
            parseReferences(answer, parser, new HashSet<>());
            return parser.parse(answer.path("schema").asText());
        } catch (AvroRuntimeException malformed) {
            throw new BadRecord(
                    BadRecord.Code.INVALID_SCHEMA, what + " is not a valid Avro schema: " + malformed.getMessage());
        }
    }

    /** Depth first, each once: a type must be known before the text that uses it is parsed. */
    private void parseReferences(JsonNode answer, Schema.Parser parser, Set<String> parsed) {
        for (JsonNode reference : answer.path("references")) {
            String subject = reference.path("subject").asText();
            int version = number(reference, "version");
            if (!parsed.add(subject + "/" + version)) {
                continue;
            }
            // A version may be deleted for new writers and still be part of what was written before.
            String path = "/subjects/" + encode(subject) + "/versions/" + version + "?deleted=true";
            JsonNode referenced =
                    success(exchange.ask("GET", path, null), "read the reference " + subject + " version " + version);
            parseReferences(referenced, parser, parsed);
            parser.parse(referenced.path("schema").asText());
        }
    }

    private static ObjectNode question(String schema, List<SchemaReference> references) {
        ObjectNode question = JsonNodeFactory.instance.objectNode().put("schema", schema);
        if (!references.isEmpty()) {
            ArrayNode list = question.putArray("references");
            references.forEach(reference -> list.addObject()
                    .put("name", reference.name())
                    .put("subject", reference.subject())
                    .put("version", reference.version()));
        }
        return question;
    }

    private static JsonNode success(Answer answer, String task) {
        if (answer instanceof Answer.Success success) {
            return success.body();
        }
        Answer.Refusal refusal = (Answer.Refusal) answer;
        BadRecord.Code code =
                switch (refusal.status()) {
                    case 404 -> BadRecord.Code.UNKNOWN_SCHEMA;
                    case 409 -> BadRecord.Code.INCOMPATIBLE_SCHEMA;
                    default -> BadRecord.Code.INVALID_SCHEMA;
                };
        throw new BadRecord(
                code,
                "the schema registry refuses to " + task + " (error " + refusal.code() + "): " + refusal.message());
    }

    private static int number(JsonNode answer, String field) {
        JsonNode value = answer.path(field);
        if (!value.isInt()) {
            throw new RegistryUnavailable(
                    "the schema registry's answer has no number \"" + field
                            + "\"; check that schema.registry.url names a Confluent-compatible registry",
                    null);
        }
        return value.asInt();
    }

    private String normalise() {
        return config.normalise() ? "?normalize=true" : "";
    }

    private static String encode(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A client by the settings that Kafka hands to serdes. */
    public static SchemaRegistryClient of(Map<String, ?> settings) {
        return new SchemaRegistryClient(RegistryConfig.of(settings));
    }
}
