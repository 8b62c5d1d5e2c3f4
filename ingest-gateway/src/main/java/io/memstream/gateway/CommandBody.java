package io.memstream.gateway;

import io.memstream.adapters.http.HttpServer;
import io.memstream.adapters.http.Identifiers;
import io.memstream.adapters.http.JsonBody;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Block;
import io.memstream.core.model.Command;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Mode;
import io.memstream.core.port.TermAnalyzer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the JSON of each command must be like: the body of its HTTP call, or the arguments of a record of the inbox. Every
 * reader throws {@link Rejected} that names the field. Texts are taken as {@link TextRules} makes them.
 */
final class CommandBody {
    /** Of one memory: some pages, which still fit a context. */
    static final int MAX_MEMORY_CHARACTERS = 20_000;

    static final int MAX_MATCHING_CHARACTERS = 2_000;
    static final int MAX_NOTE_CHARACTERS = 2_000;
    static final int MAX_STEPS = 100;

    private static final Pattern CATEGORY = Pattern.compile("[a-z_]{1,64}");
    /** UUID.fromString takes shorter groups too, and would find what was not named. */
    private static final Pattern CANONICAL_ID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final TextRules texts;
    private final TermAnalyzer terms;

    CommandBody(TextRules texts, TermAnalyzer terms) {
        this.texts = texts;
        this.terms = terms;
    }

    Command remember(String tenant, JsonBody body) {
        String content = content(tenant, body);
        if (content == null) {
            throw body.invalid("content", "is required");
        }
        return new Command.Remember(
                content,
                body.optionalWord("kind", Kind.class),
                body.flag("pinned", false),
                optionalTime(body, "expires_at"),
                body.optionalIdentifier("scope"));
    }

    Command correct(String tenant, JsonBody body, UUID id) {
        requireOneOf(body, "content", "kind", "pinned", "expires_at");
        return new Command.Correct(
                id,
                content(tenant, body),
                body.optionalWord("kind", Kind.class),
                body.optionalFlag("pinned"),
                optionalTime(body, "expires_at"));
    }

    Command forget(JsonBody body) {
        requireOneOf(body, "id", "kind", "from", "until", "scope", "session_id", "matching");
        Instant from = optionalTime(body, "from");
        Instant until = optionalTime(body, "until");
        if (from != null && until != null && !from.isBefore(until)) {
            throw body.invalid("until", "must be after from");
        }
        return new Command.Forget(
                body.has("id") ? id(body) : null,
                body.optionalWord("kind", Kind.class),
                body.optionalIdentifier("scope"),
                body.optionalIdentifier("session_id"),
                from,
                until,
                matching(body));
    }

    Command forget(UUID id) {
        return new Command.Forget(id, null, null, null, null, null, null);
    }

    Command consent(JsonBody body, String category) {
        if (!CATEGORY.matcher(category).matches()) {
            throw body.invalid("category", "must be a word such as health, of letters a to z and underscores");
        }
        return new Command.SetConsent(category, body.flag("granted"));
    }

    Command mode(JsonBody body) {
        return new Command.SetMode(body.word("mode", Mode.class));
    }

    Command block(String tenant, JsonBody body, String label) {
        requireOneOf(body, "value", "append", "limit", "description");
        Integer limit = body.optionalInteger("limit", 1, Block.LARGEST);
        String value = blockText(tenant, body, "value", limit);
        String append = blockText(tenant, body, "append", limit);
        if (value != null && append != null) {
            throw body.invalid("append", "must not come with value: a block is set or appended to");
        }
        if (append != null && append.isEmpty()) {
            throw body.invalid("append", "must not be empty");
        }
        return new Command.EditBlock(
                Identifiers.check(body.name("label"), label), value, append, limit, description(tenant, body));
    }

