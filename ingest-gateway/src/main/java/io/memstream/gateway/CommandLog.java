package io.memstream.gateway;

import io.memstream.core.model.Command;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Writes commands to the log, and obeys those that are the gateway's own to obey. */
final class CommandLog {
    private final LogSealer sealer;
    private final Modes modes;
    private final ConversationLog log;

    CommandLog(LogSealer sealer, Modes modes, ConversationLog log) {
        this.sealer = sealer;
        this.modes = modes;
        this.log = log;
    }

    /**
     * Sealed, and not yet written.
     *
     * @param memoryId what answers for the memory that the command makes; empty when it makes none
     */
    record Prepared(AcceptedCommand command, SealedRecord record, Optional<UUID> memoryId) {}

    Prepared prepare(String tenant, AcceptedCommand command) {
        Owner owner = sealer.owner(tenant, command.userId());
        Optional<UUID> memoryId = command.command() instanceof Command.Remember
                ? Optional.of(sealer.memoryId(owner, command))
                : Optional.empty();
        return new Prepared(command, sealer.seal(owner, command), memoryId);
    }

    /**
     * A mode holds before its command is on the log: of turns that come after the answer none may pass a pause. Should the
     * log not take it, it is sent again, which changes nothing.
     *
     * @return the command's place once it is on the log; fails with {@code Unavailable} when it may not be
     * @throws io.memstream.core.failure.Unavailable when the key store does not answer
     */
    CompletableFuture<Origin> append(Prepared prepared) {
        SealedRecord record = prepared.record();
        // One that is sent again must not undo what was said since.
        if (prepared.command().command() instanceof Command.SetMode set && !log.hasTaken(record)) {
            modes.set(record.owner(), set.mode());
        }
        return log.append(record);
    }
}
