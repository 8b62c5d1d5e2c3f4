package io.memstream.extractor.embedded;

import io.memstream.core.model.Highlight;
import io.memstream.core.model.Reading.Note;
import io.memstream.core.model.Role;
import io.memstream.core.model.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the sentences of a turn that are worth quoting. By what a sentence is told to be a decision or an outcome is
 * data:
 *
 * <pre>
 * decision 0.9: begins we [have] decided
 * outcome 0.8: has works now
 * nothing: begins thanks
 * </pre>
 *
 * The first line that fits decides. A question of the user is open until somebody closes it; anything else long enough is a
 * point.
 */
final class Notes {
    private static final int MOST = 4;
    private static final int LONGEST = 240;
    private static final int FEWEST_WORDS = 4;
    private static final double QUESTION = .55;
    private static final double POINT = .4;

    /** A name or a number is more telling than none. */
    private static final double TELLING = .1;

    /** What is only answered is less the session's than what the user brings. */
    private static final double ASSISTANT = .6;

    private static final Pattern MARKER = Pattern.compile("^(?:[-*\u2022#>]+|\\d{1,2}[.)])\\s+");
    private static final Pattern NAMED = Pattern.compile("(?<=[\\p{L},] )\\p{Lu}\\p{L}+|\\d");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}'-]+");

    private final List<Sign> signs;
    private final Pattern leadIn;

    private Notes(List<Sign> signs, Pattern leadIn) {
        this.signs = signs;
        this.leadIn = leadIn;
    }

    /** @param type null for what is not worth quoting */
    private record Sign(Highlight.@Nullable Type type, double weight, boolean begins, Pattern expression) {
        boolean fits(String sentence, int behindLeadIn) {
            return begins
                    ? expression
                            .matcher(sentence)
                            .region(behindLeadIn, sentence.length())
                            .lookingAt()
                    : expression.matcher(sentence).find();
        }
    }

    static Notes read(Phrases phrases, String resource) {
        List<Sign> signs = new ArrayList<>();
        for (String line : Resources.lines(resource)) {
            int colon = line.indexOf(':');
            String[] head = line.substring(0, colon).split(" ");
            String said = line.substring(colon + 1).strip();
            boolean begins = said.startsWith("begins ");
            Pattern compiled = PatternCompiler.compile(said.substring(said.indexOf(' ') + 1), phrases, true)
                    .expression();
            signs.add(new Sign(
                    head[0].equals("nothing") ? null : Highlight.Type.valueOf(head[0].toUpperCase(Locale.ROOT)),
                    head.length > 1 ? Double.parseDouble(head[1]) : 0,
                    begins,
                    begins
                            ? compiled
                            : Pattern.compile("(?<![\\p{L}\\p{N}'])" + compiled.pattern(), compiled.flags())));
        }
        String leads = phrases.list("leads in").stream().map(Pattern::quote).collect(Collectors.joining("|"));
        return new Notes(
                signs,
                Pattern.compile(
                        "(?:(?:" + leads + ")(?:\\s*[,!:\u2013\u2014-]+\\s*|\\s+)){0,4}", Pattern.CASE_INSENSITIVE));
    }

    /** In the order of the text; the heaviest where there are many. */
    List<Note> of(String text, Role role) {
        Quotes quotes = new Quotes(text);
        List<Note> found = new ArrayList<>();
        for (Span sentence : Sentences.of(text)) {
            if (!quotes.contains(sentence.start())) {
                note(MARKER.matcher(sentence.of(text)).replaceFirst(""), role).ifPresent(found::add);
            }
        }
        List<Note> heaviest = found.stream()
                .sorted(Comparator.comparingDouble(Note::weight).reversed())
                .limit(MOST)
                .toList();
        return found.stream().filter(heaviest::contains).limit(MOST).toList();
    }

    private Optional<Note> note(String sentence, Role role) {
        if (sentence.length() > LONGEST) {
            return Optional.empty();
        }
        int from = behindLeadIn(sentence);
        boolean question = sentence.endsWith("?");
        for (Sign sign : signs) {
            if (sign.fits(sentence, from) && !(question && sign.type() != null)) {
                return Optional.ofNullable(sign.type()).map(type -> weighed(type, sentence, sign.weight(), role));
            }
        }
        if (WORD.matcher(sentence).results().count() < FEWEST_WORDS) {
            return Optional.empty();
        }
        if (question) {
            return role == Role.USER
                    ? Optional.of(weighed(Highlight.Type.OPEN_QUESTION, sentence, QUESTION, role))
                    : Optional.empty();
        }
        double weight = NAMED.matcher(sentence).find() ? POINT + TELLING : POINT;
        return Optional.of(weighed(Highlight.Type.POINT, sentence, weight, role));
    }

    private int behindLeadIn(String sentence) {
        var matcher = leadIn.matcher(sentence);
        return matcher.lookingAt() && matcher.end() < sentence.length() ? matcher.end() : 0;
    }

    private static Note weighed(Highlight.Type type, String sentence, double weight, Role role) {
        return new Note(type, sentence, role == Role.ASSISTANT ? weight * ASSISTANT : weight);
    }
}
