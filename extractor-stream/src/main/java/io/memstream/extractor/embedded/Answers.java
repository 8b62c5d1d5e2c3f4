package io.memstream.extractor.embedded;

import io.memstream.core.model.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a statement of a question and its answer. Which questions is data:
 *
 * <pre>
 * open: where do you live = I live in {answer}
 * yes: are you {what:diet} = I am {what}
 * no: are you {what:diet} = I am not {what}
 * </pre>
 */
final class Answers {
    private static final Pattern GAP = Pattern.compile("\\{([a-z]+)}");
    private static final int LONGEST_ANSWER = 80;

    private final List<Question> questions;
    private final Pattern yes;
    private final Pattern no;
    private final Pattern fillers;

    private Answers(List<Question> questions, Phrases phrases) {
        this.questions = questions;
        this.yes = beginning(phrases, "says yes");
        this.no = beginning(phrases, "says no");
        this.fillers = beginning(phrases, "answers begin");
    }

    private enum Kind {
        OPEN,
        YES,
        NO
    }

    private record Question(Kind kind, PatternCompiler.Compiled asked, Pattern expression, String statement) {}

    static Answers read(Phrases phrases, String resource) {
        List<Question> questions = new ArrayList<>();
        for (String line : Resources.lines(resource)) {
            int colon = line.indexOf(": ");
            int equals = line.indexOf(" = ");
            PatternCompiler.Compiled compiled =
                    PatternCompiler.compile(line.substring(colon + 2, equals), phrases, true);
            questions.add(new Question(
                    Kind.valueOf(line.substring(0, colon).toUpperCase(Locale.ROOT)),
                    compiled,
                    Pattern.compile(
                            "(?<![\\p{L}\\p{N}])" + compiled.expression().pattern(),
                            compiled.expression().flags()),
                    line.substring(equals + 3)));
        }
        return new Answers(questions, phrases);
    }

    private static Pattern beginning(Phrases phrases, String list) {
        return Pattern.compile(
                "(?:" + String.join("|", phrases.list(list)) + ")(?![\\p{L}\\p{N}'])[\\s,.!:-]*",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** In the first person; empty when the text does not end with a question that is known, or the answer says more. */
    Optional<String> statement(String before, String said) {
        List<Span> sentences = Sentences.of(before);
        if (sentences.isEmpty() || said.length() > LONGEST_ANSWER || said.indexOf('?') >= 0) {
            return Optional.empty();
        }
        String question = sentences.get(sentences.size() - 1).of(before);
        if (!question.endsWith("?")) {
            return Optional.empty();
        }
        for (Question known : questions) {
            Matcher asked = known.expression().matcher(question);
            Optional<String> answer = asked.find() ? answer(known.kind(), said) : Optional.empty();
            if (answer.isPresent()) {
                return Optional.of(spelled(filled(known, asked, answer.get()), said));
            }
        }
        return Optional.empty();
    }

    private Optional<String> answer(Kind kind, String said) {
        return switch (kind) {
            case YES -> yes.matcher(said).lookingAt() ? Optional.of("") : Optional.empty();
            case NO -> no.matcher(said).lookingAt() ? Optional.of("") : Optional.empty();
            case OPEN -> {
                if (no.matcher(said).lookingAt()) {
                    yield Optional.empty();
                }
                String answer = said.replaceFirst("[.!\u2026]+$", "");
                Matcher filler = fillers.matcher(answer);
                while (filler.lookingAt() && filler.end() > 0) {
                    answer = answer.substring(filler.end());
                    filler = fillers.matcher(answer);
                }
                yield answer.isBlank() ? Optional.empty() : Optional.of(answer);
            }
        };
    }

    private static String filled(Question known, Matcher asked, String answer) {
        Map<String, String> gaps = new HashMap<>();
        gaps.put("answer", answer);
        for (String gap : known.asked().slots().keySet()) {
            String found = asked.group(gap);
            gaps.put(gap, found == null ? "" : found);
        }
        return GAP.matcher(known.statement())
                .replaceAll(gap -> Matcher.quoteReplacement(gaps.getOrDefault(gap.group(1), "")));
    }

    /** Who answers without capitals gets a statement without. */
    private static String spelled(String statement, String said) {
        boolean withoutCapitals = said.chars().noneMatch(Character::isUpperCase);
        return withoutCapitals ? statement.toLowerCase(Locale.ROOT) : statement;
    }
}
