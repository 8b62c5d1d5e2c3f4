package io.memstream.core.consolidation;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Entity;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Observation;
import io.memstream.core.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Facts of one thing, told together: of one entity, of one attribute, or that name the same word. What is sensitive, bound to
 * a scope, or an instruction is told by itself only.
 */
final class ThemeRules {
    /** So many related facts make a theme. */
    static final int FEWEST = 3;

    /** So many new facts are worth another look. */
    static final int FEWEST_NEW = 5;

    private static final Duration REST = Duration.ofDays(1);

    private static final int MOST_THEMES = 50;
    private static final int MOST_SOURCES = 12;
    private static final int LONGEST_STATEMENT = 800;
    private static final int SHORTEST_WORD = 4;

    /** Words of values that relate nothing. */
    private static final Set<String> COMMON = Set.of(
            "about",
            "after",
            "also",
            "always",
            "been",
            "before",
            "being",
            "could",
            "does",
            "doing",
            "each",
            "every",
            "from",
            "going",
            "good",
            "have",
            "having",
            "into",
            "just",
            "like",
            "make",
            "making",
            "many",
            "more",
            "most",
            "much",
            "never",
            "other",
            "over",
            "people",
            "really",
            "some",
            "something",
            "than",
            "that",
            "their",
            "them",
            "then",
            "there",
            "they",
            "thing",
            "things",
            "this",
            "time",
            "very",
            "want",
            "week",
            "well",
            "were",
            "what",
            "when",
            "which",
            "while",
            "will",
            "with",
            "would",
            "year",
            "years",
            "your");

    private ThemeRules() {}

    private record Group(String name, String subject, List<Fact> facts) {}

    /** By a tick: at most once a day, and when enough is new since. */
    static void consolidate(Draft draft, Instant now) {
        List<Fact> facts = draft.facts().stream().filter(ThemeRules::isTellable).toList();
        Map<String, Observation> present = draft.holdings(Observation.class).stream()
                .filter(observation -> observation.pattern() == Observation.Pattern.THEME)
                .collect(Collectors.toMap(Observation::id, Function.identity()));
        Instant last = present.values().stream()
                .map(Observation::lastAt)
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
        long recent =
                facts.stream().filter(fact -> fact.recordedAt().isAfter(last)).count();
        if (recent >= FEWEST_NEW && (present.isEmpty() || !now.isBefore(last.plus(REST)))) {
            consolidate(draft, facts, present, now);
        }
    }

    private static void consolidate(
            Draft draft, List<Fact> facts, Map<String, Observation> present, Instant recordedAt) {
        Set<String> kept = new HashSet<>();
        for (Group group : chosen(groups(draft, facts))) {
            String id = draft.id("observation", "theme\u0000" + group.name()).toString();
            kept.add(id);
            Observation known = present.get(id);
            Observation theme = theme(id, group.subject(), group.facts(), Optional.ofNullable(known), recordedAt);
            if (known == null
                    || !known.sources().equals(theme.sources())
                    || !known.statement().equals(theme.statement())) {
                draft.update(theme);
            }
        }
        present.values().stream()
                .filter(theme -> !kept.contains(theme.id()))
                .sorted(Comparator.comparing(Observation::id))
                .forEach(draft::remove);
    }

    private static boolean isTellable(Fact fact) {
        return fact.status() == Status.ACTIVE
                && fact.kind() != Kind.INSTRUCTION
                && fact.scope() == null
                && fact.standing().sensitivity() == null
                && fact.standing().expiresAt() == null;
    }

