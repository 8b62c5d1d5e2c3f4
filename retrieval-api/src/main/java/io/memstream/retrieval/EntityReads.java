package io.memstream.retrieval;

import io.javalin.http.Context;
import io.memstream.core.digest.EntityPaths;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Entity;
import io.memstream.core.model.EntityType;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Whom and what a user's facts name, and how they are related. */
final class EntityReads {
    private final Users users;
    private final RetrievalConfig config;
    private final InstantSource clock;

    EntityReads(Users users, RetrievalConfig config, InstantSource clock) {
        this.users = users;
        this.config = config;
        this.clock = clock;
    }

    /** {@code GET /v1/users/{user}/entities}: most mentioned first. */
    void list(Context context) {
        QueryParameters query = new QueryParameters(context);
        EntityType type = query.word("type", EntityType.class);
        String name = query.text("name");
        List<Entity> all = users.holdings(context, Entity.class);
        List<Entity> called = name == null
                ? all.stream().filter(entity -> entity.mergedInto() == null).toList()
                : EntityPaths.called(all, name);
        List<Map<String, Object>> entities = called.stream()
                .filter(entity -> type == null || entity.entityType() == type)
                .sorted(Comparator.comparingInt(Entity::mentions).reversed().thenComparing(Entity::id))
                .map(entity -> fields(entity).json())
                .toList();
        context.json(new Fields().with("entities", entities).json());
    }

    /** {@code GET /v1/users/{user}/entities/{id}}: with its relations, facts and the turns that they come from. */
    void one(Context context) {
        double minConfidence = new QueryParameters(context).fraction("min_confidence", config.minConfidence());
        Map<String, Object> entity = users.open(context)
                .flatMap(opened -> found(opened, context.pathParam("id"), minConfidence))
                .orElseThrow(EntityReads::notFound);
        context.json(entity);
    }

    private Optional<Map<String, Object>> found(Opening.Opened opened, String name, double minConfidence) {
        List<Entity> all = opened.holdings(Entity.class);
        List<Fact> facts = opened.await(opened.generation().reader().facts(opened.owner())).stream()
                .filter(fact -> fact.confidence() >= minConfidence)
                .toList();
        return named(all, name).map(entity -> json(entity, all, facts, clock.instant()));
    }

    /** {@code GET /v1/users/{user}/entities/{id}/path?to=}: who is how related to whom, by id or by name. */
    void path(Context context) {
        String to = new QueryParameters(context).text("to");
        if (to == null) {
            throw QueryParameters.invalid("to", "is required");
        }
        List<Entity> all = users.holdings(context, Entity.class);
        Entity start = named(all, context.pathParam("id")).orElseThrow(EntityReads::notFound);
        Entity end = named(all, to).orElseThrow(EntityReads::notFound);
        Optional<List<EntityPaths.Step>> path = EntityPaths.path(all, start.id(), end.id());
        Map<String, String> names = names(all);
        context.json(new Fields()
                .with("from", fields(start).json())
                .with("to", fields(end).json())
                .with("related", path.isPresent())
                .with(
                        "path",
                        path.orElse(List.of()).stream()
                                .map(step -> step(step, names))
                                .toList())
                .json());
    }

    /** By id, also that of one that was merged into another; else by name. */
    private static Optional<Entity> named(List<Entity> all, String name) {
        return EntityPaths.resolve(all, name)
                .or(() -> EntityPaths.called(all, name).stream().findFirst());
    }

    private static Map<String, String> names(List<Entity> all) {
        Map<String, String> names = new LinkedHashMap<>();
        all.forEach(entity ->
                EntityPaths.resolve(all, entity.id()).ifPresent(stands -> names.put(entity.id(), stands.name())));
        return names;
    }

    private static Map<String, Object> json(Entity entity, List<Entity> all, List<Fact> facts, Instant at) {
        Map<String, String> names = names(all);
        List<Map<String, Object>> relations = new ArrayList<>();
        for (Entity other : all) {
            for (Entity.Relation relation : other.relations()) {
                if (other.id().equals(entity.id())) {
                    relations.add(step(new EntityPaths.Step(entity.id(), relation.to(), relation, true), names));
                } else if (relation.to().equals(entity.id()) && other.mergedInto() == null) {
                    relations.add(step(new EntityPaths.Step(entity.id(), other.id(), relation, false), names));
                }
            }
        }
        Set<UUID> about = new HashSet<>(entity.facts());
        List<Fact> its =
                facts.stream().filter(fact -> about.contains(fact.id())).toList();
        return fields(entity)
                .with("relations", relations)
                .with("facts", its.stream().map(fact -> FactJson.of(fact, at)).toList())
                .with("turns", turns(its))
                .json();
    }

    /** Latest first, each once. */
    private static List<Map<String, Object>> turns(List<Fact> facts) {
        Map<UUID, Evidence> byEpisode = new LinkedHashMap<>();
        facts.stream()
                .flatMap(fact -> fact.evidence().stream())
                .sorted(Comparator.comparing(Evidence::occurredAt).reversed())
                .forEach(evidence -> byEpisode.putIfAbsent(evidence.episodeId(), evidence));
        return byEpisode.values().stream().map(FactJson::evidence).toList();
    }

    /** Forward when the far end is the relation of the near one, else the near one is that of the far end. */
    private static Map<String, Object> step(EntityPaths.Step step, Map<String, String> names) {
        Entity.Relation relation = step.relation();
        return new Fields()
                .with("from", step.from())
                .with("from_name", names.getOrDefault(step.from(), step.from()))
                .with("relation", relation.name())
                .with("forward", step.forward())
                .with("to", step.to())
                .with("to_name", names.getOrDefault(step.to(), step.to()))
                .with("memory_id", relation.fact().toString())
                .withOptional("valid_from", relation.validFrom())
                .withOptional("valid_to", relation.validTo())
                .json();
    }

    static Fields fields(Entity entity) {
        return new Fields()
                .with("id", entity.id())
                .with("type", entity.entityType().name().toLowerCase(Locale.ROOT))
                .with("name", entity.name())
                .with("aliases", entity.aliases())
                .with("mentions", entity.mentions())
                .with("first_at", entity.firstAt())
                .with("last_at", entity.lastAt());
    }

    private static Rejected notFound() {
        return new Rejected("not_found", "there is no entity of this id or name");
    }
}
