package io.memstream.adapters.cassandra;

import io.memstream.core.model.Alias;

/** An id that stands for another as the body of its row. */
final class AliasCodec implements HoldingCodec<Alias> {
    @Override
    public void write(Encoder into, Alias alias) {
        into.text(alias.id()).id(alias.fact());
    }

    @Override
    public Alias read(Decoder from) {
        return new Alias(from.text(), from.id());
    }
}
