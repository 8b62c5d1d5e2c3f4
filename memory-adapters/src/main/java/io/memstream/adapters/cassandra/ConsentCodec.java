package io.memstream.adapters.cassandra;

import io.memstream.core.model.Consent;
import org.jspecify.annotations.Nullable;

/** A decision on a sensitive category as the body of its row. */
final class ConsentCodec implements HoldingCodec<Consent> {
    @Override
    public void write(Encoder into, Consent consent) {
        Boolean granted = consent.granted();
        into.text(consent.id()).flag(granted != null);
        if (granted != null) {
            into.flag(granted);
        }
        into.optionalInstant(consent.decidedAt()).count(consent.withheld());
    }

    @Override
    public Consent read(Decoder from) {
        return new Consent(from.text(), granted(from), from.optionalInstant(), from.size());
    }

    private static @Nullable Boolean granted(Decoder from) {
        return from.flag() ? from.flag() : null;
    }
}
