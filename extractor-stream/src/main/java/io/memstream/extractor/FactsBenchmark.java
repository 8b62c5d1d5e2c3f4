package io.memstream.extractor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memstream.core.model.Claim;
import io.memstream.core.model.Role;
import io.memstream.core.model.Turn;
import io.memstream.core.port.ClaimExtractor;
import io.memstream.extractor.embedded.EmbeddedClaimExtractor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How well the embedded extractor finds the turns that carry something worth remembering, by the {@code observation}
 * labels of a LoCoMo-format file.
 */
public final class FactsBenchmark {
    private static final Pattern SESSION = Pattern.compile("session_(\\d{1,6})");
    private static final Pattern TURN_ID = Pattern.compile("D(\\d{1,6}):(\\d{1,6})");
    private static final DateTimeFormatter SPOKEN = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("h:mm a 'on' d MMMM, uuuu")
            .toFormatter(Locale.ENGLISH);
    private static final int TURNS_BEFORE = 4;
    private static final int SAMPLE = 20;

    private final ClaimExtractor extractor;
    private final List<Judged> judged = new ArrayList<>();
    private Duration spent = Duration.ZERO;

    private FactsBenchmark(ClaimExtractor extractor) {
        this.extractor = extractor;
    }

    /** @param labelled whether something was observed in the turn */
    private record Judged(Turn turn, List<Claim> claims, boolean labelled) {}

    /**
     * Reads the file, extracts from each turn, and prints recall and precision of turns with a claim, claims per turn and
     * a sample.
     *
     * @throws IllegalArgumentException when the file is not in the format or has no labels
     */
    public static void run(Path file, PrintStream out) throws IOException {
        FactsBenchmark benchmark = new FactsBenchmark(EmbeddedClaimExtractor.english());
        JsonNode samples = new ObjectMapper().readTree(file.toFile());
        if (!samples.isArray()) {
            throw new IllegalArgumentException(file + ": not in the LoCoMo format, expected a list of samples");
        }
        int labels = 0;
        for (JsonNode sample : samples) {
            Set<String> labelled = new HashSet<>();
            collectTurnIds(sample.path("observation"), labelled);
            labels += labelled.size();
            if (!labelled.isEmpty()) {
                benchmark.sample(sample.path("conversation"), labelled);
            }
        }
        if (labels == 0) {
            throw new IllegalArgumentException(file + ": has no observation labels");
        }
        benchmark.report(file, out);
    }

    /** Labels stand at any depth, as {@code ["what was observed", "D1:3"]}; some name several turns. */
    private static void collectTurnIds(JsonNode node, Set<String> ids) {
        if (node.isArray() && node.size() == 2 && node.get(0).isTextual()) {
            collectTurnIdsOf(node.get(1), ids);
        } else {
            node.forEach(child -> collectTurnIds(child, ids));
        }
    }

    private static void collectTurnIdsOf(JsonNode evidence, Set<String> ids) {
        if (evidence.isTextual()) {
            Matcher matcher = TURN_ID.matcher(evidence.asText());
            while (matcher.find()) {
                ids.add("D" + Integer.parseInt(matcher.group(1)) + ":" + Integer.parseInt(matcher.group(2)));
            }
        } else {
            evidence.forEach(each -> collectTurnIdsOf(each, ids));
        }
    }

    private void sample(JsonNode conversation, Set<String> labelled) {
        conversation.properties().forEach(entry -> {
            Matcher session = SESSION.matcher(entry.getKey());
            if (session.matches() && entry.getValue().isArray()) {
                session(conversation, entry.getKey(), entry.getValue(), labelled);
            }
        });
    }

