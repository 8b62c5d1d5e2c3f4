package io.memstream.core.ranking;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Entity;
import io.memstream.core.model.Fact;
import io.memstream.core.port.TermAnalyzer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Entities that a message names, by a name or by what they are to the user, lead to the evidence of what is told of them. */
final class EntityKeys {
    private static final String ENTITY = "entity";

    private final TermAnalyzer analyzer;
    private final KeyWeights weights;

    EntityKeys(TermAnalyzer analyzer, KeyWeights weights) {
        this.analyzer = analyzer;
        this.weights = weights;
    }

    Keys find(FactQuery query, Known known) {
        Set<String> related = relatedTo(query, known.entities());
        Map<UUID, Fact> facts = new HashMap<>();
        known.facts().forEach(fact -> facts.put(fact.id(), fact));
        StrongestKeys strongest = new StrongestKeys();
        for (Entity entity : known.entities()) {
            // The user is in every question.
            if (!entity.id().equals(Claim.USER) && (related.contains(entity.id()) || isNamed(query, entity))) {
                entity.facts().stream()
                        .map(facts::get)
                        .filter(fact -> fact != null)
                        .forEach(fact -> strongest.toEvidence(fact, ENTITY, weights.entity()));
            }
        }
        return strongest.keys();
    }

    private boolean isNamed(FactQuery query, Entity entity) {
        return says(query, entity.name()) || entity.aliases().stream().anyMatch(alias -> says(query, alias));
    }

    /** Ids of those whom the message names by what they are to the user, at the time that is asked about. */
    private Set<String> relatedTo(FactQuery query, Collection<Entity> entities) {
        RankQuery asked = query.query();
        Instant time = asked.asOf() == null ? asked.at() : asked.asOf();
        Set<String> ids = new HashSet<>();
        entities.stream()
                .filter(entity -> entity.id().equals(Claim.USER))
                .flatMap(user -> user.relations().stream())
                .filter(relation -> holds(relation, time) && says(query, relation.name()))
                .forEach(relation -> ids.add(relation.to()));
        return ids;
    }

    private static boolean holds(Entity.Relation relation, Instant time) {
        return (relation.validFrom() == null || !relation.validFrom().isAfter(time))
                && (relation.validTo() == null || relation.validTo().isAfter(time));
    }

    private boolean says(FactQuery query, String name) {
        List<String> terms = analyzer.terms(name.replace('_', ' '));
        return !terms.isEmpty() && query.words().containsAll(terms);
    }
}
