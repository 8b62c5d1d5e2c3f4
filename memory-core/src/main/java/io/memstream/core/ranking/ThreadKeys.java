package io.memstream.core.ranking;

import io.memstream.core.model.TopicThread;
import io.memstream.core.port.TermAnalyzer;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A thread leads to the turns of its sessions: by what it is about on the whole, or because the message has its title. */
final class ThreadKeys {
    private final TermAnalyzer analyzer;
    private final KeyWeights weights;

    ThreadKeys(TermAnalyzer analyzer, KeyWeights weights) {
        this.analyzer = analyzer;
        this.weights = weights;
    }

    /** @param turns that may be led to, by session */
    void find(FactQuery query, TopicThread thread, Map<String, List<Placed>> turns, StrongestKeys strongest) {
        // What a thread was about later says nothing of an earlier time, nor does what it was called then.
        Instant asOf = query.query().asOf();
        if (asOf != null && thread.lastAt().isAfter(asOf)) {
            return;
        }
        double strength = weights.thread() * Math.max(byMeaning(query.query(), thread), byTitle(query, thread.title()));
        if (strength == 0) {
            return;
        }
        for (String session : thread.sessionIds()) {
            for (Placed turn : turns.getOrDefault(session, List.of())) {
                strongest.to(turn.row.id(), "thread", strength);
            }
        }
    }

    private double byMeaning(RankQuery query, TopicThread thread) {
        return thread.topic() == null ? 0 : weights.meaning(query, thread.topic());
    }

    private double byTitle(FactQuery query, String title) {
        Set<String> terms = new HashSet<>(analyzer.terms(title));
        double share = terms.isEmpty()
                ? 0
                : (double) terms.stream().filter(query.words()::contains).count() / terms.size();
        return share * share;
    }
}
