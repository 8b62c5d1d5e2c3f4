package io.memstream.core.context;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Pieces in the order in which to write them.
 *
 * @param sections those that have pieces, in their order; without what was said earlier
 * @param snippets what was said earlier
 */
record Page(Map<Section, List<Piece>> sections, List<Snippet> snippets) {
    /** @param pieces of each section in their order; of the conversation the latest first, as they were chosen */
    static Page of(Collection<Piece> pieces) {
        Map<Section, List<Piece>> sections = new EnumMap<>(Section.class);
        pieces.forEach(piece -> sections.computeIfAbsent(piece.section(), section -> new ArrayList<>())
                .add(piece));
        List<Piece> earlier = sections.getOrDefault(Section.EARLIER, List.of());
        Collections.reverse(sections.getOrDefault(Section.RECENT, new ArrayList<>()));
        return new Page(sections, Snippet.of(earlier));
    }

    boolean isEmpty() {
        return sections.isEmpty();
    }

    Page without(Section section) {
        Map<Section, List<Piece>> others = new EnumMap<>(sections);
        others.remove(section);
        return new Page(others, section == Section.EARLIER ? List.of() : snippets);
    }
}
