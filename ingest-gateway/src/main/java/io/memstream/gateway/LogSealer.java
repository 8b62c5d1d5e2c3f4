package io.memstream.gateway;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Turn;
import io.memstream.core.port.Vault;
import io.memstream.schemas.RegistryUnavailable;
import io.memstream.schemas.event.EraseOrdered;
import io.memstream.schemas.event.SealedCommand;
import io.memstream.schemas.event.SealedTurn;
import io.memstream.schemas.serde.RecordFrames;
import java.util.UUID;

/** Seals turns and commands with their user's key and frames them for the log. */
final class LogSealer {
    /** What the fact that a remember makes is named by, with the command's id. */
    private static final String MEMORY = "memory";

    private final Vault vault;
    private final SealedEvents events;
    private final RecordFrames frames;

    LogSealer(Vault vault, RecordFrames frames) {
        this.vault = vault;
        this.events = new SealedEvents(vault, frames);
        this.frames = frames;
    }

    /** @throws Unavailable when the key store does not answer */
    Owner owner(String tenant, String userId) {
        return vault.owner(tenant, userId);
    }

    /** @throws Unavailable when key store or registry do not answer */
    SealedRecord seal(Owner owner, Turn turn) {
        try {
            SealedTurn sealed = events.sealTurn(owner, turn);
            return new SealedRecord(owner, sealed.getTurnKey(), frames.write(sealed));
        } catch (RegistryUnavailable unavailable) {
            throw new Unavailable("the schema registry does not answer", unavailable);
        }
    }

    /** @throws Unavailable when key store or registry do not answer */
    SealedRecord seal(Owner owner, AcceptedCommand accepted) {
        try {
            SealedCommand sealed = events.sealCommand(
                    owner,
                    accepted.commandId(),
                    accepted.command(),
                    accepted.occurredAt(),
                    accepted.recordedAt(),
                    accepted.actor());
            return new SealedRecord(owner, sealed.getCommandKey(), frames.write(sealed));
        } catch (RegistryUnavailable unavailable) {
            throw new Unavailable("the schema registry does not answer", unavailable);
        }
    }

    /**
     * An order to erase, which is in clear: nothing of the user's life can be opened any more.
     *
     * @param life the one that ends
     * @throws Unavailable when the registry does not answer
     */
    SealedRecord erasure(Owner owner, AcceptedErasure order, int life) {
        try {
            return new SealedRecord(
                    owner,
                    "erase " + order.erasureId(),
                    frames.write(new EraseOrdered(order.erasureId(), order.recordedAt(), life, order.actor())));
        } catch (RegistryUnavailable unavailable) {
            throw new Unavailable("the schema registry does not answer", unavailable);
        }
    }

    /** The id that answers for what the command makes remembered. */
    UUID memoryId(Owner owner, AcceptedCommand accepted) {
        return vault.id(owner, MEMORY, accepted.commandId());
    }
}
