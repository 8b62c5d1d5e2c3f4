package io.memstream.extractor;

import io.memstream.adapters.events.SealedEvents.OpenedCommand;
import io.memstream.core.command.SpokenCommands;
import io.memstream.core.model.Claim;
import io.memstream.core.model.Command;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Extraction.FoundClaim;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Reading;
import io.memstream.core.model.Reading.SpokenCommand;
import io.memstream.core.model.Role;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Turn;
import io.memstream.core.model.Vector;
import io.memstream.core.port.Vault;
import io.memstream.extractor.embedded.EmbeddedClaimExtractor;
import io.memstream.extractor.embedded.EmbeddedReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an extraction out of what was said: features, claims, and what a session is remembered by. */
final class ExtractionReader {
    /** Of a command without a text. */
    private static final TextFeatures NO_FEATURES =
            new TextFeatures(Vector.of(new float[0]), List.of(), new byte[0], 0, 0);

    private final Vault vault;
    private final FeaturesReader features;
    private final EmbeddedClaimExtractor claims;
    private final EmbeddedReader reader = EmbeddedReader.english();
    private final SpokenCommands commands = SpokenCommands.english();

    ExtractionReader(Vault vault, FeaturesReader features, EmbeddedClaimExtractor claims) {
        this.vault = vault;
        this.features = features;
        this.claims = claims;
    }

    String extractor() {
        return claims.name();
    }

    String version() {
        return claims.version();
    }

    String model() {
        return features.model();
    }

    /** @param previous of the same session, oldest first */
    Extraction ofTurn(Owner owner, Turn turn, List<Turn> previous) {
        Reading read = reader.read(turn);
        return new Extraction(
                extractor(),
                version(),
                model(),
                inputHash(owner, turn, previous),
                features.ofTurn(owner, turn),
                found(owner, claims.extract(turn, previous)),
                new Reading(read.notes(), read.topics(), read.sentiment(), spoken(owner, turn, previous)));
    }

    /** What is to be remembered is read as if the user had said it; what is to be forgotten is only looked for. */
    Extraction ofCommand(Owner owner, OpenedCommand said) {
        Turn turn = turn(said);
        boolean states = said.command() instanceof Command.Remember || said.command() instanceof Command.Correct;
        return new Extraction(
                extractor(),
                version(),
                model(),
                inputHash(owner, turn, List.of()),
                turn.content().isEmpty() ? NO_FEATURES : features.ofStatement(owner, turn.content()),
                states ? found(owner, claims.extractTold(turn)) : List.of(),
                Reading.NOTHING);
    }

    private static Turn turn(OpenedCommand said) {
        return new Turn(
                said.commandId(),
                "",
                "",
                Role.USER,
                text(said.command()),
                null,
                null,
                null,
                null,
                List.of(),
                Map.of(),
                null,
                said.occurredAt(),
                said.recordedAt());
    }

    /** Empty where the command has none. */
    private static String text(Command command) {
        @Nullable String text = null;
        if (command instanceof Command.Remember remember) {
            text = remember.content();
        } else if (command instanceof Command.Correct correct) {
            text = correct.content();
        } else if (command instanceof Command.Forget forget) {
            text = forget.matching();
        } else if (command instanceof Command.ReportOutcome outcome) {
            text = outcome.feedback();
        }
        return text == null ? "" : text;
    }

    private List<FoundClaim> found(Owner owner, List<Claim> stated) {
        List<FoundClaim> found = new ArrayList<>();
        for (Claim claim : stated) {
            found.add(new FoundClaim(claim, features.ofStatement(owner, claim.statement())));
        }
        return found;
    }

    private List<SpokenCommand> spoken(Owner owner, Turn turn, List<Turn> previous) {
        return isSaidToTheAssistant(turn, previous)
                ? commands.in(turn.content()).stream()
                        .map(spoken -> new SpokenCommand(
                                spoken.type(), spoken.text(), features.ofStatement(owner, spoken.text())))
                        .toList()
                : List.of();
    }

    /** A named speaker may speak to another person; then nothing is a command. */
    private static boolean isSaidToTheAssistant(Turn turn, List<Turn> previous) {
        return turn.role() == Role.USER
                && (turn.speaker() == null || previous.stream().anyMatch(before -> before.role() == Role.ASSISTANT));
    }

    /** Tells whether a recorded extraction still is what the same versions would make of the same turn after the same ones. */
    private String inputHash(Owner owner, Turn turn, List<Turn> previous) {
        StringBuilder input = new StringBuilder(String.join("\u0000", model(), extractor(), version()));
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
}
