package io.memstream.core.context;

import io.memstream.core.model.Fact;
import java.time.Instant;

/**
 * A fact to bring up, because of its date.
 *
 * @param due the date; the beginning of the day where only the day is known
 */
public record Reminder(Fact fact, Type type, Instant due) {
    /** Why it is brought up. */
    public enum Type {
        /** Its date is near. */
        UPCOMING,
        /** Its date has passed, and nothing was heard of it since. */
        OVERDUE,
        /** It took place lately: how it went is worth asking. */
        FOLLOW_UP,
        /** It will be archived by itself. */
        EXPIRES
    }

    /** How near its date is, and what that asks for. */
    String when(Instant at) {
        String day = Ago.ofDay(due, at);
        return switch (type) {
            case UPCOMING -> day;
            case OVERDUE -> "overdue, " + day;
            case FOLLOW_UP -> day + ", ask how it went";
            case EXPIRES -> "kept until then, " + day;
        };
    }
}
