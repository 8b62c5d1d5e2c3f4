package io.memstream.consolidator;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.consolidator.DrivenConsolidator.Decided;
import io.memstream.consolidator.DrivenConsolidator.Result;
import io.memstream.consolidator.LogRecords.Keyed;
import io.memstream.core.consolidation.Change;
import io.memstream.core.consolidation.Consolidator;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Holding;
import io.memstream.core.model.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guards the version of the rules: the changes of a fixed log, one line each, with a hash over the whole record. Rules that
 * decide otherwise are another version, and a generation that was made by the former one cannot go on with them.
 *
 * <p>{@code -Dgolden.write=true} writes the lines of the present rules down.
 */
class GoldenLogTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/memstream/consolidator");
    private static final long SEED = 1;
    private static final int RECORDS = 200;

    @TempDir
    Path state;

    private final LogRecords log = new LogRecords();

    @Test
    void theRulesDecideAsTheirVersionDid() throws IOException {
        Path golden = FOLDER.resolve("changes-of-rules-" + Consolidator.RULES + ".txt");
        List<String> lines = play();
        if (Boolean.getBoolean("golden.write")) {
            Files.write(golden, lines);
        }

        assertThat(golden)
                .as("raised the rules' version? write its changes down")
                .exists();
        assertThat(lines)
                .as("the rules decide otherwise than version " + Consolidator.RULES
                        + " did: raise Consolidator.RULES, unless that version was never released")
                .isEqualTo(Files.readAllLines(golden));
    }

    private List<String> play() {
        List<String> lines = new ArrayList<>();
        MixedLog mixed = new MixedLog(log, new Random(SEED));
        try (DrivenConsolidator consolidator = new DrivenConsolidator(log, state)) {
            for (int offset = 0; offset < RECORDS; offset++) {
                Keyed record = mixed.next();
                Result result = consolidator.take(offset, record);
                mixed.learn(result.changes());
                lines.add(offset + " " + record.value().getSchema().getName() + ": " + result.outcome());
                result.changes().forEach(decided -> lines.add("    " + line(decided)));
            }
        }
        return lines;
    }

    private String line(Decided decided) {
        byte[] sealed = log.events
                .sealChange(decided.owner(), new Origin(0, 0), 0, decided.change())
                .getSealed()
                .array();
        return words(decided.change()) + " " + hash(sealed);
    }

    private static String words(Change change) {
        if (change instanceof Change.FactUpdated updated) {
            Fact fact = updated.fact();
            return String.join(
                    " ",
                    "FactUpdated",
                    fact.attribute(),
                    fact.value(),
                    fact.status().name().toLowerCase(Locale.ROOT),
                    fact.rule(),
                    "v" + fact.version());
        }
        if (change instanceof Change.HoldingUpdated updated) {
            Holding holding = updated.holding();
            return holding.getClass().getSimpleName() + "Updated " + holding.id();
        }
        if (change instanceof Change.HoldingRemoved removed) {
            return "HoldingRemoved " + removed.type().name().toLowerCase(Locale.ROOT) + " " + removed.id();
        }
        return change.getClass().getSimpleName();
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
