package io.memstream.adapters.cassandra;

import io.memstream.core.model.Forgetting;
import io.memstream.core.model.Kind;

/** What the user wanted forgotten as the body of its row. */
final class ForgettingCodec implements HoldingCodec<Forgetting> {
    @Override
    public void write(Encoder into, Forgetting forgetting) {
        into.text(forgetting.id())
                .list(forgetting.terms(), Encoder::number)
                .optionalId(forgetting.fact())
                .optionalText(forgetting.claim())
                .optionalWord(forgetting.kind())
                .optionalText(forgetting.scope())
                .optionalText(forgetting.sessionId())
                .optionalInstant(forgetting.from())
                .optionalInstant(forgetting.until())
                .instant(forgetting.occurredUntil())
                .instant(forgetting.recordedUntil());
    }

    @Override
    public Forgetting read(Decoder from) {
        return new Forgetting(
                from.text(),
                from.list(Decoder::number),
                from.optionalId(),
                from.optionalText(),
                from.optionalWord(Kind.class),
                from.optionalText(),
                from.optionalText(),
                from.optionalInstant(),
                from.optionalInstant(),
                from.instant(),
                from.instant());
    }
}
