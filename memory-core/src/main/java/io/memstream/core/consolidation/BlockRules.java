package io.memstream.core.consolidation;

import io.memstream.core.model.Block;
import io.memstream.core.model.Command;
import java.util.Map;
import java.util.Objects;

/** Core memory is what apps and users write into it, and never more than its limit: what would not fit is refused. */
final class BlockRules {
    private BlockRules() {}

    static Effect decide(Draft draft, Event.Commanded event, Command.EditBlock edit) {
        Map<String, String> details = Map.of("label", edit.label());
        Block before = draft.holding(Block.class, edit.label())
                .orElse(new Block(edit.label(), "", Block.STANDARD_LIMIT, null, 0, event.recordedAt()));
        String value = value(before.value(), edit);
        int limit = Objects.requireNonNullElse(edit.limit(), before.limit());
        if (limit < 1 || limit > Block.LARGEST || value.length() > limit) {
            return Effect.none(Effect.OVER_LIMIT, details);
        }
        String description = edit.description() == null ? before.description() : edit.description();
        boolean changes = before.version() == 0
                || !value.equals(before.value())
                || limit != before.limit()
                || !Objects.equals(description, before.description());
        if (!changes) {
            return Effect.none(Effect.UNCHANGED, details);
        }
        draft.update(new Block(edit.label(), value, limit, description, before.version() + 1, event.recordedAt()));
        return Effect.done(details);
    }

    private static String value(String before, Command.EditBlock edit) {
        if (edit.append() == null) {
            return Objects.requireNonNullElse(edit.value(), before);
        }
        return before.isEmpty() || before.endsWith("\n") || edit.append().startsWith("\n")
                ? before + edit.append()
                : before + "\n" + edit.append();
    }
}
