package io.memstream.benchmarks;

import io.memstream.benchmarks.Dialogue.Utterance;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Things that people talk about, and how to ask about them: for questions about what was never mentioned. Which are asked
 * follows from the conversation alone.
 *
 * @param templates how to ask, by kind of topic
 */
record Topics(List<Topic> topics, Map<String, List<String>> templates) {
    /** Neighbours in the list are alike; so far apart, one after the other are not. */
    private static final int STEP = 37;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    Topics {
        topics = List.copyOf(topics);
        templates = Map.copyOf(templates);
        if (topics.size() % STEP == 0) {
            throw new IllegalArgumentException(
                    "steps of " + STEP + " do not reach all of " + topics.size() + " topics");
        }
    }

    /** @param stems beginnings of the words that would mention it, in lower case */
    record Topic(String kind, String name, List<String> stems) {
        Topic {
            stems = List.copyOf(stems);
        }

        /** @param words in lower case */
        boolean isMentionedIn(Set<String> words) {
            return stems.stream().anyMatch(stem -> words.stream().anyMatch(word -> word.startsWith(stem)));
        }
    }

    /** The ones of {@code topics.txt}. */
    static Topics general() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Topics.class.getResourceAsStream("topics.txt")), StandardCharsets.UTF_8))) {
            return of(lines.lines().toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Lines of {@code kind ? template} and of {@code kind | topic | stems}; empty ones and those with # say nothing. */
    static Topics of(List<String> lines) {
        List<Topic> topics = new ArrayList<>();
        List<Template> templates = new ArrayList<>();
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split(" *[|] *");
            if (parts.length == 3) {
                topics.add(new Topic(
                        parts[0].strip(), parts[1], List.of(parts[2].strip().split(" +"))));
            } else {
                int mark = line.indexOf(" ? ");
                templates.add(new Template(
                        line.substring(0, mark).strip(),
                        line.substring(mark + 3).strip()));
            }
        }
        return new Topics(
                topics,
                templates.stream()
                        .collect(Collectors.groupingBy(
                                Template::kind, Collectors.mapping(Template::text, Collectors.toList()))));
    }

    private record Template(String kind, String text) {}

    /**
     * Questions about topics of which no turn has a word; fewer where the conversation has mentioned too many.
     *
     * @param from which topic is tried first, so that conversations are not all asked about the same
     */
    List<String> neverMentioned(Dialogue dialogue, int count, int from) {
        Set<String> words = words(dialogue);
        List<String> who = who(dialogue);
        List<String> questions = new ArrayList<>();
        for (int i = 0; i < topics.size() && questions.size() < count; i++) {
            Topic topic = topics.get((int) ((from + (long) i * STEP) % topics.size()));
            if (!topic.isMentionedIn(words)) {
                List<String> ways = Objects.requireNonNull(templates.get(topic.kind()));
                questions.add(ways.get(questions.size() % ways.size())
                        .replace("{who}", who.get(questions.size() % who.size()))
                        .replace("{topic}", topic.name()));
            }
        }
        return questions;
    }

    /** Someone who talks to an assistant asks about himself; of others one asks by name. */
    private static List<String> who(Dialogue dialogue) {
        List<String> speakers = dialogue.turns().stream()
                .map(Utterance::speaker)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        boolean toAssistant =
                dialogue.turns().stream().anyMatch(turn -> turn.role().equals("assistant"));
        return toAssistant || speakers.isEmpty() ? List.of("I") : speakers;
    }

    private static Set<String> words(Dialogue dialogue) {
        Set<String> words = new HashSet<>();
        for (Utterance turn : dialogue.turns()) {
            String text = turn.caption() == null ? turn.text() : turn.text() + " " + turn.caption();
            Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
            while (matcher.find()) {
                words.add(matcher.group());
            }
        }
        return words;
    }
}
