package io.memstream.adapters.cassandra;

import io.memstream.core.model.Role;
import io.memstream.core.port.MemoryReader.RankRow;
import java.util.UUID;

/** What ranking needs of one episode: the body of a slot of a rank chunk. */
final class RankRowCodec {
    private static final byte VERSION = 2;

    /** What a row takes apart from its features: ids, times and names. */
    private static final int FIXED = 256;

    private RankRowCodec() {}

    static byte[] encode(RankRow row) {
        Encoder into = new Encoder(FIXED + FeaturesCodec.bytes(row.features()))
                .octet(VERSION)
                .number(row.id().getMostSignificantBits())
                .number(row.id().getLeastSignificantBits())
                .count(row.month())
                .count(row.ordinal())
                .text(row.sessionId())
                .count(row.sessionOrdinal())
                .text(row.role().name())
                .optionalText(row.speaker())
                .optionalText(row.scope())
                .instant(row.occurredAt())
                .instant(row.recordedAt());
        FeaturesCodec.encodePacked(into, row.features());
        return into.encoded();
    }

    static RankRow decode(byte[] bytes) {
        Decoder from = new Decoder(bytes, VERSION);
        return new RankRow(
                new UUID(from.number(), from.number()),
                from.size(),
                from.count(),
                from.text(),
                from.size(),
                Role.valueOf(from.text()),
                from.optionalText(),
                from.optionalText(),
                from.instant(),
                from.instant(),
                FeaturesCodec.decodePacked(from));
    }
}
