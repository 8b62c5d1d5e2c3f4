package io.memstream.adapters.cassandra;

import io.memstream.core.model.Observation;
import io.memstream.core.model.Observation.Pattern;

/** An observed regularity as the body of its row. */
final class ObservationCodec implements HoldingCodec<Observation> {
    @Override
    public void write(Encoder into, Observation observation) {
        into.text(observation.id())
                .text(observation.pattern().name())
                .text(observation.subject())
                .text(observation.statement())
                .count(observation.count())
                .count(observation.outOf())
                .count(observation.sessions())
                .optionalText(observation.lastSession())
                .real(observation.confidence())
                .list(observation.histogram(), (counts, value) -> counts.count(value))
                .list(observation.sources(), Encoder::id)
                .instant(observation.firstAt())
                .instant(observation.lastAt());
    }

    @Override
    public Observation read(Decoder from) {
        return new Observation(
                from.text(),
                from.word(Pattern.class),
                from.text(),
                from.text(),
                from.size(),
                from.size(),
                from.size(),
                from.optionalText(),
                from.doubleReal(),
                from.list(Decoder::size),
                from.list(Decoder::id),
                from.instant(),
                from.instant());
    }
}
