package io.memstream.core.query;

import io.memstream.core.port.TermAnalyzer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * What a message asks, one by one, when it asks several things. In doubt it asks one: what is one question is found best
 * as a whole.
 */
final class Asking {
    /** Each costs two forward passes. */
    static final int MOST = 4;

    /** Of one sentence; the last holds the rest of it. */
    private static final int MOST_PIECES = 2 * MOST;

    /** A message of more words is a pasted text, or tells a story before it asks. */
    private static final int LONG_WORDS = 60;

    /** Below the whole, whose words belong together. */
    private static final double PART = .9;

    /** Of a long message what tells most though it asks nothing. */
    private static final double TELLING = .7;

    private static final String QUESTION = "(?:what|when|where|who|whom|whose|why|how|which)";
    private static final String AUXILIARY =
            "(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|am)";
    private static final String SUBJECT =
            "(?:i|we|you|he|she|it|they|the|my|our|your|his|her|their|there|this|that|any|anyone|anybody)";

    /** "What is red and is the biggest?" asks one thing; "and is he" begins another. */
    private static final String BEING = "(?:is|are|was|were|am)";

    private static final String AUXILIARY_VERB = "(?:do|does|did|has|have|had|can|could|will|would|should)";
    private static final String PRONOUN = "(?:i|we|you|he|she|it|they|there)";

    /** Where a second question begins within a sentence. */
    private static final Pattern COORDINATED =
            Pattern.compile("(?i)(?<!\\s)(?:\\s*+[,;]\\s*+(?:(?:and|but|or)\\s+)?(?:also\\s+|then\\s+)?"
                    + "|\\s++(?:and|but)\\s+(?:also\\s+)?)(?=(?:" + QUESTION + "\\b\\s+\\w+|(?<=(?:and|but|also) )"
                    + "(?:" + AUXILIARY_VERB + "\\s+" + SUBJECT + "|" + BEING + "\\s+" + PRONOUN + ")"
                    + "\\b|(?:please\\s+)?(?:remind|tell|show)\\s+me\\b))");

    private static final Pattern ENDS_IN_QUESTION = Pattern.compile("(?is).*\\b(?:" + QUESTION + "|know|and|or|if)$");

    /** What no line begins with that only goes on: a mark of a list, of code or of a quotation, or a question. */
    private static final String LINE_BEGINS = "[ \\t]*+(?:[-*\u2022>#|]|```|~~~|\\d{1,2}[.)]\\s|"
            + "(?:What|When|Where|Who|Whom|Whose|Why|How|Which)\\b)";

    private static final Pattern LINE_END = Pattern.compile("(?<![ \\t])[ \\t]*+\\R[ \\t]*+");

    private static final Pattern SENTENCE = Pattern.compile(
            "(?<=[?!])\\s+|(?<=[\\p{L}\\p{N}\"')\\]]\\.)(?<!\\b(?:Mr|Mrs|Ms|Dr|St|vs|No|etc|e\\.g|i\\.e|approx)\\.)(?<!\\b\\p{L}\\.)\\s+|(?<![ \\t])[ \\t]*+\\R(?:[ \\t]*+\\R\\s*|(?="
                    + LINE_BEGINS + "))");

    private static final Pattern ASKS =
            Pattern.compile("(?is)^(?:(?:and|also|but|so|then|ok|okay|oh|well|now|please)[, ]+){0,5}(?:" + QUESTION
                    + "\\b|" + AUXILIARY + "\\s+" + SUBJECT
                    + "\\b|(?:remind|tell|show|list|find|give|explain|describe|summari[sz]e|compare|recommend|suggest|help)\\b|(?:i'd|i"
                    + " would) like to know\\b|i want to know\\b|i wonder\\b|let me know\\b).*");

    private static final Pattern FILLER = Pattern.compile(
            "(?is)^(?:hi|hello|hey|good (?:morning|afternoon|evening)|thanks|thank"
                    + " you|cheers|great|perfect|nice|cool|ok|okay|sure|yes|no|please|sorry|bye|see you|how are you|how is"
                    + " it going|how's it going)\\b(?:[\\s,]+(?:there|all|everyone|again|a lot|so much|very much|you|for"
                    + " (?:that|this|your help|the help)|in advance|today|doing|much|then|well|mate|team)){0,5}[\\s.!?,:]*$");

    private final TermAnalyzer analyzer;

    Asking(TermAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    /** @param weight beside 1 for the message as a whole */
    record Part(String text, double weight) {}

    /**
     * Empty when it asks one thing.
     *
     * @param telling how much a sentence tells
     */
    List<Part> parts(String message, ToDoubleFunction<String> telling) {
        String text = Beginning.of(message);
        List<String> sentences = sentences(text);
        List<Part> asked = asked(sentences);
        if (words(text) <= LONG_WORDS) {
            return asked.size() > 1 ? asked : List.of();
        }
        List<Part> parts = new ArrayList<>(asked);
        Set<String> left = new LinkedHashSet<>(sentences);
        left.removeIf(sentence -> isFiller(sentence) || ASKS.matcher(sentence).matches() || sentence.endsWith("?"));
        left.stream()
                .map(sentence -> new Told(sentence, telling.applyAsDouble(sentence)))
                .sorted(Comparator.comparingDouble(Told::much).reversed())
                .limit(MOST - parts.size())
                .forEach(told -> parts.add(new Part(told.sentence(), TELLING)));
        return sentences.size() == 1
                        && parts.size() == 1
                        && sentences.contains(parts.get(0).text())
                ? List.of()
                : parts;
    }

    private record Told(String sentence, double much) {}

    /** Questions and requests that name something each, the first ones. */
    private List<Part> asked(List<String> sentences) {
        List<Part> parts = new ArrayList<>();
        Set<Set<String>> seen = new HashSet<>();
        sentences.stream()
                .filter(sentence -> !isFiller(sentence))
                .filter(sentence ->
                        sentence.endsWith("?") || ASKS.matcher(sentence).matches())
                .flatMap(sentence -> coordinated(sentence).stream())
                .filter(question -> {
                    Set<String> terms = terms(question);
                    return !terms.isEmpty() && seen.add(terms);
                })
                .limit(MOST)
                .forEach(question -> parts.add(new Part(question, PART)));
        return parts;
    }

    /** The questions of one sentence; itself when it is one. */
    private List<String> coordinated(String sentence) {
        List<String> questions = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String piece : COORDINATED.split(sentence, MOST_PIECES)) {
            if (!open.isEmpty()) {
                boolean whole = ASKS.matcher(open).matches()
                        && !ENDS_IN_QUESTION.matcher(open).matches()
                        && !terms(open.toString()).isEmpty()
                        && !terms(piece).isEmpty();
                if (whole) {
                    questions.add(open.toString());
                    open.setLength(0);
                } else {
                    open.append(", ");
                }
            }
            open.append(piece);
        }
        questions.add(open.toString());
        return questions.size() == 1 ? List.of(sentence) : questions;
    }

    private Set<String> terms(String text) {
        return new HashSet<>(analyzer.terms(text));
    }

    private static List<String> sentences(String text) {
        return SENTENCE.splitAsStream(text.strip())
                .map(sentence -> LINE_END.matcher(sentence.strip()).replaceAll(" "))
                .filter(sentence -> !sentence.isEmpty())
                .toList();
    }

    private static boolean isFiller(String sentence) {
        return FILLER.matcher(sentence).matches();
    }

    private static int words(String text) {
        return text.strip().split("\\s+").length;
    }
}
