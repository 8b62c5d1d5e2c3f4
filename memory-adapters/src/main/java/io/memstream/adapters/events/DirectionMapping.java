package io.memstream.adapters.events;

import io.memstream.core.model.Block;
import io.memstream.core.model.Consent;
import io.memstream.core.model.Forgetting;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Procedure;
import io.memstream.schemas.event.BlockUpdated;
import io.memstream.schemas.event.ConsentUpdated;
import io.memstream.schemas.event.ForgettingUpdated;
import io.memstream.schemas.event.ProcedureApproach;
import io.memstream.schemas.event.ProcedureUpdated;

/** What users and apps direct by commands, as events: blocks, procedures, consents and what is to stay forgotten. */
final class DirectionMapping {
    private DirectionMapping() {}

    static BlockUpdated toEvent(Block block) {
        return new BlockUpdated(
                block.id(), block.value(), block.limit(), block.description(), block.version(), block.updatedAt());
    }

    static Block toBlock(BlockUpdated event) {
        return new Block(
                event.getLabel(),
                event.getValue(),
                event.getLimit(),
                event.getDescription(),
                event.getVersion(),
                event.getUpdatedAt());
    }

    static ProcedureUpdated toEvent(Procedure procedure) {
        return new ProcedureUpdated(
                procedure.id(),
                procedure.taskType(),
                procedure.scope(),
                procedure.trigger(),
                procedure.approaches().stream()
                        .map(approach -> new ProcedureApproach(
                                approach.name(),
                                approach.steps(),
                                approach.attempts(),
                                approach.successes(),
                                approach.feedback(),
                                approach.lastAt()))
                        .toList(),
                procedure.updatedAt());
    }

    static Procedure toProcedure(ProcedureUpdated event) {
        return new Procedure(
                event.getProcedureId(),
                event.getTaskType(),
                event.getScope(),
                event.getTrigger(),
                event.getApproaches().stream()
                        .map(approach -> new Procedure.Approach(
                                approach.getName(),
                                approach.getSteps(),
                                approach.getAttempts(),
                                approach.getSuccesses(),
                                approach.getFeedback(),
                                approach.getLastAt()))
                        .toList(),
                event.getUpdatedAt());
    }

    static ConsentUpdated toEvent(Consent consent) {
        return new ConsentUpdated(consent.id(), consent.granted(), consent.decidedAt(), consent.withheld());
    }

    static Consent toConsent(ConsentUpdated event) {
        return new Consent(event.getCategory(), event.getGranted(), event.getDecidedAt(), event.getWithheld());
    }

    static ForgettingUpdated toEvent(Forgetting forgetting) {
        return new ForgettingUpdated(
                forgetting.id(),
                forgetting.terms(),
                Words.ofNullable(forgetting.fact()),
                forgetting.claim(),
                Words.ofNullable(forgetting.kind()),
                forgetting.scope(),
                forgetting.sessionId(),
                forgetting.from(),
                forgetting.until(),
                forgetting.occurredUntil(),
                forgetting.recordedUntil());
    }

    static Forgetting toForgetting(ForgettingUpdated event) {
        return new Forgetting(
                event.getForgettingId(),
                event.getTerms(),
                Words.nullableId(event.getFactId()),
                event.getClaim(),
                Words.readNullable(Kind.class, event.getKind()),
                event.getScope(),
                event.getSessionId(),
                event.getFrom(),
                event.getUntil(),
                event.getOccurredUntil(),
                event.getRecordedUntil());
    }
}
