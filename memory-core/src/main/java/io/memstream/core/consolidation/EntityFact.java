package io.memstream.core.consolidation;

import io.memstream.core.model.EntityType;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Status;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fact as far as it tells of entities.
 *
 * @param subject whom it is about
 * @param relation what the value is to the subject; null when it names nobody
 * @param value whom or what it names; null when it names nobody
 * @param type of what it names; a person where it names nobody
 */
record EntityFact(
        Fact fact,
        EntityKey subject,
        @Nullable String relation,
        @Nullable EntityKey value,
        EntityType type) {
    private static final String ABOUT = "about ";
    private static final String NAME = "name";
    private static final Set<String> NAMELESS = Set.of("children", "marital status");

    static EntityFact of(Fact fact) {
        EntityKey subject = EntityKey.subject(fact.subject());
        String attribute = fact.attribute();
        if (fact.kind() == Kind.RELATIONSHIP && attribute.startsWith(ABOUT)) {
            return new EntityFact(
                    fact, EntityKey.role(subject, attribute.substring(ABOUT.length())), null, null, EntityType.PERSON);
        }
        if (attribute.equals(NAME)) {
            return new EntityFact(
                    fact, subject, NAME, EntityKey.named(EntityType.PERSON, fact.value()), EntityType.PERSON);
        }
        EntityType type = names(fact);
        return type == null
                ? new EntityFact(fact, subject, null, null, EntityType.PERSON)
                : new EntityFact(fact, subject, relation(fact), EntityKey.named(type, fact.value()), type);
    }

    private static @Nullable EntityType names(Fact fact) {
        if (fact.standing().names() != null) {
            return fact.standing().names();
        }
        boolean named = fact.kind() == Kind.RELATIONSHIP
                && !NAMELESS.contains(fact.attribute())
                && !fact.value().isEmpty()
                && Character.isUpperCase(fact.value().codePointAt(0));
        return named ? EntityType.PERSON : null;
    }

    private static String relation(Fact fact) {
        return fact.kind() == Kind.RELATIONSHIP ? EntityKey.singular(fact.attribute()) : fact.attribute();
    }

    /** Whether entities have to do with it at all: what a user says of themselves without a name has not. */
    boolean tells() {
        return value != null || !subject.isUser();
    }

    /** It adds to somebody who has a name, and names nobody itself. */
    boolean isPlain() {
        return value == null && !subject.isRole();
    }

    /** The subject's own name. */
    boolean isName() {
        return NAME.equals(relation);
    }

    /** The role that it says who has: the user's wife, the wife of Tom. Empty when it is about no role. */
    Optional<EntityKey> role() {
        if (isName()) {
            return Optional.of(subject).filter(EntityKey::isRole);
        }
        return value != null && relation != null && fact.kind() == Kind.RELATIONSHIP
                ? Optional.of(EntityKey.role(subject, relation))
                : Optional.empty();
    }

    /** Whether it holds or did once; what was never so tells nothing. */
    boolean held() {
        return fact.validTo() == null || fact.validTo().isAfter(start());
    }

    boolean holds() {
        return (fact.status() == Status.ACTIVE || fact.status() == Status.ARCHIVED) && held();
    }

    boolean heldAt(Instant instant) {
        return !start().isAfter(instant)
                && (fact.validTo() == null || fact.validTo().isAfter(instant));
    }

    Instant start() {
        return FactRules.start(fact);
    }

    Instant firstAt() {
        return fact.evidence().stream()
                .map(Evidence::occurredAt)
                .min(Instant::compareTo)
                .orElse(fact.recordedAt());
    }

    Instant lastAt() {
        return fact.evidence().stream()
                .map(Evidence::occurredAt)
                .max(Instant::compareTo)
                .orElse(fact.recordedAt());
    }
}
