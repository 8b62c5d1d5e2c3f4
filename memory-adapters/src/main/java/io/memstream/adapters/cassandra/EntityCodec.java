package io.memstream.adapters.cassandra;

import io.memstream.core.model.Entity;
import io.memstream.core.model.Entity.Relation;
import io.memstream.core.model.EntityType;

/** An entity with its relations as the body of its row. */
final class EntityCodec implements HoldingCodec<Entity> {
    @Override
    public void write(Encoder into, Entity entity) {
        into.text(entity.id())
                .text(entity.entityType().name())
                .text(entity.name())
                .list(entity.aliases(), Encoder::text)
                .list(entity.relations(), EntityCodec::write)
                .list(entity.facts(), Encoder::id)
                .count(entity.mentions())
                .instant(entity.firstAt())
                .instant(entity.lastAt())
                .optionalText(entity.mergedInto());
    }

    @Override
    public Entity read(Decoder from) {
        return new Entity(
                from.text(),
                from.word(EntityType.class),
                from.text(),
                from.list(Decoder::text),
                from.list(EntityCodec::relation),
                from.list(Decoder::id),
                from.size(),
                from.instant(),
                from.instant(),
                from.optionalText());
    }

    private static void write(Encoder into, Relation relation) {
        into.text(relation.to())
                .text(relation.name())
                .id(relation.fact())
                .optionalInstant(relation.validFrom())
                .optionalInstant(relation.validTo());
    }

    private static Relation relation(Decoder from) {
        return new Relation(from.text(), from.text(), from.id(), from.optionalInstant(), from.optionalInstant());
    }
}
