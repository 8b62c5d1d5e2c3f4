package io.memstream.extractor;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Claim;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Extraction.FoundClaim;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Reading;
import io.memstream.core.model.Turn;
import io.memstream.core.port.ClaimExtractor;
import io.memstream.core.port.Vault;
import io.memstream.schemas.event.ExtractionOutcome;
import io.memstream.schemas.event.SealedTurn;
import io.memstream.schemas.event.TurnExtraction;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Opens a turn, reads features and claims out of it, and seals what it found. */
final class TurnExtractor {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SealedEvents events;
    private final Vault vault;
    private final FeaturesReader features;
    private final ClaimExtractor claims;

    TurnExtractor(SealedEvents events, Vault vault, FeaturesReader features, ClaimExtractor claims) {
        this.events = events;
        this.vault = vault;
        this.features = features;
        this.claims = claims;
    }

    /**
     * @param before gives the turns of the same session before a turn, oldest first
     * @throws Rejected when the turn cannot be opened or extracted from
     */
    TurnExtraction extract(Owner owner, SealedTurn sealed, Function<Turn, List<Turn>> before) {
        try {
            Optional<Turn> turn = events.openTurn(owner, sealed);
            return turn.isEmpty()
                    ? destroyed(sealed)
                    : events.sealExtraction(owner, sealed, read(owner, turn.get(), before.apply(turn.get())));
        } catch (Rejected rejected) {
            // Erased between opening and sealing.
            if (rejected.code().equals("erased")) {
                return destroyed(sealed);
            }
            throw rejected;
        }
    }

    private Extraction read(Owner owner, Turn turn, List<Turn> previous) {
        List<FoundClaim> found = new ArrayList<>();
        for (Claim claim : claims.extract(turn, previous)) {
            found.add(new FoundClaim(claim, features.ofStatement(owner, claim.statement())));
        }
        return new Extraction(
                claims.name(),
                claims.version(),
                features.model(),
                inputHash(owner, turn, previous),
                features.ofTurn(owner, turn),
                found,
                Reading.NOTHING);
    }

    /** Tells whether a recorded extraction still is what the same versions would make of the same turn after the same ones. */
    private String inputHash(Owner owner, Turn turn, List<Turn> previous) {
        StringBuilder input =
                new StringBuilder(String.join("\u0000", features.model(), claims.name(), claims.version()));
        append(input, turn);
        previous.forEach(before -> append(input, before));
        return vault.key(owner, "input", input.toString());
    }

    private static void append(StringBuilder input, Turn turn) {
        input.append('\u0001')
                .append(String.join(
                        "\u0000",
                        turn.role().name(),
                        turn.speaker() == null ? "" : turn.speaker(),
                        turn.content(),
                        turn.captions()));
    }

    private TurnExtraction destroyed(SealedTurn sealed) {
        return without(sealed.getTurnKey(), sealed.getOccurredAt(), sealed.getRecordedAt(), ExtractionOutcome.DESTROYED)
                .build();
    }

    /** For a turn that could not be extracted. */
    TurnExtraction rejected(SealedTurn sealed, String code) {
        return without(sealed.getTurnKey(), sealed.getOccurredAt(), sealed.getRecordedAt(), ExtractionOutcome.REJECTED)
                .setCode(code)
                .build();
    }

    /** For a record that could not even be read. */
    TurnExtraction unreadable(Instant recordedAt, String code) {
        return without("", recordedAt, recordedAt, ExtractionOutcome.REJECTED)
                .setCode(code)
                .build();
    }

    private TurnExtraction.Builder without(
            String turnKey, Instant occurredAt, Instant recordedAt, ExtractionOutcome outcome) {
        return TurnExtraction.newBuilder()
                .setTurnKey(turnKey)
                .setOccurredAt(occurredAt)
                .setRecordedAt(recordedAt)
                .setOutcome(outcome)
                .setExtractor(claims.name())
                .setExtractorVersion(claims.version())
                .setModel(features.model())
                .setInputHash("")
                .setSealedTurn(NOTHING)
                .setSealedExtraction(NOTHING);
    }
}
