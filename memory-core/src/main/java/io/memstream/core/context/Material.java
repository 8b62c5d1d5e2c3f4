package io.memstream.core.context;

import io.memstream.core.model.Turn;
import java.util.List;

/**
 * What a context is made of, before the budget decides.
 *
 * @param query whose words choose the sentences of what is too long
 * @param notes of each section in their order
 * @param items best first
 * @param conversation the last turns of the running conversation, oldest first
 */
public record Material(String query, List<Note> notes, List<ContextItem> items, List<Turn> conversation) {
    public Material {
        notes = List.copyOf(notes);
        items = List.copyOf(items);
        conversation = List.copyOf(conversation);
    }
}
