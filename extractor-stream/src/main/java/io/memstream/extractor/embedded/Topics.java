package io.memstream.extractor.embedded;

import io.memstream.core.model.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text is about: names, and words that tell something, alone or two side by side. Which words tell nothing is data.
 */
final class Topics {
    private static final int MOST = 5;
    private static final int SHORTEST = 3;
    private static final int LONGEST = 30;
    private static final double NAME = 2;
    private static final double PAIR = 1.5;
    private static final double WORD_WEIGHT = 1;

    /** What is said again is more what a text is about. */
    private static final double AGAIN = .8;

    private static final Pattern WORD =
            Pattern.compile("\\p{L}[\\p{L}\\p{N}]*(?:[+#]{1,2}|(?:[-.']\\p{L}[\\p{L}\\p{N}]*)*)");

    private final Set<String> tellsNothing;
    private final Set<String> asItIs;

    private Topics(Set<String> tellsNothing, Set<String> asItIs) {
        this.tellsNothing = tellsNothing;
        this.asItIs = asItIs;
    }

    static Topics read(String resource) {
        Set<String> tellsNothing = new HashSet<>();
        Set<String> asItIs = new HashSet<>();
        for (String line : Resources.lines(resource)) {
            boolean kept = line.startsWith("as it is:");
            for (String word : line.substring(line.indexOf(':') + 1).strip().split(" +")) {
                (kept ? asItIs : tellsNothing).add(word);
            }
        }
        return new Topics(tellsNothing, asItIs);
    }

    /** Lower case, the most telling first. */
    List<String> of(String text) {
        Quotes quotes = new Quotes(text);
        Map<String, Double> weights = new LinkedHashMap<>();
        for (Span sentence : Sentences.of(text)) {
            if (!quotes.contains(sentence.start())) {
                weigh(text, sentence, weights);
            }
        }
        List<String> chosen = new ArrayList<>();
        weights.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .filter(topic -> chosen.size() < MOST && chosen.stream().noneMatch(other -> overlaps(other, topic)))
                .forEach(chosen::add);
        return List.copyOf(chosen);
    }

    private record Word(String said, int start, int end, boolean first) {
        boolean capital() {
            return Character.isUpperCase(said.charAt(0));
        }

        boolean follows(Word before, String text) {
            return text.substring(before.end(), start).equals(" ");
        }
    }

    private void weigh(String text, Span sentence, Map<String, Double> weights) {
        List<Word> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text).region(sentence.start(), sentence.end());
        while (matcher.find()) {
            words.add(new Word(matcher.group(), matcher.start(), matcher.end(), words.isEmpty()));
        }
        int i = 0;
        while (i < words.size()) {
            int end = endOfPhrase(words, i, text);
            if (end > i) {
                String phrase = phrase(words.subList(i, end));
                boolean name = words.subList(i, end).stream().anyMatch(word -> word.capital() && !word.first());
                double weight = name ? NAME : end - i > 1 ? PAIR : WORD_WEIGHT;
                weights.merge(phrase, weight, (once, again) -> Math.max(once, again) + AGAIN);
            }
            i = Math.max(end, i + 1);
        }
    }

    /** Two telling words side by side belong together, names also more. */
    private int endOfPhrase(List<Word> words, int start, String text) {
        int end = start;
        boolean names = true;
        while (end < words.size()
                && tells(words.get(end).said())
                && (end == start
                        || words.get(end - 1).capital()
                        || !words.get(end).capital())
                && (end == start || words.get(end).follows(words.get(end - 1), text))) {
            names &= words.get(end).capital();
            if (end - start >= 2 && !names) {
                break;
            }
            end++;
        }
        return end;
    }

    private boolean tells(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return word.length() >= SHORTEST
                && word.length() <= LONGEST
                && lower.indexOf('\'') < 0
                && !tellsNothing.contains(lower);
    }

    private String phrase(List<Word> words) {
        StringBuilder phrase = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).said().toLowerCase(Locale.ROOT);
            phrase.append(i == 0 ? "" : " ").append(i == words.size() - 1 ? singular(word) : word);
        }
        return phrase.toString();
    }

    private String singular(String word) {
        if (word.length() < 5 || asItIs.contains(word) || !word.endsWith("s") || word.matches(".*(?:ss|us|is|os)")) {
            return word;
        }
        if (word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        return word.matches(".*(?:ch|sh|x|ss|zz)es")
                ? word.substring(0, word.length() - 2)
                : word.substring(0, word.length() - 1);
    }

    private static boolean overlaps(String one, String other) {
        return (" " + one + " ").contains(" " + other + " ") || (" " + other + " ").contains(" " + one + " ");
    }
}
