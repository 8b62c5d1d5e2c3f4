package io.memstream.core.context;

import java.util.List;

/**
 * A context within its budget.
 *
 * @param context a text, or for {@link Format#JSON} a map and for {@link Format#MESSAGES} a list of maps
 * @param items what is in it besides the working memory, best first
 * @param leftOut how many chosen items found no room
 * @param tokens exact, of the context as it is written
 */
public record Assembled(Object context, List<ContextItem> items, int leftOut, int tokens) {
    public Assembled {
        items = List.copyOf(items);
    }
}
