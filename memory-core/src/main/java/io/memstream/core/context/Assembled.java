package io.memstream.core.context;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A context within its budget.
 *
 * @param context a text, or for {@link Format#JSON} a map and for {@link Format#MESSAGES} a list of maps
 * @param notes those that are in it
 * @param items those that are in it, best first
 * @param citations by what number each item is cited; empty unless asked for
 * @param noteCitations the same for notes
 * @param leftOut what found no room, the first in line first
 * @param tokens exact, of the context as it is written
 */
public record Assembled(
        Object context,
        List<Note> notes,
        List<ContextItem> items,
        Map<UUID, Integer> citations,
        Map<Note, Integer> noteCitations,
        List<LeftOut> leftOut,
        int tokens) {
    public Assembled {
        notes = List.copyOf(notes);
        items = List.copyOf(items);
        citations = Map.copyOf(citations);
        noteCitations = Map.copyOf(noteCitations);
        leftOut = List.copyOf(leftOut);
    }
}
