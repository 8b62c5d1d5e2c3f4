package io.memstream.core.consolidation;

import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Highlight;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What may be quoted of a conversation: bounded per type, in the order of the conversation. */
final class Highlights {
    /** Written with every turn of a session, so it has to stay small; a summary quotes fewer. */
    private static final Map<Highlight.Type, Integer> KEPT = Map.of(
            Highlight.Type.POINT, 10,
            Highlight.Type.DECISION, 8,
            Highlight.Type.ACTION_ITEM, 8,
            Highlight.Type.OPEN_QUESTION, 5,
            Highlight.Type.OUTCOME, 3,
            Highlight.Type.TOPIC, Highlights.TOPICS);

    /** A session that is full of topics takes no more: what is counted of a topic can be found again by it. */
    static final int TOPICS = 20;

    private Highlights() {}

    /** The heaviest of each type stay; of equal weight the later ones. */
    static List<Highlight> with(List<Highlight> highlights, List<Highlight> more) {
        List<Highlight> all = new ArrayList<>(highlights);
        all.addAll(more);
        Set<Integer> kept = new HashSet<>();
        KEPT.forEach((type, most) -> IntStream.range(0, all.size())
                .boxed()
                .filter(place -> all.get(place).type() == type)
                .sorted(Comparator.comparingDouble(
                                (Integer place) -> all.get(place).weight())
                        .thenComparing(Comparator.naturalOrder())
                        .reversed())
                .limit(most)
                .forEach(kept::add));
        return IntStream.range(0, all.size())
                .filter(kept::contains)
                .mapToObj(all::get)
                .toList();
    }

    static List<Highlight> without(List<Highlight> highlights, Set<String> turnKeys) {
        return highlights.stream()
                .filter(highlight -> !turnKeys.contains(highlight.turnKey()))
                .toList();
    }

    /** With others in the place of those of one turn, its topics apart. */
    static List<Highlight> rereading(List<Highlight> highlights, EpisodeTrace turn, List<Highlight> read) {
        List<Highlight> reread = new ArrayList<>();
        reread.addAll(highlights.stream()
                .filter(highlight -> highlight.type() == Highlight.Type.TOPIC
                        || !highlight.turnKey().equals(turn.turnKey()))
                .toList());
        int place = 0;
        while (place < reread.size() && reread.get(place).sessionOrdinal() <= turn.sessionOrdinal()) {
            place++;
        }
        reread.addAll(place, read);
        return with(reread, List.of());
    }

    /** What is asked with a question mark counts as answered; a matter that is said to be open stays so. */
    static List<Highlight> answered(List<Highlight> highlights) {
        return highlights.stream()
                .filter(highlight -> highlight.type() != Highlight.Type.OPEN_QUESTION
                        || !highlight.text().endsWith("?"))
                .toList();
    }

    /** Null when nothing is left. */
    static @Nullable Highlight firstSaid(List<Highlight> highlights) {
        return highlights.stream()
                .filter(highlight -> highlight.type() != Highlight.Type.TOPIC)
                .findFirst()
                .orElse(null);
    }

    static List<Highlight> topics(Collection<Highlight> highlights) {
        return highlights.stream()
                .filter(highlight -> highlight.type() == Highlight.Type.TOPIC)
                .toList();
    }

    /** How many turns said what they are about. */
    static int topicalTurns(Collection<Highlight> highlights) {
        return (int)
                topics(highlights).stream().map(Highlight::turnKey).distinct().count();
    }

    /** The topics, the most frequent first; of equally frequent ones the earlier. */
    static List<String> topicsByFrequency(Collection<Highlight> highlights) {
        Map<String, List<Highlight>> byTopic = topics(highlights).stream()
                .collect(Collectors.groupingBy(
                        topic -> Topic.key(topic.text()), LinkedHashMap::new, Collectors.toList()));
        return byTopic.values().stream()
                .sorted(Comparator.comparingInt(List<Highlight>::size).reversed())
                .map(said -> said.get(0).text())
                .toList();
    }
}
