package io.memstream.adapters.cassandra;

import io.memstream.core.model.Highlight;
import org.jspecify.annotations.Nullable;

/** A sentence that a summary may quote, as part of a row's body. */
final class HighlightCodec {
    private HighlightCodec() {}

    static void write(Encoder into, Highlight highlight) {
        into.text(highlight.turnKey())
                .count(highlight.sessionOrdinal())
                .text(highlight.type().name())
                .text(highlight.text())
                .real(highlight.weight());
    }

    static Highlight read(Decoder from) {
        return new Highlight(from.text(), from.size(), from.word(Highlight.Type.class), from.text(), from.doubleReal());
    }

    static void writeOptional(Encoder into, @Nullable Highlight highlight) {
        into.flag(highlight != null);
        if (highlight != null) {
            write(into, highlight);
        }
    }

    static @Nullable Highlight readOptional(Decoder from) {
        return from.flag() ? read(from) : null;
    }
}
