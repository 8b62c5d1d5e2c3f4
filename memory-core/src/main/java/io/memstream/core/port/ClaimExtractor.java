package io.memstream.core.port;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Turn;
import java.util.List;

/** Reads claims out of a turn. The embedded extractor and an LLM stand behind it alike. */
public interface ClaimExtractor {
    String name();

    /** Another version is another extraction. */
    String version();

    /**
     * The claims of a turn, in the order of their evidence; empty when it states nothing worth remembering.
     *
     * @param previous the turns of the same session before it, oldest first; may be empty
     */
    List<Claim> extract(Turn turn, List<Turn> previous);
}
