package io.memstream.adapters.cassandra;

import io.memstream.core.model.Procedure;
import io.memstream.core.model.Procedure.Approach;

/** A procedure with its approaches as the body of its row. */
final class ProcedureCodec implements HoldingCodec<Procedure> {
    @Override
    public void write(Encoder into, Procedure procedure) {
        into.text(procedure.id())
                .text(procedure.taskType())
                .optionalText(procedure.scope())
                .optionalText(procedure.trigger())
                .list(procedure.approaches(), ProcedureCodec::write)
                .instant(procedure.updatedAt());
    }

    @Override
    public Procedure read(Decoder from) {
        return new Procedure(
                from.text(),
                from.text(),
                from.optionalText(),
                from.optionalText(),
                from.list(ProcedureCodec::approach),
                from.instant());
    }

    private static void write(Encoder into, Approach approach) {
        into.text(approach.name())
                .list(approach.steps(), Encoder::text)
                .count(approach.attempts())
                .count(approach.successes())
                .list(approach.feedback(), Encoder::text)
                .instant(approach.lastAt());
    }

    private static Approach approach(Decoder from) {
        return new Approach(
                from.text(),
                from.list(Decoder::text),
                from.size(),
                from.size(),
                from.list(Decoder::text),
                from.instant());
    }
}
