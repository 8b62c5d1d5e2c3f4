package io.memstream.adapters.cassandra;

import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Standing;
import io.memstream.core.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One version of a fact as the body of its rows. */
final class FactCodec {
    private static final byte VERSION = 1;

    /** What a row takes apart from its features. */
    private static final int FIXED = 1024;

    private FactCodec() {}

    static byte[] encode(Fact fact) {
        Encoder into = new Encoder(FIXED + FeaturesCodec.bytes(fact.features())).octet(VERSION);
        id(into, fact.id())
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
                .count(fact.evidence().size());
        for (Evidence evidence : fact.evidence()) {
            id(into, evidence.episodeId())
                    .text(evidence.turnId())
                    .instant(evidence.occurredAt())
                    .text(evidence.quote());
        }
        into.optionalInstant(fact.validFrom()).optionalInstant(fact.validTo()).instant(fact.recordedAt());
        UUID supersededBy = fact.supersededBy();
        into.flag(supersededBy != null);
        if (supersededBy != null) {
            id(into, supersededBy);
        }
        into.text(fact.rule()).text(fact.model());
        FeaturesCodec.encode(into, fact.features());
        return into.encoded();
    }

    static Fact decode(byte[] bytes) {
        Decoder from = new Decoder(bytes, VERSION);
        return new Fact(
                id(from),
                from.size(),
                Kind.valueOf(from.text()),
                from.text(),
                from.text(),
                from.text(),
                from.text(),
                from.flag(),
                from.optionalText(),
                Status.valueOf(from.text()),
                from.doubleReal(),
                from.size(),
                evidence(from),
                from.optionalInstant(),
                from.optionalInstant(),
                from.instant(),
                optionalId(from),
                from.text(),
                from.text(),
                FeaturesCodec.decode(from),
                new Standing(true, false, null, null, null, 1, 0, Instant.EPOCH));
    }

    private static List<Evidence> evidence(Decoder from) {
        int size = from.size();
        List<Evidence> evidence = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            evidence.add(new Evidence(id(from), from.text(), from.instant(), from.text()));
        }
        return evidence;
    }

    private static Encoder id(Encoder into, UUID id) {
        return into.number(id.getMostSignificantBits()).number(id.getLeastSignificantBits());
    }

    private static UUID id(Decoder from) {
        return new UUID(from.number(), from.number());
    }

    private static @Nullable UUID optionalId(Decoder from) {
        return from.flag() ? id(from) : null;
    }
}
