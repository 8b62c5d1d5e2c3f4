package io.memstream.core.model;

import java.util.List;

/**
 * What was made of one turn.
 *
 * @param extractor name of the extractor that made the claims
 * @param extractorVersion its version; another version is another extraction
 * @param model name and version of the embedding model
 * @param inputHash keyed hash of what was extracted from
 */
public record Extraction(
        String extractor,
        String extractorVersion,
        String model,
        String inputHash,
        TextFeatures features,
        List<FoundClaim> claims) {
    public Extraction {
        claims = List.copyOf(claims);
    }

    /** A claim with the features of its statement, so that it can be found by itself. */
    public record FoundClaim(Claim claim, TextFeatures features) {}
}
