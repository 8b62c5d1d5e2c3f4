package io.memstream.core.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was made of one turn.
 *
 * @param extractor name of the extractor that made the claims
 * @param extractorVersion its version; another version is another extraction
 * @param model name and version of the embedding model
 * @param reading what else was read out of it
 * @param inputHash keyed hash of what was extracted from
 */
public record Extraction(
        String extractor,
        String extractorVersion,
        String model,
        String inputHash,
        TextFeatures features,
        List<FoundClaim> claims,
        Reading reading) {
    public Extraction {
        claims = List.copyOf(claims);
    }

    /**
     * A claim with the features of its statement, so that it can be found by itself.
     *
     * @param quote the words that say it; null to take them from the turn by the claim's evidence span
     */
    public record FoundClaim(
            Claim claim, TextFeatures features, @Nullable String quote) {
        public FoundClaim(Claim claim, TextFeatures features) {
            this(claim, features, null);
        }
    }
}
