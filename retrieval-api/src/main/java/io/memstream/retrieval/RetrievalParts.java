package io.memstream.retrieval;

import io.memstream.core.model.Generation;
import io.memstream.core.model.Mode;
import io.memstream.core.model.Owner;
import io.memstream.core.port.AuditTrail;
import io.memstream.core.port.Embedder;
import io.memstream.core.port.Generations;
import io.memstream.core.port.MemoryIndex;
import io.memstream.core.port.MemoryReader;
import io.memstream.core.port.TermAnalyzer;
import io.memstream.core.port.TokenProjection;
import io.memstream.core.port.Vault;
import io.memstream.core.port.Watermarks;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the retrieval API reads from. Whoever opened a part closes it.
 *
 * @param readers the tables of a generation
 * @param indexes the index of a generation
 * @param audit what is exported is noted there
 * @param modes whether a user's turns are remembered
 * @param indexUnused told when no read uses an index any more
 */
public record RetrievalParts(
        Vault vault,
        Generations generations,
        Watermarks watermarks,
        Function<Generation, MemoryReader> readers,
        Function<Generation, MemoryIndex> indexes,
        Embedder embedder,
        TokenProjection projection,
        TermAnalyzer analyzer,
        AuditTrail audit,
        Function<Owner, Mode> modes,
        Consumer<MemoryIndex> indexUnused) {
    /** With indexes that are others' to close. */
    public RetrievalParts(
            Vault vault,
            Generations generations,
            Watermarks watermarks,
            Function<Generation, MemoryReader> readers,
            Function<Generation, MemoryIndex> indexes,
            Embedder embedder,
            TokenProjection projection,
            TermAnalyzer analyzer,
            AuditTrail audit,
            Function<Owner, Mode> modes) {
        this(
                vault,
                generations,
                watermarks,
                readers,
                indexes,
                embedder,
                projection,
                analyzer,
                audit,
                modes,
                index -> {});
    }
}
