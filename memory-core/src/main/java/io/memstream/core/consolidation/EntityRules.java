package io.memstream.core.consolidation;

import io.memstream.core.model.Entity;
import io.memstream.core.model.Fact;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Entities follow the facts that name them. They are made anew from the facts that they rest on whenever one of these comes,
 * changes or goes, so that a merge is undone by the same means that made it; what differs is changed.
 */
final class EntityRules {
    private EntityRules() {}

    /** Brings the entities in line with the facts that this decision changed so far. Costs nothing where none names anything. */
    static void follow(Draft draft) {
        List<Fact> changed = new ArrayList<>();
        boolean forgets = false;
        for (Change change : draft.changes()) {
            if (change instanceof Change.FactUpdated updated
                    && EntityFact.of(updated.fact()).tells()) {
                draft.fact(updated.fact().id()).ifPresent(changed::add);
            }
            forgets |= change instanceof Change.FactForgotten;
        }
        if (forgets) {
            rebuild(draft, changed);
        } else if (!changed.isEmpty()) {
            List<Fact> entangled =
                    changed.stream().filter(fact -> !addsOnly(draft, fact)).toList();
            if (!entangled.isEmpty()) {
                rebuild(draft, changed);
            }
        }
    }

    /** A fact that names nobody, about somebody who is known: it is noted, and nobody else is touched. */
    private static boolean addsOnly(Draft draft, Fact fact) {
        EntityFact told = EntityFact.of(fact);
        if (!told.isPlain() || !told.held()) {
            return false;
        }
        Optional<Entity> about = standing(draft, EntityGraph.id(told.subject(), draft::id));
        about.filter(entity -> !entity.facts().contains(fact.id()))
                .ifPresent(entity -> draft.update(with(entity, told)));
        return about.isPresent();
    }

    /** What the entity of an id turned out to be. */
    private static Optional<Entity> standing(Draft draft, String id) {
        Optional<Entity> entity = draft.holding(Entity.class, id);
        return entity.isPresent() && entity.get().mergedInto() != null
                ? draft.holding(
                                Entity.class,
                                Objects.requireNonNull(entity.get().mergedInto()))
                        .filter(other -> other.mergedInto() == null)
                : entity;
    }

    private static Entity with(Entity entity, EntityFact told) {
        List<UUID> facts = new ArrayList<>(entity.facts());
        facts.add(told.fact().id());
        return new Entity(
                entity.id(),
                entity.entityType(),
                entity.name(),
                entity.aliases(),
                entity.relations(),
                facts.subList(Math.max(0, facts.size() - EntityNode.FACTS_KEPT), facts.size()),
                entity.mentions() + 1,
                told.firstAt().isBefore(entity.firstAt()) ? told.firstAt() : entity.firstAt(),
                told.lastAt().isAfter(entity.lastAt()) ? told.lastAt() : entity.lastAt(),
                null);
    }

    private static void rebuild(Draft draft, List<Fact> changed) {
        List<Entity> present = draft.holdings(Entity.class);
        Set<UUID> ids = new LinkedHashSet<>();
        present.forEach(entity -> {
            ids.addAll(entity.facts());
            entity.relations().forEach(relation -> ids.add(relation.fact()));
        });
        changed.forEach(fact -> ids.add(fact.id()));
        List<EntityFact> facts = ids.stream()
                .flatMap(id -> draft.fact(id).stream())
                .map(EntityFact::of)
                .filter(EntityFact::tells)
                .toList();
        EntityGraph graph = EntityGraph.of(facts, draft::id);
        Map<String, Entity> wanted = graph.entities();
        Map<String, String> standFor = graph.standFor();
        for (Entity entity : present) {
            if (!wanted.containsKey(entity.id())) {
                String standsFor = standFor.get(entity.id());
                if (standsFor != null && wanted.containsKey(standsFor)) {
                    update(draft, Optional.of(entity), merged(entity, standsFor));
                } else {
                    draft.remove(entity);
                }
            }
        }
        wanted.values().forEach(entity -> update(draft, draft.holding(Entity.class, entity.id()), entity));
    }

    private static void update(Draft draft, Optional<Entity> present, Entity wanted) {
        if (present.filter(wanted::equals).isEmpty()) {
            draft.update(wanted);
        }
    }

    /** What it had is the other's now. */
    private static Entity merged(Entity entity, String into) {
        return new Entity(
                entity.id(),
                entity.entityType(),
                entity.name(),
                List.of(),
                List.of(),
                List.of(),
                0,
                entity.firstAt(),
                entity.lastAt(),
                into);
    }
}
