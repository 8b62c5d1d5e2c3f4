package io.memstream.core.command;

import io.memstream.core.command.Phrase.Meaning;
import io.memstream.core.model.Reading.SpokenCommand;
import io.memstream.core.model.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a user tells the assistant to remember or to forget, and whether they ask what is known. In doubt there is no
 * command: a forgetting must be clear. Thread-safe.
 */
public final class SpokenCommands {
    private static final SpokenCommands ENGLISH = new SpokenCommands(PhraseBook.english());

    /** Nobody commands in longer sentences. */
    private static final int LONGEST_SENTENCE = 1_000;

    /** A pasted text has more; what is meant for the assistant comes before. */
    private static final int MOST_SENTENCES = 200;

    private static final Set<String> PAUSES = Set.of(",", ";", "-", ":", "and", "but", "so");

    private final PhraseBook book;
    private final Pattern trigger;
    private final Pattern lead;
    private final Pattern closing;
    private final Pattern polite;
    private final Pattern reporting;
    private final Pattern previous;
    private final Pattern conversation;
    private final Map<String, Pattern> attributes;
    private final Pattern aspect;
    private final Pattern behave;
    private final Content content;

    private SpokenCommands(PhraseBook book) {
        this.book = book;
        trigger = book.beginnings("trigger");
        lead = book.set("lead");
        closing = book.set("closing");
        polite = book.set("polite");
        reporting = book.set("reporting");
        previous = book.set("previous");
        conversation = book.set("conversation");
        attributes = book.sets("of ");
        aspect = book.set("aspect");
        behave = book.set("behave");
        content = new Content(book);
    }

    public static SpokenCommands english() {
        return ENGLISH;
    }

    /**
     * A command.
     *
     * @param span the characters of the text that say what to remember or to forget, without the words of command
     * @param text those characters
     */
    public record Spoken(SpokenCommand.Type type, Span span, String text) {}

    /** @param topic what is asked about, as said; null for all that is known of the user */
    public record Asked(@Nullable String topic) {}

    /** A part of the conversation that a forgetting may name instead of what was said in it. */
    public enum Place {
        /** What the user said before the command. */
        PREVIOUS_TURN,
        CONVERSATION
    }

    /** @param text what to forget, as {@link #in} found it; empty when it goes by what was said */
    public Optional<Place> place(String text) {
        String line = Utterance.of(text, new Span(0, text.length())).line();
        if (previous.matcher(line).matches()) {
            return Optional.of(Place.PREVIOUS_TURN);
        }
        return conversation.matcher(line).matches() ? Optional.of(Place.CONVERSATION) : Optional.empty();
    }

