package io.memstream.adapters.events;

import io.memstream.core.model.Alias;
import io.memstream.core.model.Block;
import io.memstream.core.model.Consent;
import io.memstream.core.model.Entity;
import io.memstream.core.model.Forgetting;
import io.memstream.core.model.Holding;
import io.memstream.core.model.Observation;
import io.memstream.core.model.Procedure;
import io.memstream.core.model.Session;
import io.memstream.core.model.TopicThread;
import io.memstream.schemas.event.AliasUpdated;
import io.memstream.schemas.event.BlockUpdated;
import io.memstream.schemas.event.ConsentUpdated;
import io.memstream.schemas.event.EntityUpdated;
import io.memstream.schemas.event.ForgettingUpdated;
import io.memstream.schemas.event.ObservationUpdated;
import io.memstream.schemas.event.ProcedureUpdated;
import io.memstream.schemas.event.SessionUpdated;
import io.memstream.schemas.event.ThreadUpdated;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Each {@link Holding} as the event of its type. */
final class HoldingMapping {
    private HoldingMapping() {}

    static SpecificRecord toEvent(Holding holding) {
        if (holding instanceof Session session) {
            return SessionMapping.toEvent(session);
        }
        if (holding instanceof TopicThread thread) {
            return SessionMapping.toEvent(thread);
        }
        if (holding instanceof Entity entity) {
            return EntityMapping.toEvent(entity);
        }
        if (holding instanceof Observation observation) {
            return EntityMapping.toEvent(observation);
        }
        if (holding instanceof Alias alias) {
            return EntityMapping.toEvent(alias);
        }
        if (holding instanceof Block block) {
            return DirectionMapping.toEvent(block);
        }
        if (holding instanceof Procedure procedure) {
            return DirectionMapping.toEvent(procedure);
        }
        if (holding instanceof Consent consent) {
            return DirectionMapping.toEvent(consent);
        }
        if (holding instanceof Forgetting forgetting) {
            return DirectionMapping.toEvent(forgetting);
        }
        throw new IllegalStateException("no event for " + holding.getClass());
    }

    /** Empty when it is no holding's event. */
    static Optional<Holding> toHolding(SpecificRecord event) {
        if (event instanceof SessionUpdated session) {
            return Optional.of(SessionMapping.toSession(session));
        }
        if (event instanceof ThreadUpdated thread) {
            return Optional.of(SessionMapping.toThread(thread));
        }
        if (event instanceof EntityUpdated entity) {
            return Optional.of(EntityMapping.toEntity(entity));
        }
        if (event instanceof ObservationUpdated observation) {
            return Optional.of(EntityMapping.toObservation(observation));
        }
        if (event instanceof AliasUpdated alias) {
            return Optional.of(EntityMapping.toAlias(alias));
        }
        if (event instanceof BlockUpdated block) {
            return Optional.of(DirectionMapping.toBlock(block));
        }
        if (event instanceof ProcedureUpdated procedure) {
            return Optional.of(DirectionMapping.toProcedure(procedure));
        }
        if (event instanceof ConsentUpdated consent) {
            return Optional.of(DirectionMapping.toConsent(consent));
        }
        if (event instanceof ForgettingUpdated forgetting) {
            return Optional.of(DirectionMapping.toForgetting(forgetting));
        }
        return Optional.empty();
    }
}
