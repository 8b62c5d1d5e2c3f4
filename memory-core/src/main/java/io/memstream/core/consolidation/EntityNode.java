package io.memstream.core.consolidation;

import io.memstream.core.model.Entity;
import io.memstream.core.model.EntityType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** An entity in the making. */
final class EntityNode {
    /** The latest of those that are about one entity. */
    static final int FACTS_KEPT = 200;

    private static final int ALIASES_KEPT = 12;

    private final String id;
    private final EntityKey key;
    private final Set<UUID> mentions = new LinkedHashSet<>();
    private final Set<UUID> facts = new LinkedHashSet<>();
    private final List<Entity.Relation> relations = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> aliases = new LinkedHashSet<>();
    private final Map<EntityType, Integer> types = new TreeMap<>();
    private Instant firstAt;
    private Instant lastAt;

    EntityNode(String id, EntityKey key, EntityFact by) {
        this.id = id;
        this.key = key;
        firstAt = by.firstAt();
        lastAt = by.lastAt();
    }

    boolean isKnownByRole() {
        return key.isRole();
    }

    void seenIn(EntityFact fact) {
        firstAt = fact.firstAt().isBefore(firstAt) ? fact.firstAt() : firstAt;
        lastAt = fact.lastAt().isAfter(lastAt) ? fact.lastAt() : lastAt;
    }

    /** By a name of its own. */
    void called(String name) {
        if (!key.isRole()) {
            names.add(name.strip());
        }
    }

    void alsoCalled(String alias) {
        aliases.add(alias);
    }

    void is(EntityType type) {
        types.merge(type, 1, Integer::sum);
    }

    /** What is about the user is what memory holds; only what says their name is noted. */
    void toldBy(EntityFact fact) {
        mentions.add(fact.fact().id());
        if (!key.isUser() || fact.isName()) {
            facts.add(fact.fact().id());
        }
    }

    void relatedTo(EntityNode other, String relation, EntityFact fact) {
        relations.add(new Entity.Relation(
                other.id,
                relation,
                fact.fact().id(),
                fact.fact().validFrom(),
                fact.fact().validTo()));
    }

    boolean isRelatedTo(EntityNode other, String relation) {
        return relations.stream()
                .anyMatch(known -> known.to().equals(other.id) && known.name().equals(relation));
    }

    Entity entity() {
        String name = name();
        Set<String> others = new LinkedHashSet<>();
        names.forEach(other -> others.add(other.toLowerCase(Locale.ROOT)));
        others.addAll(aliases);
        others.remove(name.toLowerCase(Locale.ROOT));
        return new Entity(
                id,
                type(),
                name,
                others.stream().limit(ALIASES_KEPT).toList(),
                relations,
                latest(),
                mentions.size(),
                firstAt,
                lastAt,
                null);
    }

    /** The fullest; of equally full ones the first. */
    private String name() {
        String fullest = key.name();
        int most = 0;
        for (String name : names) {
            int words = name.split("\\s+").length;
            if (words > most) {
                fullest = name;
                most = words;
            }
        }
        return fullest;
    }

    private EntityType type() {
        EntityType unsaid =
                switch (key.sort()) {
                    case PLACE -> EntityType.PLACE;
                    case THING -> EntityType.THING;
                    case PERSON, ROLE -> EntityType.PERSON;
                };
        return types.entrySet().stream()
                .max(Map.Entry.<EntityType, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse(unsaid);
    }

    private List<UUID> latest() {
        List<UUID> all = List.copyOf(facts);
        return all.subList(Math.max(0, all.size() - FACTS_KEPT), all.size());
    }
}
