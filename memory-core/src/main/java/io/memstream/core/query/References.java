package io.memstream.core.query;

import io.memstream.core.model.Role;
import io.memstream.core.model.Turn;
import io.memstream.core.port.TermAnalyzer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a message refers back to: the words of the turns before it, the later said the more. */
final class References {
    /** Of a message's own terms 1; the turn before it, the one before that, and so on. */
    private static final double[] BY_RECENCY = {.7, .5, .3};

    /** An assistant answers with more words than were asked for. */
    private static final double OF_ASSISTANT = .7;

    /** The rarest of a turn: a long answer has too many. */
    private static final int TERMS_PER_TURN = 8;

    /** What is embedded of a turn. */
    private static final int WORDS_PER_TURN = 40;

    private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth", "fifth");
    private static final Pattern NTH = Pattern.compile("\\bthe (first|second|third|fourth|fifth|last)\\b");
    private static final Pattern LISTED = Pattern.compile("(?m)^[ \\t]*(?:\\d{1,2}[.)]|[-*•])[ \\t]+(\\S.*)$");

    private final TermAnalyzer analyzer;
    private final ReferringWords referring;

    References(TermAnalyzer analyzer) {
        this.analyzer = analyzer;
        this.referring = new ReferringWords(analyzer);
    }

    /**
     * Empty when the message says itself what it is about, or nothing was said before it.
     *
     * @param turns before the message, oldest first; the message itself may be the last of them
     * @param rarity of a term
     */
    Optional<Reference> in(String asked, List<Turn> turns, ToDoubleFunction<String> rarity) {
        String message = Beginning.of(asked);
        List<Said> recent = recent(message, turns);
        ReferringWords.Reach reach = recent.isEmpty() ? ReferringWords.Reach.NONE : referring.of(message);
        if (reach == ReferringWords.Reach.NONE) {
            return Optional.empty();
        }
        Map<String, Double> terms = new HashMap<>();
        for (int i = 0; i < recent.size(); i++) {
            Said said = recent.get(i);
            double weight = BY_RECENCY[i] * (said.role() == Role.ASSISTANT ? OF_ASSISTANT : 1);
            rarest(said.text(), rarity).forEach(term -> terms.merge(term, weight, Math::max));
        }
        Optional<String> item = listed(message, recent);
        item.ifPresent(listed -> rarest(listed, rarity).forEach(term -> terms.put(term, 1.0)));
        analyzer.terms(message).forEach(terms::remove);
        String before = item.orElseGet(() -> cut(lastOfUser(recent)));
        return Optional.of(new Reference(
                reach == ReferringWords.Reach.SURELY || item.isPresent(),
                recent.stream().map(said -> cut(said.text())).toList(),
                before + " " + message,
                terms));
    }

    /** @param text its beginning */
    private record Said(Role role, String text) {}

    /** The latest first. */
    private static List<Said> recent(String message, List<Turn> turns) {
        List<Said> recent = new ArrayList<>();
        for (int i = turns.size() - 1; i >= 0 && recent.size() < BY_RECENCY.length; i--) {
            Turn turn = turns.get(i);
            String text = Beginning.of(turn.content()).strip();
            boolean said = turn.role() == Role.USER || turn.role() == Role.ASSISTANT;
            if (said && !text.equals(message.strip())) {
                recent.add(new Said(turn.role(), text));
            }
        }
        return recent;
    }

    private static String lastOfUser(List<Said> recent) {
        return recent.stream()
                .filter(said -> said.role() == Role.USER)
                .findFirst()
                .orElse(recent.get(0))
                .text();
    }

    /** "The second one" of a list that was just given. */
    private static Optional<String> listed(String message, List<Said> recent) {
        Matcher nth = NTH.matcher(DateWords.plain(message));
        if (!nth.find()) {
            return Optional.empty();
        }
        for (Said said : recent) {
            List<String> items = LISTED.matcher(said.text())
                    .results()
                    .map(item -> item.group(1))
                    .toList();
            int place = nth.group(1).equals("last") ? items.size() - 1 : ORDINALS.indexOf(nth.group(1));
            if (place >= 0 && place < items.size()) {
                return Optional.of(items.get(place));
            }
        }
        return Optional.empty();
    }

    private List<String> rarest(String text, ToDoubleFunction<String> rarity) {
        Map<String, Double> rarities = new LinkedHashMap<>();
        analyzer.terms(text).forEach(term -> rarities.computeIfAbsent(term, rarity::applyAsDouble));
        return rarities.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(TERMS_PER_TURN)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String cut(String text) {
        String[] words = text.strip().split("\\s+", WORDS_PER_TURN + 1);
        return words.length <= WORDS_PER_TURN
                ? text.strip()
                : String.join(" ", List.of(words).subList(0, WORDS_PER_TURN));
    }
}