    /**
     * The attributes of the user that a text names, such as {@code employer} for "my job".
     *
     * @param text what to forget, as {@link #in} found it
     * @return empty when it names none as a whole
     */
    public Set<String> attributes(String text) {
        String line = Utterance.of(text, new Span(0, text.length())).line();
        return attributes.entrySet().stream()
                .filter(attribute -> attribute.getValue().matcher(line).matches())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it names an attribute in a clause, such as "where I live", whose words by themselves mean anything. */
    public boolean isClause(String text) {
        return aspect.matcher(Utterance.of(text, new Span(0, text.length())).line())
                .matches();
    }

    /** Whether a text that is to be remembered tells how to behave: "always answer in French". */
    public boolean isInstruction(String text) {
        return behave.matcher(Utterance.of(text, new Span(0, text.length())).line())
                .lookingAt();
    }

    /** In the order of the text; empty when it holds none. */
    public List<Spoken> in(String text) {
        List<Spoken> spoken = new ArrayList<>();
        Sentences sentences = new Sentences(text);
        Span before = null;
        for (Span sentence : sentences.first(MOST_SENTENCES)) {
            Optional<Fit> found = fit(text, sentence, sentences);
            if (found.isPresent()) {
                spoken.addAll(commands(found.get(), text, before));
                if (found.get().phrase().meaning() == Meaning.FOLLOWING) {
                    return spoken;
                }
            }
            before = sentence;
        }
        return spoken;
    }

    /** Whether the text asks what is known; empty when it does not. */
    public Optional<Asked> asked(String text) {
        Sentences sentences = new Sentences(text);
        return sentences.first(MOST_SENTENCES).stream()
                .flatMap(sentence -> fit(text, sentence, sentences).stream())
                .filter(fit -> fit.phrase().meaning() == Meaning.ASKS)
                .findFirst()
                .map(fit -> new Asked(
                        fit.about().isEmpty() ? null : fit.about().span().of(text)));
    }

    private Optional<Fit> fit(String text, Span sentence, Sentences sentences) {
        if (sentence.end() - sentence.start() > LONGEST_SENTENCE
                || sentences.isQuoted(sentence.start())
                || !trigger.matcher(sentence.of(text)).find()) {
            return Optional.empty();
        }
        Utterance said = unclosed(Utterance.of(text, sentence));
        return fit(led(said), sentence.end())
                .or(() -> politeClauses(said, sentences)
                        .map(clause -> fit(led(clause), sentence.end()))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    /** The first phrase of the book that fits any of these. */
    private Optional<Fit> fit(List<Utterance> utterances, int end) {
        return utterances.stream()
                .filter(utterance -> !utterance.isEmpty())
                .flatMap(utterance -> fit(utterance, end).stream())
                .min(Comparator.comparingInt(fit -> fit.phrase().rank()));
    }

    private Optional<Fit> fit(Utterance utterance, int end) {
        String line = utterance.line();
        for (Phrase phrase : book.beginningWith(utterance.plain(0))) {
            Matcher matcher = phrase.pattern().matcher(line);
            if (matcher.matches()) {
                return Optional.of(new Fit(phrase, about(utterance, matcher), end));
            }
        }
        return Optional.empty();
    }

    private static Utterance about(Utterance utterance, Matcher matcher) {
        boolean named =
                matcher.pattern().pattern().contains("(?<" + Phrase.ABOUT + ">") && matcher.start(Phrase.ABOUT) >= 0;
        return named ? utterance.part(matcher.start(Phrase.ABOUT), matcher.end(Phrase.ABOUT)) : utterance.until(0);
    }

    private Utterance unclosed(Utterance said) {
        return Content.withoutTail(said, closing);
    }

    /** The sentence, and what is left of it after each of the words that lead it. */
    private List<Utterance> led(Utterance said) {
        List<Utterance> rests = new ArrayList<>(List.of(said));
        Utterance rest = said;
        Matcher matcher = lead.matcher(rest.line());
        while (matcher.lookingAt() && matcher.end() < rest.line().length()) {
            rest = rest.part(matcher.end(), Integer.MAX_VALUE);
            rests.add(rest);
            matcher = lead.matcher(rest.line());
        }
        return rests;
    }

    /** What is left of the sentence after each pause within it, where that begins politely. */
    private Stream<Utterance> politeClauses(Utterance said, Sentences sentences) {
        return IntStream.range(1, said.size())
                .filter(word -> PAUSES.contains(said.plain(word - 1)))
                .filter(word ->
                        !sentences.isQuoted(said.words().get(word).span().start()))
                .filter(word -> !reporting.matcher(said.until(word).line()).find())
                .mapToObj(said::from)
                .filter(clause -> polite.matcher(clause.line()).lookingAt());
    }

    private List<Spoken> commands(Fit fit, String text, @Nullable Span before) {
        Utterance about = fit.about();
        return switch (fit.phrase().meaning()) {
            case NOTHING, ASKS -> List.of();
            case FORGET -> forget(content.toForget(about), text);
            case NAMED -> forget(content.namedToForget(about), text);
            case REMEMBER -> remember(content.statement(about), text);
            case KEEP -> remember(content.polished(about), text);
            case BEFORE ->
                remember(
                        content.statement(about.isEmpty() && before != null ? Utterance.of(text, before) : about),
                        text);
            case FOLLOWING -> {
                int start = about.isEmpty() ? fit.end() : about.span().start();
                String rest = text.substring(start).strip();
                yield rest.isEmpty()
                        ? List.of()
                        : List.of(spoken(
                                SpokenCommand.Type.REMEMBER,
                                new Span(text.indexOf(rest, start), text.indexOf(rest, start) + rest.length()),
                                text));
            }
        };
    }

    private static List<Spoken> remember(Utterance what, String text) {
        return what.isEmpty() ? List.of() : List.of(spoken(SpokenCommand.Type.REMEMBER, what.span(), text));
    }

    private static List<Spoken> forget(List<Utterance> what, String text) {
        return what.stream()
                .map(part -> spoken(SpokenCommand.Type.FORGET, part.span(), text))
                .toList();
    }

    private static Spoken spoken(SpokenCommand.Type type, Span span, String text) {
        return new Spoken(type, span, span.of(text));
    }

    /** @param about empty when the phrase is about nothing in particular
     * @param end of the sentence in the text */
    private record Fit(Phrase phrase, Utterance about, int end) {}
}
