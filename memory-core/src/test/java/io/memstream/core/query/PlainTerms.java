package io.memstream.core.query;

import io.memstream.core.port.TermAnalyzer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Words in lower case, without the commonest ones and the commonest endings. */
final class PlainTerms implements TermAnalyzer {
    private static final Set<String> COMMON = Set.of(
            ("a an the and or but of at by for with about to from in on is are was were be do does did has have had"
                            + " can could will would should i me my we us our you your he him his she her it its they them their"
                            + " this that there what when where who whom whose why how which so also not no m s")
                    .split(" "));

    @Override
    public List<String> terms(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty() && !COMMON.contains(word))
                .map(word -> word.length() > 3 ? word.replaceAll("(?:ing|ed|es|e|s)$", "") : word)
                .toList();
    }
}
