package io.memstream.core.ranking;

import io.memstream.core.model.Fact;
import io.memstream.core.model.Session;
import io.memstream.core.port.TermAnalyzer;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Finds what else answers a message besides the turns themselves, and the turns that it leads to: facts and entities to
 * their evidence, summaries and threads to their sessions. Thread-safe.
 */
public final class KeyFinder {
    private final FactRanker facts;
    private final EntityKeys entities;
    private final SummaryKeys summaries;
    private final ThreadKeys threads;
    private final KeyWeights weights;

    public KeyFinder(FactRanker facts, TermAnalyzer analyzer, KeyWeights weights) {
        this.facts = facts;
        this.entities = new EntityKeys(analyzer, weights);
        this.summaries = new SummaryKeys(weights);
        this.threads = new ThreadKeys(analyzer, weights);
        this.weights = weights;
    }

    /** To evidence, wherever it is: it need not have been a candidate before. */
    public Keys toEvidence(FactQuery query, Known known) {
        StrongestKeys strongest = new StrongestKeys();
        for (Fact fact : known.facts()) {
            double answers = facts.relevance(query, fact, known.facts().size());
            if (answers >= weights.factBound()) {
                strongest.toEvidence(fact, "fact", answers);
            }
        }
        return strongest.keys().and(entities.find(query, known));
    }

    /** To candidates whose sessions or threads answer as a whole. */
    public Keys toCandidates(OwnerView view, FactQuery query, Known known, Collection<Long> candidates) {
        Instant asOf = query.query().asOf();
        return (asOf == null ? view : view.saidBy(asOf)).read(held -> {
            Map<String, List<Placed>> turns = candidates.stream()
                    .map(held::placed)
                    .filter(Objects::nonNull)
                    .collect(Collectors.groupingBy(placed -> placed.row.sessionId()));
            StrongestKeys strongest = new StrongestKeys();
            for (Session session : known.sessions()) {
                List<Placed> ofSession = turns.getOrDefault(session.id(), List.of());
                if (!ofSession.isEmpty()) {
                    summaries.find(held, query.query(), session, ofSession, strongest);
                }
            }
            known.threads().forEach(thread -> threads.find(query, thread, turns, strongest));
            return strongest.keys();
        });
    }
}
