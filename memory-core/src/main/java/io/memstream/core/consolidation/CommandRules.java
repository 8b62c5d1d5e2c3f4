package io.memstream.core.consolidation;

import io.memstream.core.model.AuditEntry;
import io.memstream.core.model.Command;
import io.memstream.core.model.Consent;
import io.memstream.core.model.Mode;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command does, once for each command id. Every command is audited, whatever came of it. */
final class CommandRules {
    private CommandRules() {}

    static Outcome decide(Draft draft, Event.Commanded event) {
        String name = draft.id("command", event.commandId()).toString();
        if (draft.knows("command " + name)) {
            return Outcome.DUPLICATE;
        }
        draft.change(new Change.Taken("command " + name));
        Command command = event.command();
        Effect effect = effect(draft, event);
        audit(draft, name, event.recordedAt(), action(command), event.actor(), effect);
        return effect.isDone() ? Outcome.APPLIED : Outcome.UNCHANGED;
    }

    /** @param name of what caused it, without the user's words */
    static void audit(
            Draft draft, String name, Instant recordedAt, String action, @Nullable String actor, Effect effect) {
        draft.change(new Change.Audited(new AuditEntry(
                draft.id("audit", name).toString(), recordedAt, action, actor, effect.outcome(), effect.details())));
    }

    private static Effect effect(Draft draft, Event.Commanded event) {
        Command command = event.command();
        if (command instanceof Command.Remember remember) {
            return RememberRules.decide(draft, event, remember);
        }
        if (command instanceof Command.Correct correct) {
            return CorrectRules.decide(draft, event, correct);
        }
        if (command instanceof Command.Forget forget) {
            return ForgetRules.decide(draft, event, forget);
        }
        if (command instanceof Command.SetConsent consent) {
            return consent(draft, event, consent);
        }
        if (command instanceof Command.SetMode mode) {
            return Effect.done(Map.of("mode", word(mode.mode())));
        }
        if (command instanceof Command.EditBlock edit) {
            return BlockRules.decide(draft, event, edit);
        }
        return ProcedureRules.decide(draft, event, (Command.ReportOutcome) command);
    }

    private static String action(Command command) {
        if (command instanceof Command.Remember) {
            return "remember";
        }
        if (command instanceof Command.Correct) {
            return "correct";
        }
        if (command instanceof Command.Forget) {
            return "forget";
        }
        if (command instanceof Command.SetConsent) {
            return "consent";
        }
        if (command instanceof Command.SetMode) {
            return "mode";
        }
        return command instanceof Command.EditBlock ? "block" : "outcome";
    }

    private static Effect consent(Draft draft, Event.Commanded event, Command.SetConsent command) {
        draft.update(new Consent(command.category(), command.granted(), event.recordedAt(), 0));
        if (!command.granted()) {
            long before = allowedBy(draft, command.category());
            PolicyRules.revoked(draft, command.category(), event.recordedAt(), ForgetRules.MOST);
            if (before > ForgetRules.MOST) {
                draft.change(new Change.Tended(Due.after(event.recordedAt())));
            }
        }
        return Effect.done(Map.of("category", command.category(), "granted", Boolean.toString(command.granted())));
    }

    private static long allowedBy(Draft draft, String category) {
        return draft.facts().stream()
                .filter(fact -> category.equals(fact.standing().sensitivity()))
                .count();
    }

    private static String word(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }
}
