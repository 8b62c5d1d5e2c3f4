package io.memstream.adapters.events;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memstream.adapters.http.JsonBody;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Command;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Mode;
import io.memstream.schemas.event.CommandType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@link Command} as type and arguments: the fields of the HTTP body of the same command, and what the path names there
 * (id, category, label). Reading leaves limits to who let the command in; fields that it does not know are ignored.
 */
final class CommandMapping {
    private static final int ANY_LENGTH = Integer.MAX_VALUE;

    private CommandMapping() {}

    static CommandType type(Command command) {
        if (command instanceof Command.Remember) {
            return CommandType.REMEMBER;
        }
        if (command instanceof Command.Correct) {
            return CommandType.CORRECT;
        }
        if (command instanceof Command.Forget) {
            return CommandType.FORGET;
        }
        if (command instanceof Command.SetConsent) {
            return CommandType.CONSENT;
        }
        if (command instanceof Command.SetMode) {
            return CommandType.MODE;
        }
        if (command instanceof Command.EditBlock) {
            return CommandType.BLOCK;
        }
        if (command instanceof Command.ReportOutcome) {
            return CommandType.OUTCOME;
        }
        throw new IllegalStateException("no type for " + command.getClass());
    }

    /** A JSON object; what is null is left out. */
    static String arguments(Command command) {
        Arguments arguments = new Arguments();
        if (command instanceof Command.Remember remember) {
            arguments
                    .with("content", remember.content())
                    .with("kind", Words.ofNullable(remember.kind()))
                    .with("pinned", remember.pinned())
                    .with("expires_at", remember.expiresAt())
                    .with("scope", remember.scope());
        } else if (command instanceof Command.Correct correct) {
            arguments
                    .with("id", correct.id().toString())
                    .with("content", correct.content())
                    .with("kind", Words.ofNullable(correct.kind()))
                    .with("pinned", correct.pinned())
                    .with("expires_at", correct.expiresAt());
        } else if (command instanceof Command.Forget forget) {
            arguments
                    .with("id", Words.ofNullable(forget.id()))
                    .with("kind", Words.ofNullable(forget.kind()))
                    .with("scope", forget.scope())
                    .with("session_id", forget.sessionId())
                    .with("from", forget.from())
                    .with("until", forget.until())
                    .with("matching", forget.matching());
        } else if (command instanceof Command.SetConsent consent) {
            arguments.with("category", consent.category()).with("granted", consent.granted());
        } else if (command instanceof Command.SetMode mode) {
            arguments.with("mode", Words.of(mode.mode()));
        } else if (command instanceof Command.EditBlock edit) {
            arguments
                    .with("label", edit.label())
                    .with("value", edit.value())
                    .with("append", edit.append())
                    .with("limit", edit.limit())
                    .with("description", edit.description());
        } else if (command instanceof Command.ReportOutcome outcome) {
            arguments
                    .with("task_type", outcome.taskType())
                    .with("approach", outcome.approach())
                    .with("success", outcome.success())
                    .with("feedback", outcome.feedback())
                    .with("trigger", outcome.trigger())
                    .with("steps", outcome.steps())
                    .with("scope", outcome.scope());
        } else {
            throw new IllegalStateException("no arguments for " + command.getClass());
        }
        return arguments.json.toString();
    }

    /** @throws Rejected {@code invalid_request} naming the field, {@code unknown_command} for a type that is none here */
    static Command toCommand(CommandType type, String arguments) {
        JsonBody body = JsonBody.parse(arguments.getBytes(StandardCharsets.UTF_8));
        return switch (type) {
            case REMEMBER ->
                new Command.Remember(
                        body.text("content", ANY_LENGTH),
                        body.optionalWord("kind", Kind.class),
                        body.flag("pinned", false),
                        body.optionalInstant("expires_at"),
                        text(body, "scope"));
            case CORRECT ->
                new Command.Correct(
                        required(body, "id", id(body)),
                        text(body, "content"),
                        body.optionalWord("kind", Kind.class),
                        body.has("pinned") ? body.flag("pinned", false) : null,
                        body.optionalInstant("expires_at"));
            case FORGET ->
                new Command.Forget(
                        id(body),
                        body.optionalWord("kind", Kind.class),
                        text(body, "scope"),
                        text(body, "session_id"),
                        body.optionalInstant("from"),
                        body.optionalInstant("until"),
                        text(body, "matching"));
            case CONSENT -> new Command.SetConsent(body.text("category", ANY_LENGTH), flag(body, "granted"));
            case MODE -> new Command.SetMode(body.word("mode", Mode.class));
            case BLOCK ->
                new Command.EditBlock(
                        body.text("label", ANY_LENGTH),
                        text(body, "value"),
                        text(body, "append"),
                        body.optionalInteger("limit", 0, Integer.MAX_VALUE),
                        text(body, "description"));
            case OUTCOME ->
                new Command.ReportOutcome(
                        body.text("task_type", ANY_LENGTH),
                        body.text("approach", ANY_LENGTH),
                        flag(body, "success"),
                        text(body, "feedback"),
                        text(body, "trigger"),
                        body.texts("steps", ANY_LENGTH, ANY_LENGTH),
                        text(body, "scope"));
            case ERASE, UNKNOWN ->
                throw new Rejected("unknown_command", "a command of a type that this version does not carry out");
        };
    }

    private static @Nullable String text(JsonBody body, String field) {
        return body.optionalText(field, ANY_LENGTH);
    }

    private static boolean flag(JsonBody body, String field) {
        if (!body.has(field)) {
            throw body.invalid(field, "is required");
        }
        return body.flag(field, false);
    }

    private static @Nullable UUID id(JsonBody body) {
        String id = text(body, "id");
        try {
            return id == null ? null : UUID.fromString(id);
        } catch (IllegalArgumentException malformed) {
            throw body.invalid("id", "must be a UUID");
        }
    }

    private static <T> T required(JsonBody body, String field, @Nullable T value) {
        if (value == null) {
            throw body.invalid(field, "is required");
        }
        return value;
    }

    /** A JSON object in the making. */
    private static final class Arguments {
        private final ObjectNode json = JsonNodeFactory.instance.objectNode();

        Arguments with(String field, @Nullable String value) {
            if (value != null) {
                json.put(field, value);
            }
            return this;
        }

        Arguments with(String field, @Nullable Boolean value) {
            if (value != null) {
                json.put(field, value);
            }
            return this;
        }

        Arguments with(String field, @Nullable Integer value) {
            if (value != null) {
                json.put(field, value);
            }
            return this;
        }

        Arguments with(String field, @Nullable Instant value) {
            return with(field, value == null ? null : value.toString());
        }

        Arguments with(String field, Iterable<String> values) {
            ArrayNode texts = json.putArray(field);
            values.forEach(texts::add);
            return this;
        }
    }
}
