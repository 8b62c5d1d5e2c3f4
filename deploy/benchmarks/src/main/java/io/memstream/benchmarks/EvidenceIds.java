package io.memstream.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which turns a question's evidence names. People wrote these ids by hand: several in one string ({@code "D8:6; D9:17"}),
 * a colon too many ({@code "D:11:26"}), leading zeros ({@code "D30:05"}).
 */
final class EvidenceIds {
    private static final Pattern TURN = Pattern.compile("D:?(\\d{1,9}):(\\d{1,9})");

    private final Map<String, String> turnsByCanonicalId;
    private final Set<String> turns;

    EvidenceIds(Set<String> turns) {
        this.turns = turns;
        this.turnsByCanonicalId = turns.stream()
                .collect(Collectors.toMap(EvidenceIds::canonical, turn -> turn, (first, second) -> first));
    }

    /** The turns that are named, each once, in order; what names no turn is left out. */
    Set<String> resolve(List<String> written) {
        Set<String> resolved = new LinkedHashSet<>();
        for (String text : written) {
            if (turns.contains(text)) {
                resolved.add(text);
                continue;
            }
            for (String id : canonicalIds(text)) {
                String turn = turnsByCanonicalId.get(id);
                if (turn != null) {
                    resolved.add(turn);
                }
            }
        }
        return resolved;
    }

    private static String canonical(String id) {
        List<String> ids = canonicalIds(id);
        return ids.size() == 1 ? ids.get(0) : id;
    }

    private static List<String> canonicalIds(String text) {
        List<String> ids = new ArrayList<>();
        Matcher matcher = TURN.matcher(text);
        while (matcher.find()) {
            ids.add("D" + Integer.parseInt(matcher.group(1)) + ":" + Integer.parseInt(matcher.group(2)));
        }
        return ids;
    }
}
