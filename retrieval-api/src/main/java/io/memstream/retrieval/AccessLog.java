package io.memstream.retrieval;

import io.memstream.core.model.Owner;
import java.util.List;
import java.util.Locale;

/** Notes what was served to whom; never delays an answer, never fails one. */
interface AccessLog extends AutoCloseable {
    /** Which call it was served by. */
    enum Call {
        SEARCH,
        CONTEXT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void served(Owner owner, Call call, List<Item> items);

    @Override
    void close();
}
