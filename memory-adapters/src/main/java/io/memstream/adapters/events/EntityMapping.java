package io.memstream.adapters.events;

import io.memstream.core.model.Alias;
import io.memstream.core.model.Entity;
import io.memstream.core.model.EntityType;
import io.memstream.core.model.Observation;
import io.memstream.schemas.event.AliasUpdated;
import io.memstream.schemas.event.EntityRelation;
import io.memstream.schemas.event.EntityUpdated;
import io.memstream.schemas.event.ObservationUpdated;

/** What facts add up to, as events: entities, observations, and other ids of facts. */
final class EntityMapping {
    private EntityMapping() {}

    static EntityUpdated toEvent(Entity entity) {
        return new EntityUpdated(
                entity.id(),
                Words.of(entity.entityType()),
                entity.name(),
                entity.aliases(),
                entity.relations().stream()
                        .map(relation -> new EntityRelation(
                                relation.to(),
                                relation.name(),
                                relation.fact().toString(),
                                relation.validFrom(),
                                relation.validTo()))
                        .toList(),
                Words.of(entity.facts()),
                entity.mentions(),
                entity.firstAt(),
                entity.lastAt(),
                entity.mergedInto());
    }

    static Entity toEntity(EntityUpdated event) {
        return new Entity(
                event.getEntityId(),
                Words.read(EntityType.class, event.getEntityType()),
                event.getName(),
                event.getAliases(),
                event.getRelations().stream()
                        .map(relation -> new Entity.Relation(
                                relation.getTo(),
                                relation.getName(),
                                Words.id(relation.getFactId()),
                                relation.getValidFrom(),
                                relation.getValidTo()))
                        .toList(),
                Words.ids(event.getFacts()),
                event.getMentions(),
                event.getFirstAt(),
                event.getLastAt(),
                event.getMergedInto());
    }

    static ObservationUpdated toEvent(Observation observation) {
        return new ObservationUpdated(
                observation.id(),
                Words.of(observation.pattern()),
                observation.subject(),
                observation.statement(),
                observation.count(),
                observation.outOf(),
                observation.sessions(),
                observation.lastSession(),
                observation.confidence(),
                observation.histogram(),
                Words.of(observation.sources()),
                observation.firstAt(),
                observation.lastAt());
    }

    static Observation toObservation(ObservationUpdated event) {
        return new Observation(
                event.getObservationId(),
                Words.read(Observation.Pattern.class, event.getPattern()),
                event.getSubject(),
                event.getStatement(),
                event.getCount(),
                event.getOutOf(),
                event.getSessions(),
                event.getLastSession(),
                event.getConfidence(),
                event.getHistogram(),
                Words.ids(event.getSources()),
                event.getFirstAt(),
                event.getLastAt());
    }

    static AliasUpdated toEvent(Alias alias) {
        return new AliasUpdated(alias.id(), alias.fact().toString());
    }

    static Alias toAlias(AliasUpdated event) {
        return new Alias(event.getAlias(), Words.id(event.getFactId()));
    }
}