    private static List<Group> groups(Draft draft, List<Fact> facts) {
        Map<UUID, Fact> byId = facts.stream().collect(Collectors.toMap(Fact::id, Function.identity()));
        List<Group> groups = new ArrayList<>();
        draft.holdings(Entity.class).stream()
                .filter(entity -> entity.mergedInto() == null && !entity.id().equals(Claim.USER))
                .map(entity -> new Group(
                        "entity\u0000" + entity.id(),
                        entity.name(),
                        entity.facts().stream()
                                .filter(byId::containsKey)
                                .map(byId::get)
                                .toList()))
                .forEach(groups::add);
        facts.stream()
                .collect(Collectors.groupingBy(
                        fact -> fact.subject() + "\u0000" + fact.attribute(), TreeMap::new, Collectors.toList()))
                .forEach((name, of) ->
                        groups.add(new Group("attribute\u0000" + name, of.get(0).attribute(), of)));
        byWord(facts).forEach((word, of) -> {
            if (of.stream().map(Fact::attribute).distinct().count() > 1) {
                groups.add(new Group("word\u0000" + word, word, of));
            }
        });
        return groups;
    }

    private static Map<String, List<Fact>> byWord(List<Fact> facts) {
        Map<String, List<Fact>> byWord = new TreeMap<>();
        for (Fact fact : facts) {
            words(fact.value())
                    .forEach(word -> byWord.computeIfAbsent(word, absent -> new ArrayList<>())
                            .add(fact));
        }
        return byWord;
    }

    private static Set<String> words(String value) {
        Set<String> words = new HashSet<>();
        for (String word : value.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}+#]+")) {
            if (word.length() >= SHORTEST_WORD && !COMMON.contains(word)) {
                words.add(Topic.key(word));
            }
        }
        return words;
    }

    /** The largest first; one that tells nothing that another does not is left out. */
    private static List<Group> chosen(List<Group> groups) {
        List<Group> largestFirst = groups.stream()
                .filter(group -> group.facts().size() >= FEWEST)
                .sorted(Comparator.comparingInt((Group group) -> -group.facts().size())
                        .thenComparing(Group::name))
                .toList();
        List<Group> chosen = new ArrayList<>();
        for (Group group : largestFirst) {
            boolean told = chosen.stream().anyMatch(other -> other.facts().containsAll(group.facts()));
            if (!told && chosen.size() < MOST_THEMES) {
                chosen.add(group);
            }
        }
        return chosen;
    }

    private static Observation theme(
            String id, String subject, List<Fact> facts, Optional<Observation> known, Instant at) {
        List<Fact> told = facts.stream()
                .sorted(Comparator.comparingDouble(
                                (Fact fact) -> -fact.standing().importance())
                        .thenComparing(fact -> -fact.mentions())
                        .thenComparing(FactRules::start)
                        .thenComparing(Fact::id))
                .limit(MOST_SOURCES)
                .toList();
        return new Observation(
                id,
                Observation.Pattern.THEME,
                subject,
                statement(told),
                told.size(),
                told.size(),
                0,
                null,
                told.stream().mapToDouble(Fact::confidence).min().orElse(0),
                List.of(),
                told.stream().map(Fact::id).toList(),
                known.map(Observation::firstAt).orElse(at),
                at);
    }

    private static String statement(List<Fact> facts) {
        StringBuilder statement = new StringBuilder();
        for (Fact fact : facts) {
            String sentence = fact.statement().strip();
            if (statement.isEmpty() || statement.length() + sentence.length() < LONGEST_STATEMENT) {
                statement.append(statement.isEmpty() ? "" : " ").append(sentence);
                statement.append(sentence.matches("(?s).*[.!?\u2026]$") ? "" : ".");
            }
        }
        return statement.toString();
    }

    /** What is left of a theme some of whose facts hold no more; too little is no theme. */
    static void revise(Draft draft, Observation theme, List<UUID> left) {
        List<Fact> facts = left.stream().flatMap(id -> draft.fact(id).stream()).toList();
        if (facts.size() < FEWEST) {
            draft.remove(theme);
        } else {
            draft.update(theme(theme.id(), theme.subject(), facts, Optional.of(theme), theme.lastAt()));
        }
    }
}
