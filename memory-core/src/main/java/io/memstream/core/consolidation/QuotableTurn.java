package io.memstream.core.consolidation;

import io.memstream.core.model.Episode;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Highlight;
import io.memstream.core.model.Reading;
import io.memstream.core.model.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a session may quote of a turn. Sentences that hold a sensitive claim are never quoted: whether the claim is kept is
 * for the policy and the user's consent to say, and a summary is bound by neither.
 */
record QuotableTurn(
        String turnKey,
        int sessionOrdinal,
        Role role,
        boolean sensitive,
        List<Reading.Note> notes,
        List<String> topics) {
    private static final int MOST_NOTES = 5;
    private static final int MOST_TOPICS = 2;
    private static final int LONGEST_NOTE = 300;
    private static final int LONGEST_TOPIC = 60;

    /** Fewer words are small talk, whatever they seem to be about. */
    private static final int FEWEST_WORDS = 4;

    /** Heavier than nothing, lighter than any note: words that nothing was read out of. */
    static final double UNREAD = .01;

    /** What an assistant says of a matter is told by whom it says it to, where both say it. */
    private static final double ASSISTANT = .5;

    /** Of sentences of a kind the fuller say more: "Wow, that's great!" says little. */
    private static final double FULL = .1;

    private static final double FULL_SENTENCE = 20;

    private static final Set<Highlight.Type> OF_ASSISTANT =
            Set.of(Highlight.Type.POINT, Highlight.Type.DECISION, Highlight.Type.ACTION_ITEM, Highlight.Type.OUTCOME);

    private static final Set<Highlight.Type> NOT_QUOTED = Set.of(Highlight.Type.TOPIC, Highlight.Type.SUMMARY);

    static QuotableTurn of(Episode episode, Extraction extraction) {
        String content = episode.turn().content();
        List<String> sensitive = extraction.claims().stream()
                .filter(found -> found.claim().sensitivity() != null)
                .map(found -> found.quote() != null
                        ? found.quote()
                        : found.claim().evidence().of(content))
                .toList();
        return of(
                episode.turnKey(),
                episode.sessionOrdinal(),
                episode.turn().role(),
                episode.features().words(),
                extraction.reading(),
                sensitive);
    }

    static QuotableTurn of(
            String turnKey, int sessionOrdinal, Role role, int words, Reading reading, List<String> sensitive) {
        List<Reading.Note> notes = reading.notes().stream()
                .filter(note ->
                        !NOT_QUOTED.contains(note.type()) && !note.text().isBlank())
                .filter(note -> role == Role.USER || role == Role.ASSISTANT && OF_ASSISTANT.contains(note.type()))
                .filter(note -> sensitive.stream().noneMatch(quote -> overlaps(note.text(), quote)))
                .toList();
        List<String> topics = role == Role.USER && words >= FEWEST_WORDS && sensitive.isEmpty()
                ? reading.topics().stream()
                        .filter(topic -> !topic.isBlank() && topic.length() <= LONGEST_TOPIC)
                        .limit(MOST_TOPICS)
                        .toList()
                : List.of();
        return new QuotableTurn(turnKey, sessionOrdinal, role, !sensitive.isEmpty(), notes, topics);
    }

    private static boolean overlaps(String sentence, String quote) {
        String one = sentence.toLowerCase(Locale.ROOT);
        String other = quote.toLowerCase(Locale.ROOT);
        return one.contains(other) || other.contains(one);
    }

    /** Notes and topics, the notes in the order of the text. */
    List<Highlight> highlights() {
        List<Reading.Note> heaviest = notes.stream()
                .sorted(Comparator.comparingDouble(Reading.Note::weight).reversed())
                .limit(MOST_NOTES)
                .toList();
        List<Highlight> highlights = new ArrayList<>();
        notes.stream().filter(heaviest::contains).map(this::highlight).forEach(highlights::add);
        for (int place = 0; place < topics.size(); place++) {
            highlights.add(new Highlight(
                    turnKey,
                    sessionOrdinal,
                    Highlight.Type.TOPIC,
                    topics.get(place).strip().toLowerCase(Locale.ROOT),
                    1.0 / (place + 1)));
        }
        return highlights;
    }

    private Highlight highlight(Reading.Note note) {
        double words = Math.min(1, note.text().split("\\s+").length / FULL_SENTENCE);
        double weight = (role == Role.ASSISTANT ? note.weight() * ASSISTANT : note.weight()) + FULL * words;
        return new Highlight(turnKey, sessionOrdinal, note.type(), shortened(note.text()), weight);
    }

    /** What it would say of the beginning of a session: its heaviest sentence; where nothing was read, its words. */
    Optional<Highlight> opening(String content, int words) {
        return notes.stream()
                .max(Comparator.comparingDouble(Reading.Note::weight))
                .map(this::highlight)
                .or(() -> sensitive || content.isBlank()
                        ? Optional.empty()
                        : Optional.of(new Highlight(
                                turnKey,
                                sessionOrdinal,
                                Highlight.Type.POINT,
                                shortened(content),
                                words >= FEWEST_WORDS ? UNREAD : 0)));
    }

    /** Whether the one says better what a session began with, though it came later. */
    static boolean tells(Highlight later, @Nullable Highlight trigger) {
        return trigger == null || trigger.weight() <= UNREAD && later.weight() > trigger.weight();
    }

    private static String shortened(String text) {
        String plain = text.strip().replaceAll("\\s+", " ");
        if (plain.length() <= LONGEST_NOTE) {
            return plain;
        }
        int space = plain.lastIndexOf(' ', LONGEST_NOTE);
        return plain.substring(0, space > LONGEST_NOTE / 2 ? space : plain.offsetByCodePoints(0, LONGEST_NOTE / 2))
                + "\u2026";
    }
}
