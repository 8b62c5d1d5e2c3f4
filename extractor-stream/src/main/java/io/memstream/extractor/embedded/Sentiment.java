package io.memstream.extractor.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How somebody feels, by a list of words; a negation just before turns a word round. */
final class Sentiment {
    private static final int REACH = 3;
    private static final double STRONGER = 1.5;

    /** A denial is weaker than its opposite: "not bad" is not "great". */
    private static final double TURNED = -.6;

    /** Of a sum s it makes s / sqrt(s² + 4): one word shows something, three leave little doubt. */
    private static final double DOUBT = 4;

    private static final Pattern WORD = Pattern.compile("[\\p{L}']+|[:;]-?[()D]|[.!?\u2026\\n]");

    private final Map<String, Double> words;
    private final Set<String> negations;
    private final Set<String> stronger;

    private Sentiment(Map<String, Double> words, Set<String> negations, Set<String> stronger) {
        this.words = words;
        this.negations = negations;
        this.stronger = stronger;
    }

    static Sentiment read(String resource) {
        Map<String, Double> words = new HashMap<>();
        Set<String> negations = new HashSet<>();
        Set<String> stronger = new HashSet<>();
        for (String line : Resources.lines(resource)) {
            int colon = line.indexOf(": ");
            String head = line.substring(0, colon);
            for (String word : line.substring(colon + 2).strip().split(" +")) {
                switch (head) {
                    case "not" -> negations.add(word);
                    case "stronger" -> stronger.add(word);
                    default -> words.put(word, Double.valueOf(head));
                }
            }
        }
        return new Sentiment(words, negations, stronger);
    }

    /** From -1 to 1; 0 when it shows none. */
    double of(String text) {
        double sum = 0;
        Deque<String> before = new ArrayDeque<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String word = matcher.group().toLowerCase(Locale.ROOT);
            if (word.length() == 1 && ".!?\u2026\n".contains(word)) {
                before.clear();
                continue;
            }
            sum += words.getOrDefault(word, 0.0) * factor(before);
            before.addLast(word);
            if (before.size() > REACH) {
                before.removeFirst();
            }
        }
        return Math.round(sum / Math.sqrt(sum * sum + DOUBT) * 1_000) / 1_000.0;
    }

    private double factor(Deque<String> before) {
        boolean turned = before.stream().anyMatch(word -> negations.contains(word) || word.endsWith("n't"));
        boolean strong = !before.isEmpty() && stronger.contains(before.getLast());
        return (turned ? TURNED : 1) * (strong ? STRONGER : 1);
    }
}