    private void session(JsonNode conversation, String session, JsonNode utterances, Set<String> labelled) {
        Instant at = startOf(conversation, session);
        List<Turn> turns = new ArrayList<>();
        for (JsonNode utterance : utterances) {
            String id = utterance.path("dia_id").asText();
            Turn turn = turn(id, session, utterance, at.plusSeconds(turns.size()));
            List<Turn> before = turns.subList(Math.max(0, turns.size() - TURNS_BEFORE), turns.size());
            long start = System.nanoTime();
            List<Claim> all = extractor.extract(turn, List.copyOf(before));
            spent = spent.plusNanos(System.nanoTime() - start);
            // What is only chosen in passing is counted, not remembered.
            List<Claim> claims = all.stream().filter(Claim::explicit).toList();
            judged.add(new Judged(turn, claims, labelled.contains(id)));
            turns.add(turn);
        }
    }

    private static Instant startOf(JsonNode conversation, String session) {
        String iso = conversation.path(session + "_time").asText("");
        if (!iso.isEmpty()) {
            return iso.endsWith("Z")
                    ? Instant.parse(iso)
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        }
        String spoken = conversation.path(session + "_date_time").asText("");
        return spoken.isEmpty()
                ? Instant.EPOCH
                : LocalDateTime.parse(spoken, SPOKEN).toInstant(ZoneOffset.UTC);
    }

    private static Turn turn(String id, String session, JsonNode utterance, Instant at) {
        @Nullable
        String speaker =
                utterance.hasNonNull("speaker") ? utterance.get("speaker").asText() : null;
        Role role = Role.valueOf(utterance.path("role").asText("user").toUpperCase(Locale.ROOT));
        return new Turn(
                id,
                "benchmark",
                session,
                role,
                utterance.path("text").asText(""),
                speaker,
                null,
                null,
                null,
                List.of(),
                Map.of(),
                null,
                at,
                at);
    }

    private void report(Path file, PrintStream out) {
        List<Judged> found =
                judged.stream().filter(each -> !each.claims().isEmpty()).toList();
        long labelled = judged.stream().filter(Judged::labelled).count();
        long right = found.stream().filter(Judged::labelled).count();
        int claims = judged.stream().mapToInt(each -> each.claims().size()).sum();
        out.printf(Locale.ROOT, "%s: %d turns, %d with an observation%n", file, judged.size(), labelled);
        out.printf(Locale.ROOT, "turns with a claim   %d%n", found.size());
        out.printf(Locale.ROOT, "recall               %.1f %%%n", percent(right, labelled));
        out.printf(Locale.ROOT, "precision            %.1f %%%n", percent(right, found.size()));
        out.printf(Locale.ROOT, "share labelled       %.1f %%%n", percent(labelled, judged.size()));
        out.printf(Locale.ROOT, "claims               %d, %.2f per turn%n", claims, claims / (double) judged.size());
        out.printf(Locale.ROOT, "time                 %d \u00b5s per turn%n", spent.toNanos() / 1000 / judged.size());
        print("Claimed and labelled", found.stream().filter(Judged::labelled).toList(), out);
        print(
                "Claimed, not labelled",
                found.stream().filter(each -> !each.labelled()).toList(),
                out);
        print(
                "Labelled, not claimed",
                judged.stream()
                        .filter(each -> each.labelled() && each.claims().isEmpty())
                        .toList(),
                out);
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }

    /** Evenly spread, so that each run shows the same. */
    private static void print(String title, List<Judged> turns, PrintStream out) {
        out.printf("%n%s%n", title);
        for (int i = 0; i < Math.min(SAMPLE, turns.size()); i++) {
            Judged each = turns.get((int) ((long) i * turns.size() / Math.min(SAMPLE, turns.size())));
            out.printf("  %s%n", each.turn().content());
            for (Claim claim : each.claims()) {
                out.printf(
                        Locale.ROOT,
                        "    %s %s%s %.2f%s%n",
                        claim.kind(),
                        claim.affirmed() ? "" : "ended: ",
                        claim.statement(),
                        claim.confidence(),
                        claim.validFrom() == null ? "" : " from " + claim.validFrom());
            }
        }
    }
}
