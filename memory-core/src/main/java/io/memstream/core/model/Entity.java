package io.memstream.core.model;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody or something that facts name.
 *
 * @param id derived from what first named it; the user is {@link Claim#USER}
 * @param name as said; for one known only by what it is to the user, that ("wife")
 * @param aliases other names, lower case
 * @param relations to other entities, of which each names the fact that says so
 * @param facts that are about it
 * @param mentions by how many facts it was named
 * @param mergedInto the entity that it turned out to be; null while it stands for itself
 */
public record Entity(
        String id,
        EntityType entityType,
        String name,
        List<String> aliases,
        List<Relation> relations,
        List<UUID> facts,
        int mentions,
        Instant firstAt,
        Instant lastAt,
        @Nullable String mergedInto)
        implements Holding {
    public Entity {
        aliases = List.copyOf(aliases);
        relations = List.copyOf(relations);
        facts = List.copyOf(facts);
    }

    /**
     * @param to id of the other entity
     * @param name what the other is to this one, for example {@code employer}
     * @param validTo null while it holds
     */
    public record Relation(
            String to,
            String name,
            UUID fact,
            @Nullable Instant validFrom,
            @Nullable Instant validTo) {}
}
