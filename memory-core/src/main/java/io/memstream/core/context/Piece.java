package io.memstream.core.context;

import io.memstream.core.model.Role;
import io.memstream.core.model.Turn;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of a context.
 *
 * @param label a speaker's name or role, whatever the section labels by, or empty
 * @param role of a turn; null for what was not said
 * @param place of a recalled turn; null for all else
 * @param cite by what number it is cited; 0 for none
 */
record Piece(
        Section section,
        String label,
        String text,
        Instant at,
        @Nullable Role role,
        @Nullable Place place,
        int cite) {
    private static final DateTimeFormatter SPOKEN_DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    Piece {
        at = section.isDated() ? at : Instant.EPOCH;
    }

    /** Where a turn was said. */
    record Place(UUID id, String sessionId, int ordinal) {}

    static Piece of(ContextItem item, int cite) {
        Said said = item.said();
        return new Piece(
                item.section(),
                said == null ? "" : speaker(item.speaker(), said.role()),
                item.text(),
                item.occurredAt(),
                said == null ? null : said.role(),
                said == null ? null : new Place(item.id(), said.sessionId(), said.ordinal()),
                cite);
    }

    static Piece of(Note note, int cite) {
        return new Piece(note.section(), note.label(), note.text(), note.at(), null, null, cite);
    }

    static Piece of(Turn turn) {
        return new Piece(
                Section.RECENT,
                speaker(turn.speaker(), turn.role()),
                turn.content(),
                turn.occurredAt(),
                turn.role(),
                null,
                0);
    }

    /** A name that passes for a role is told apart from it. */
    private static String speaker(@Nullable String name, Role role) {
        String word = role.name().toLowerCase(Locale.ROOT);
        if (name == null || name.isBlank() || name.equals(word)) {
            return word;
        }
        boolean isRole = Role.SYSTEM.name().equalsIgnoreCase(name.strip())
                || Role.ASSISTANT.name().equalsIgnoreCase(name.strip())
                || Role.TOOL.name().equalsIgnoreCase(name.strip())
                || Role.USER.name().equalsIgnoreCase(name.strip());
        return isRole ? word + " '" + name.strip() + "'" : name;
    }

    Piece withText(String other) {
        return new Piece(section, label, other, at, role, place, cite);
    }

    Piece citedAs(int number) {
        return new Piece(section, label, text, at, role, place, number);
    }

    /** In UTC, as {@code yyyy-mm-dd}. */
    String day() {
        return DateTimeFormatter.ISO_LOCAL_DATE.format(at.atZone(ZoneOffset.UTC));
    }

    /** In UTC, as in "3 March 2026". */
    String spokenDay() {
        return SPOKEN_DAY.format(at.atZone(ZoneOffset.UTC));
    }
}
