package io.memstream.core.context;

import java.util.List;

/** Writes a page in one format. What was said is data: it cannot pass for the frame around it. */
interface Writing {
    Written write(Page page);

    /**
     * A page as written.
     *
     * @param context as callers get it
     * @param chunks the text whose tokens count, in parts that hardly share a token: the note about it all, then of each
     *     section what it begins with, and its pieces
     */
    record Written(Object context, List<String> chunks) {
        public Written {
            chunks = List.copyOf(chunks);
        }

        String counted() {
            return String.join("", chunks);
        }
    }

    /** @param cites whether pieces carry a number to cite them by */
    static Writing of(Format format, boolean cites) {
        return switch (format) {
            case MARKDOWN -> new Markdown(cites);
            case XML -> new Xml();
            case JSON -> new Json();
            case MESSAGES -> new Messages(cites);
            case PROSE -> new Prose(cites);
        };
    }
}
