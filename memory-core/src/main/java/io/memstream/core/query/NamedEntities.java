package io.memstream.core.query;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Entity;
import io.memstream.core.model.EntityType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The other names of whom and what a text names: "my wife" also finds what is said of Maria, and Maria what is said of a
 * wife. The user is not among them: everything is about the user.
 */
final class NamedEntities {
    /** Of what was not said, beside 1 for what was. */
    static final double WEIGHT = .5;

    /** More other names would outweigh what was said. */
    private static final int MOST = 5;

    private static final int SHORTEST = 3;
    private static final String MY = "my ";

    /** Whose are what they are to the user: of a place or an employer that says too little. */
    private static final Set<EntityType> OF_THE_USER = Set.of(EntityType.PERSON, EntityType.THING);

    private NamedEntities() {}

    /** What somebody is called, lower case: no other entity's name is easily taken for a month. */
    static Set<String> ofPeople(Message message) {
        Set<String> names = new HashSet<>();
        message.entities().stream()
                .filter(entity -> entity.entityType() == EntityType.PERSON)
                .forEach(entity -> {
                    names.add(entity.name());
                    names.addAll(entity.aliases());
                });
        return SpeakerCue.firstNames(names);
    }

    /** @param speakers words that name speakers; those are not asked about, and their other names say nothing of a turn */
    static Set<String> in(Message message, String text, Set<String> speakers) {
        if (message.entities().isEmpty()) {
            return Set.of();
        }
        String plain = DateWords.plain(Beginning.of(text));
        Set<String> others = new LinkedHashSet<>();
        for (Set<String> names : names(message).values()) {
            List<String> named = names.stream()
                    // Known by what it is to the user alone: "sister" may be anybody's.
                    .filter(name -> !names.contains(MY + name))
                    .filter(name -> name.length() >= SHORTEST && isIn(plain, name))
                    .toList();
            if (!named.isEmpty() && named.stream().noneMatch(speakers::contains)) {
                names.stream()
                        .map(NamedEntities::bare)
                        .filter(name -> !isIn(plain, name))
                        .forEach(others::add);
            }
        }
        return others.stream().limit(MOST).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Lower case, by the entity that stands for it; what it is to the user as "my wife". */
    private static Map<String, Set<String>> names(Message message) {
        Map<String, Entity> byId = new LinkedHashMap<>();
        message.entities().forEach(entity -> byId.put(entity.id(), entity));
        Map<String, Set<String>> names = new LinkedHashMap<>();
        for (Entity entity : message.entities()) {
            Entity stands = standing(entity, byId);
            if (!stands.id().equals(Claim.USER) && !entity.id().equals(Claim.USER)) {
                Set<String> its = names.computeIfAbsent(stands.id(), id -> new LinkedHashSet<>());
                its.add(entity.name().toLowerCase(Locale.ROOT));
                its.addAll(entity.aliases());
            }
        }
        Entity user = byId.get(Claim.USER);
        if (user != null) {
            user.relations().stream()
                    .filter(relation ->
                            relation.validTo() == null || relation.validTo().isAfter(message.at()))
                    .forEach(relation -> {
                        Entity other = byId.get(relation.to());
                        if (other != null && OF_THE_USER.contains(other.entityType())) {
                            names.getOrDefault(standing(other, byId).id(), new LinkedHashSet<>())
                                    .add(MY + relation.name());
                        }
                    });
        }
        return names;
    }

    /** The one that it turned out to be. */
    private static Entity standing(Entity entity, Map<String, Entity> byId) {
        Entity stands = entity;
        // A circle of merges cannot be; should there be one, it ends.
        for (int step = 0; step < byId.size() && stands.mergedInto() != null; step++) {
            Entity next = byId.get(stands.mergedInto());
            if (next == null) {
                return stands;
            }
            stands = next;
        }
        return stands;
    }

    private static boolean isIn(String plain, String name) {
        return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}])")
                .matcher(plain)
                .find();
    }

    private static String bare(String name) {
        return name.startsWith(MY) ? name.substring(MY.length()) : name;
    }
}
