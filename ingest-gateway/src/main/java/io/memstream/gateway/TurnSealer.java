package io.memstream.gateway;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Turn;
import io.memstream.core.port.Vault;
import io.memstream.schemas.RegistryUnavailable;
import io.memstream.schemas.event.SealedTurn;
import io.memstream.schemas.serde.RecordFrames;

/** Seals a turn with its user's key and frames it for the log. */
final class TurnSealer {
    private final Vault vault;
    private final SealedEvents events;
    private final RecordFrames frames;

    TurnSealer(Vault vault, RecordFrames frames) {
        this.vault = vault;
        this.events = new SealedEvents(vault, frames);
        this.frames = frames;
    }

    /** @throws Unavailable when key store or registry do not answer */
    SealedRecord seal(String tenant, Turn turn) {
        try {
            Owner owner = vault.owner(tenant, turn.userId());
            SealedTurn sealed = events.sealTurn(owner, turn);
            return new SealedRecord(owner, sealed.getTurnKey(), frames.write(sealed));
        } catch (RegistryUnavailable unavailable) {
            throw new Unavailable("the schema registry does not answer", unavailable);
        }
    }
}
