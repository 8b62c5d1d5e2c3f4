package io.memstream.extractor;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.adapters.events.SealedEvents.OpenedCommand;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Owner;
import io.memstream.schemas.event.CommandExtraction;
import io.memstream.schemas.event.ExtractionOutcome;
import io.memstream.schemas.event.SealedCommand;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens a command, reads an extraction out of its text, and seals what it found. */
final class CommandExtractor {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SealedEvents events;
    private final ExtractionReader reader;

    CommandExtractor(SealedEvents events, ExtractionReader reader) {
        this.events = events;
        this.reader = reader;
    }

    /** @throws Rejected when the command cannot be opened or extracted from */
    CommandExtraction extract(Owner owner, SealedCommand sealed) {
        try {
            Optional<OpenedCommand> command = events.openCommand(owner, sealed);
            return command.isEmpty()
                    ? without(sealed, ExtractionOutcome.DESTROYED, null)
                    : events.sealExtraction(owner, sealed, reader.ofCommand(owner, command.get()));
        } catch (Rejected rejected) {
            // Erased between opening and sealing.
            if (rejected.code().equals("erased")) {
                return without(sealed, ExtractionOutcome.DESTROYED, null);
            }
            throw rejected;
        }
    }

    /** For a command that could not be extracted from. */
    CommandExtraction rejected(SealedCommand sealed, String code) {
        return without(sealed, ExtractionOutcome.REJECTED, code);
    }

    private CommandExtraction without(SealedCommand sealed, ExtractionOutcome outcome, @Nullable String code) {
        return new CommandExtraction(
                sealed.getCommandKey(),
                sealed.getOccurredAt(),
                sealed.getRecordedAt(),
                outcome,
                code,
                reader.extractor(),
                reader.version(),
                reader.model(),
                "",
                NOTHING,
                NOTHING);
    }
}
