package io.memstream.core.context;

import java.util.List;

/**
 * A context within its budget.
 *
 * @param context a text, or for {@link Format#JSON} a map and for {@link Format#MESSAGES} a list of maps
 * @param passages those that are in it
 * @param items those that are in it, best first
 * @param leftOut how many chosen items found no room
 * @param tokens exact, of the context as it is written
 */
public record Assembled(Object context, List<Passage> passages, List<ContextItem> items, int leftOut, int tokens) {
    public Assembled {
        passages = List.copyOf(passages);
        items = List.copyOf(items);
    }
}
