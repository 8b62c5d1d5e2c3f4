package io.memstream.core.port;

import io.memstream.core.model.Generation;
import java.util.Optional;

/** Which generations there are, and the one that answers reads. Throws {@code Unavailable} when the store does not answer. */
public interface Generations {
    /** Empty before the first one was declared. */
    Optional<Generation> live();

    /** Makes it the live one if none is; answers the live one. The first one declared wins, also between processes. */
    Generation declareFirst(Generation first);
}
