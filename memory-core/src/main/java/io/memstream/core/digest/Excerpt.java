package io.memstream.core.digest;

import io.memstream.core.model.Highlight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** A summary made of sentences that were said: the ones that say most, in the order of the conversation. */
final class Excerpt {
    /** About a paragraph. */
    private static final int LONGEST = 600;

    /** What was settled says more about a conversation than how it was reached. */
    private static final Map<Highlight.Type, Double> WORTH = Map.of(
            Highlight.Type.DECISION, 1.0,
            Highlight.Type.OUTCOME, 1.0,
            Highlight.Type.ACTION_ITEM, .5,
            Highlight.Type.POINT, 0.0);

    private Excerpt() {}

    /** Empty when nothing was worth quoting. */
    static String of(List<Highlight> highlights) {
        List<Highlight> quotable = distinct(highlights);
        List<Integer> heaviestFirst = IntStream.range(0, quotable.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer place) -> worth(quotable.get(place)))
                        .reversed())
                .toList();
        Set<Integer> chosen = new LinkedHashSet<>();
        int length = 0;
        for (int place : heaviestFirst) {
            int longer = length + quotable.get(place).text().length() + 2;
            if (chosen.isEmpty() || longer <= LONGEST) {
                chosen.add(place);
                length = longer;
            }
        }
        List<String> sentences = chosen.stream()
                .sorted()
                .map(place -> sentence(quotable.get(place).text()))
                .toList();
        return String.join(" ", sentences);
    }

    private static List<Highlight> distinct(List<Highlight> highlights) {
        Set<String> seen = new LinkedHashSet<>();
        List<Highlight> distinct = new ArrayList<>();
        for (Highlight highlight : highlights) {
            if (WORTH.containsKey(highlight.type())
                    && seen.add(highlight.text().strip().toLowerCase(Locale.ROOT))) {
                distinct.add(highlight);
            }
        }
        return distinct;
    }

    private static double worth(Highlight highlight) {
        return highlight.weight() + WORTH.getOrDefault(highlight.type(), 0.0);
    }

    private static String sentence(String text) {
        String stripped = text.strip();
        return stripped.matches("(?s).*[.!?:\u2026\"')]$") ? stripped : stripped + ".";
    }

    /** What was said of one type, each once, in order. */
    static List<String> texts(List<Highlight> highlights, Highlight.Type type) {
        return highlights.stream()
                .filter(highlight -> highlight.type() == type)
                .map(highlight -> highlight.text().strip())
                .distinct()
                .toList();
    }
}
