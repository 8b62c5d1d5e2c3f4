package io.memstream.retrieval;

import io.memstream.core.model.Kind;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be asked for by kind: turns as remembered, and the kinds of facts. */
enum ItemKind {
    EPISODE,
    FACT,
    PREFERENCE,
    RELATIONSHIP,
    PROJECT,
    GOAL,
    EVENT,
    INSTRUCTION;

    static final Set<ItemKind> FACTS = EnumSet.complementOf(EnumSet.of(EPISODE));

    static ItemKind of(Kind kind) {
        return valueOf(kind.name());
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Set<String> words(Set<ItemKind> kinds) {
        return kinds.stream().map(ItemKind::word).collect(Collectors.toSet());
    }
}
