package io.memstream.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memstream.benchmarks.Dialogue.Question;
import io.memstream.benchmarks.Dialogue.Utterance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A file in the LoCoMo format: a list of {@code {sample_id, conversation, qa}}.
 *
 * @param categories names of question categories by their key, where the file gives them
 */
record LocomoFile(String name, List<Dialogue> dialogues, Map<String, String> categories) {
    private static final Pattern SESSION = Pattern.compile("session_(\\d{1,6})");

    /**
     * Turns of a session follow each other by this, beginning this long after the session's start: a question asked as of
     * a session's start must not see that session.
     */
    private static final Duration BETWEEN_TURNS = Duration.ofSeconds(1);

    LocomoFile {
        dialogues = List.copyOf(dialogues);
        categories = Map.copyOf(categories);
    }

    static LocomoFile read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(file + ": there is no such file, or it cannot be read");
        }
        JsonNode samples = new ObjectMapper().readTree(file.toFile());
        if (!samples.isArray() || samples.isEmpty()) {
            throw new IllegalArgumentException(file + ": not in the LoCoMo format, expected a list of samples");
        }
        List<Dialogue> dialogues = new ArrayList<>();
        Map<String, String> categories = new LinkedHashMap<>();
        for (JsonNode sample : samples) {
            dialogues.add(dialogue(sample, "sample-" + dialogues.size()));
            sample.path("categories")
                    .properties()
                    .forEach(entry ->
                            categories.put(entry.getKey(), entry.getValue().asText()));
        }
        LocomoFile read = new LocomoFile(file.toString(), dialogues, categories);
        if (read.turns() == 0) {
            throw new IllegalArgumentException(file + ": has no turns");
        }
        return read;
    }

    int turns() {
        return dialogues.stream().mapToInt(dialogue -> dialogue.turns().size()).sum();
    }

    int questions() {
        return dialogues.stream()
                .mapToInt(dialogue -> dialogue.questions().size())
                .sum();
    }

    int skippedQuestions() {
        return dialogues.stream().mapToInt(Dialogue::skippedQuestions).sum();
    }

    private static Dialogue dialogue(JsonNode sample, String defaultId) {
        String id = sample.path("sample_id").asText(defaultId);
        if (!sample.path("conversation").isObject()) {
            throw new IllegalArgumentException(id + ": has no conversation");
        }
        List<Utterance> turns = turns(sample.path("conversation"));
        Map<String, Integer> sessionsByTurn =
                turns.stream().collect(Collectors.toMap(Utterance::id, Utterance::session, (first, second) -> first));
        EvidenceIds evidenceIds = new EvidenceIds(sessionsByTurn.keySet());
        List<Question> questions = new ArrayList<>();
        int skipped = 0;
        for (JsonNode qa : sample.path("qa")) {
            Set<String> evidence = evidenceIds.resolve(strings(qa.path("evidence")));
            if (evidence.isEmpty()) {
                skipped++;
                continue;
            }
            questions.add(new Question(
                    qa.path("question").asText(),
                    evidence,
                    sessionNumbers(qa.path("evidence_sessions"), Set.copyOf(sessionsByTurn.values())),
                    qa.path("category").asText("none"),
                    qa.hasNonNull("as_of") ? SpokenTime.parse(qa.get("as_of").asText()) : null));
        }
        return new Dialogue(id, turns, questions, skipped);
    }

    private static List<Utterance> turns(JsonNode conversation) {
        List<Talk> talks = new ArrayList<>();
        conversation.properties().forEach(entry -> {
            Matcher matcher = SESSION.matcher(entry.getKey());
            if (matcher.matches() && entry.getValue().isArray()) {
                int number = Integer.parseInt(matcher.group(1));
                talks.add(new Talk(number, startOf(conversation, number), entry.getValue()));
            }
        });
        talks.sort(Comparator.comparingInt(Talk::number));
        // Stable: sessions of the same time, or of none, keep the order of their numbers.
        if (talks.stream().allMatch(talk -> talk.start() != null)) {
            talks.sort(Comparator.comparing(talk -> talk.start() == null ? Instant.MIN : talk.start()));
        }
        return talks.stream().flatMap(talk -> talk.utterances().stream()).toList();
    }

    private static @Nullable Instant startOf(JsonNode conversation, int session) {
        for (String key : List.of("session_" + session + "_time", "session_" + session + "_date_time")) {
            if (conversation.hasNonNull(key)) {
                return SpokenTime.parse(conversation.get(key).asText());
            }
        }
        return null;
    }

    private static List<String> strings(JsonNode node) {
        if (node.isTextual()) {
            return List.of(node.asText());
        }
        List<String> strings = new ArrayList<>();
        node.forEach(element -> strings.add(element.asText()));
        return strings;
    }

    private static Set<Integer> sessionNumbers(JsonNode node, Set<Integer> known) {
        Set<Integer> numbers = new LinkedHashSet<>();
        for (JsonNode element : node) {
            if (known.contains(element.asInt(-1))) {
                numbers.add(element.asInt());
            }
        }
        return numbers;
    }

    /** One session as the file has it. */
    private record Talk(int number, @Nullable Instant start, JsonNode turns) {
        List<Utterance> utterances() {
            List<Utterance> utterances = new ArrayList<>();
            int place = 0;
            for (JsonNode turn : turns) {
                place++;
                String text = turn.path("text").asText("");
                String caption = turn.hasNonNull("blip_caption")
                        ? turn.get("blip_caption").asText()
                        : null;
                if (text.isBlank() && caption == null) {
                    continue;
                }
                utterances.add(new Utterance(
                        turn.path("dia_id").asText("D" + number + ":" + place),
                        number,
                        turn.path("role").asText("user"),
                        turn.hasNonNull("speaker") ? turn.get("speaker").asText() : null,
                        text.isBlank() && caption != null ? caption : text,
                        caption,
                        timeOf(turn, place)));
            }
            return utterances;
        }

        private @Nullable Instant timeOf(JsonNode turn, int place) {
            if (turn.hasNonNull("time")) {
                return SpokenTime.parse(turn.get("time").asText());
            }
            return start == null ? null : start.plus(BETWEEN_TURNS.multipliedBy(place));
        }
    }
}
