package io.memstream.adapters.cassandra;

import io.memstream.core.model.EntityType;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Standing;
import io.memstream.core.model.Status;

/** One version of a fact as the body of its rows. */
final class FactCodec {
    /** 2: with the fact's standing. */
    private static final byte VERSION = 2;

    /** What a row takes apart from its features. */
    private static final int FIXED = 1024;

    private FactCodec() {}

    static byte[] encode(Fact fact) {
        Encoder into = new Encoder(FIXED + FeaturesCodec.bytes(fact.features()))
                .octet(VERSION)
                .id(fact.id())
                .count(fact.version())
                .text(fact.kind().name())
                .text(fact.subject())
                .text(fact.attribute())
                .text(fact.value())
                .text(fact.statement())
                .flag(fact.singleValued())
                .optionalText(fact.scope())
                .text(fact.status().name())
                .real(fact.confidence())
                .count(fact.mentions())
                .list(fact.evidence(), FactCodec::encode)
                .optionalInstant(fact.validFrom())
                .optionalInstant(fact.validTo())
                .instant(fact.recordedAt())
                .optionalId(fact.supersededBy())
                .text(fact.rule())
                .text(fact.model());
        FeaturesCodec.encode(into, fact.features());
        encode(into, fact.standing());
        return into.encoded();
    }

    static Fact decode(byte[] bytes) {
        Decoder from = new Decoder(bytes, VERSION);
        return new Fact(
                from.id(),
                from.size(),
                from.word(Kind.class),
                from.text(),
                from.text(),
                from.text(),
                from.text(),
                from.flag(),
                from.optionalText(),
                from.word(Status.class),
                from.doubleReal(),
                from.size(),
                from.list(FactCodec::evidence),
                from.optionalInstant(),
                from.optionalInstant(),
                from.instant(),
                from.optionalId(),
                from.text(),
                from.text(),
                FeaturesCodec.decode(from),
                standing(from));
    }

    private static void encode(Encoder into, Evidence evidence) {
        into.id(evidence.episodeId())
                .text(evidence.turnId())
                .instant(evidence.occurredAt())
                .text(evidence.quote());
    }

    private static Evidence evidence(Decoder from) {
        return new Evidence(from.id(), from.text(), from.instant(), from.text());
    }

    private static void encode(Encoder into, Standing standing) {
        into.flag(standing.explicit())
                .flag(standing.pinned())
                .optionalText(standing.sensitivity())
                .optionalWord(standing.names())
                .optionalInstant(standing.expiresAt())
                .real(standing.importance())
                .count(standing.uses())
                .instant(standing.lastSeenAt());
    }

    private static Standing standing(Decoder from) {
        return new Standing(
                from.flag(),
                from.flag(),
                from.optionalText(),
                from.optionalWord(EntityType.class),
                from.optionalInstant(),
                from.doubleReal(),
                from.size(),
                from.instant());
    }
}
