package io.memstream.core.consolidation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who is meant, as far as some facts tell: by a role ("my sister"), when one has it; by a first name, when one full name
 * begins with it; by the name that somebody says to have.
 */
final class EntityNames {
    private final Map<EntityKey, Set<EntityKey>> fullNames = new HashMap<>();
    private final Map<EntityKey, List<EntityFact>> bearers = new LinkedHashMap<>();
    private final Map<EntityKey, EntityKey> ownNames = new HashMap<>();
    private final Set<EntityKey> values = new HashSet<>();
    private final Set<EntityKey> names = new LinkedHashSet<>();

    static EntityNames of(List<EntityFact> facts) {
        EntityNames names = new EntityNames();
        facts.forEach(names::collect);
        facts.stream().filter(fact -> fact.isName() && fact.holds()).forEach(names::collectOwnName);
        return names;
    }

    private void collect(EntityFact fact) {
        if (!fact.subject().isRole()) {
            collectName(fact.subject());
        }
        EntityKey value = fact.value();
        if (value != null) {
            values.add(value);
            collectName(value);
            fact.role()
                    .ifPresent(role -> bearers.computeIfAbsent(role, absent -> new ArrayList<>())
                            .add(fact));
        }
    }

    private void collectName(EntityKey name) {
        names.add(name);
        if (name.sort() == EntityKey.Sort.PERSON && !name.first().equals(name)) {
            fullNames.computeIfAbsent(name.first(), absent -> new HashSet<>()).add(name);
        }
    }

    private void collectOwnName(EntityFact fact) {
        EntityKey name = fact.value();
        if (name == null || fact.subject().isRole()) {
            return;
        }
        if (fact.subject().isUser()) {
            ownNames.put(full(name), EntityKey.USER);
        } else {
            ownNames.put(fact.subject(), full(name));
        }
    }

    private EntityKey full(EntityKey name) {
        Set<EntityKey> full = fullNames.getOrDefault(name, Set.of());
        return full.size() == 1 ? full.iterator().next() : name;
    }

    /** Whom a name means. */
    private EntityKey meant(EntityKey name) {
        EntityKey full = full(name);
        EntityKey own = ownNames.getOrDefault(name, ownNames.getOrDefault(full, full));
        return ownNames.getOrDefault(own, own);
    }

    /** Whom a fact's subject or its owner means, at the time from which the fact holds. */
    EntityKey meant(EntityKey key, Instant at) {
        if (key.isRole()) {
            return bearerAt(key, at).map(this::meant).orElse(key);
        }
        EntityKey thing = new EntityKey(EntityKey.Sort.THING, null, key.name());
        boolean isThing = !values.contains(key) && values.contains(thing);
        return isThing ? thing : meant(key);
    }

    /** Whom a fact's value means. What is somebody's to the user is not the user, though both have one name. */
    EntityKey value(EntityFact fact, EntityKey value) {
        EntityKey meant = meant(value);
        return meant.isUser() && fact.subject().isUser() && !fact.isName() ? full(value) : meant;
    }

    /** For each name and role that is somebody else's by now, whose. */
    Map<EntityKey, EntityKey> standFor() {
        Map<EntityKey, EntityKey> standFor = new LinkedHashMap<>();
        names.forEach(name -> standFor.put(name, meant(name)));
        bearers.forEach(
                (role, facts) -> only(facts.stream().filter(EntityFact::holds).toList())
                        .ifPresent(bearer -> standFor.put(role, meant(bearer))));
        return standFor;
    }

    /** Who had the role then; where nobody is said to have had it yet, who was said to have it next. */
    private Optional<EntityKey> bearerAt(EntityKey role, Instant at) {
        List<EntityFact> facts = bearers.getOrDefault(role, List.of());
        List<EntityFact> then = facts.stream().filter(fact -> fact.heldAt(at)).toList();
        if (!then.isEmpty()) {
            return only(then);
        }
        return facts.stream()
                .map(EntityFact::start)
                .filter(start -> start.isAfter(at))
                .min(Instant::compareTo)
                .flatMap(next ->
                        only(facts.stream().filter(fact -> fact.heldAt(next)).toList()));
    }

    private Optional<EntityKey> only(List<EntityFact> facts) {
        Set<EntityKey> found = new LinkedHashSet<>();
        for (EntityFact fact : facts) {
            EntityKey value = fact.value();
            if (value != null) {
                found.add(full(value));
            }
        }
        return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }
}