    Command outcome(String tenant, JsonBody body) {
        return new Command.ReportOutcome(
                body.identifier("task_type"),
                texts.accept(tenant, body.identifier("approach")),
                body.flag("success"),
                optionalNote(tenant, body, "feedback"),
                optionalNote(tenant, body, "trigger"),
                steps(tenant, body),
                body.optionalIdentifier("scope"));
    }

    /** Where the id is a field. */
    static UUID id(JsonBody body) {
        return id(body, body.text("id", Identifiers.MAX_CHARACTERS));
    }

    static UUID id(JsonBody body, String text) {
        if (!CANONICAL_ID.matcher(text).matches()) {
            throw body.invalid("id", "must be a UUID, as memories have it");
        }
        return UUID.fromString(text);
    }

    private @Nullable String content(String tenant, JsonBody body) {
        String content = body.optionalText("content", TurnRules.MAX_CONTENT_BYTES);
        if (content == null) {
            return null;
        }
        if (content.isBlank()) {
            throw body.invalid("content", "must not be empty");
        }
        return texts.accept(tenant, bounded(body, "content", content, MAX_MEMORY_CHARACTERS));
    }

    /** As it was asked for: a mask that came later must not hide what was stored before it. Secrets never are. */
    private @Nullable String matching(JsonBody body) {
        String matching = optionalText(body, "matching", MAX_MATCHING_CHARACTERS);
        if (matching == null) {
            return null;
        }
        if (texts.holdsSecret(matching)) {
            throw body.invalid("matching", "must not hold a secret: secrets are never stored, name what is around it");
        }
        if (terms.terms(matching).isEmpty()) {
            throw body.invalid("matching", "must hold a word that tells what is meant");
        }
        return TextRules.wellFormed(matching);
    }

    /** The limit is that of the call: another one that the block may have shows when the edit is applied. */
    private @Nullable String blockText(String tenant, JsonBody body, String field, @Nullable Integer limit) {
        String text = optionalText(body, field, Block.LARGEST);
        return text == null
                ? null
                : bounded(body, field, texts.accept(tenant, text), limit == null ? Block.LARGEST : limit);
    }

    /** An empty one takes away what was there. */
    private @Nullable String description(String tenant, JsonBody body) {
        String description = optionalText(body, "description", MAX_NOTE_CHARACTERS);
        return description == null ? null : texts.accept(tenant, description);
    }

    private @Nullable String optionalNote(String tenant, JsonBody body, String field) {
        String note = optionalText(body, field, MAX_NOTE_CHARACTERS);
        return note == null || note.isBlank() ? null : texts.accept(tenant, note);
    }

    private List<String> steps(String tenant, JsonBody body) {
        List<String> steps = new ArrayList<>();
        for (String step : body.texts("steps", MAX_STEPS, MAX_NOTE_CHARACTERS)) {
            if (step.isBlank()) {
                throw body.invalid("steps[" + steps.size() + "]", "must not be empty");
            }
            steps.add(texts.accept(tenant, step));
        }
        return steps;
    }

    private static @Nullable String optionalText(JsonBody body, String field, int maxCharacters) {
        String text = body.optionalText(field, HttpServer.MAX_BODY_BYTES);
        return text == null ? null : bounded(body, field, text, maxCharacters);
    }

    private static String bounded(JsonBody body, String field, String text, int maxCharacters) {
        if (text.length() > maxCharacters) {
            throw body.invalid(field, "must have at most " + maxCharacters + " characters");
        }
        return text;
    }

    private static @Nullable Instant optionalTime(JsonBody body, String field) {
        Instant time = body.optionalInstant(field);
        return time == null ? null : TurnRules.time(body.name(field), time);
    }

    private static void requireOneOf(JsonBody body, String... fields) {
        if (Stream.of(fields).noneMatch(body::has)) {
            throw new Rejected(
                    "invalid_request",
                    Stream.of(fields).map(body::name).collect(Collectors.joining(", ")) + ": at least one is required");
        }
    }
}
