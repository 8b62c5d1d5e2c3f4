package io.memstream.core.digest;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Entity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Who is how related to whom. */
public final class EntityPaths {
    private EntityPaths() {}

    /**
     * One relation on the way.
     *
     * @param from id of the entity that it is walked from
     * @param to id of the entity that it leads to
     * @param relation what the one is to the other, for example {@code employer}
     * @param forward whether {@code to} is that to {@code from}; else {@code from} is that to {@code to}
     */
    public record Step(String from, String to, Entity.Relation relation, boolean forward) {}

    /**
     * The shortest way over relations in either direction; of equally short ones, over those that hold still.
     *
     * @param from an id, also of one that was merged into another
     * @return no steps when both are the same; empty when nothing relates them, or one of them is not known
     */
    public static Optional<List<Step>> path(Collection<Entity> entities, String from, String to) {
        Map<String, Entity> byId = byId(entities);
        Optional<Entity> start = resolve(byId, from);
        Optional<Entity> end = resolve(byId, to);
        if (start.isEmpty() || end.isEmpty()) {
            return Optional.empty();
        }
        Map<String, List<Step>> steps = steps(byId);
        Map<String, List<Step>> reached = new LinkedHashMap<>();
        Deque<String> next = new ArrayDeque<>();
        reached.put(start.get().id(), List.of());
        next.add(start.get().id());
        while (!next.isEmpty() && !reached.containsKey(end.get().id())) {
            String here = next.remove();
            for (Step step : steps.getOrDefault(here, List.of())) {
                if (!reached.containsKey(step.to())) {
                    List<Step> way = new ArrayList<>(reached.getOrDefault(here, List.of()));
                    way.add(step);
                    reached.put(step.to(), List.copyOf(way));
                    next.add(step.to());
                }
            }
        }
        return Optional.ofNullable(reached.get(end.get().id()));
    }

    /** The entity of an id; what was merged into another is that other. */
    public static Optional<Entity> resolve(Collection<Entity> entities, String id) {
        return resolve(byId(entities), id);
    }

    private static Map<String, Entity> byId(Collection<Entity> entities) {
        Map<String, Entity> byId = new LinkedHashMap<>();
        entities.forEach(entity -> byId.put(entity.id(), entity));
        return byId;
    }

    private static Optional<Entity> resolve(Map<String, Entity> byId, String id) {
        Entity entity = byId.get(id);
        for (int hops = 0; entity != null && entity.mergedInto() != null && hops < byId.size(); hops++) {
            entity = byId.get(entity.mergedInto());
        }
        return Optional.ofNullable(entity).filter(found -> found.mergedInto() == null);
    }

    /**
     * The entities that stand for themselves and are called so by name or alias; upper and lower case are alike.
     *
     * @return most mentioned first
     */
    public static List<Entity> called(Collection<Entity> entities, String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return entities.stream()
                .filter(entity -> entity.mergedInto() == null)
                .filter(entity -> entity.name().toLowerCase(Locale.ROOT).equals(lower)
                        || entity.aliases().contains(lower))
                .sorted(Comparator.comparingInt(Entity::mentions).reversed().thenComparing(Entity::id))
                .toList();
    }

    /** Forward before backward, what holds before what has ended: the first way found is the one to tell. */
    private static Map<String, List<Step>> steps(Map<String, Entity> byId) {
        Map<String, List<Step>> steps = new LinkedHashMap<>();
        for (Entity entity : byId.values()) {
            if (entity.mergedInto() == null) {
                for (Entity.Relation relation : entity.relations()) {
                    resolve(byId, relation.to()).ifPresent(other -> {
                        steps.computeIfAbsent(entity.id(), absent -> new ArrayList<>())
                                .add(new Step(entity.id(), other.id(), relation, true));
                        steps.computeIfAbsent(other.id(), absent -> new ArrayList<>())
                                .add(new Step(other.id(), entity.id(), relation, false));
                    });
                }
            }
        }
        steps.values()
                .forEach(from -> from.sort(
                        Comparator.comparing((Step step) -> step.relation().validTo() != null)
                                .thenComparing(step -> !step.forward())
                                .thenComparing(step -> !step.from().equals(Claim.USER))
                                .thenComparing(step -> step.relation().name())
                                .thenComparing(Step::to)));
        return steps;
    }
}
