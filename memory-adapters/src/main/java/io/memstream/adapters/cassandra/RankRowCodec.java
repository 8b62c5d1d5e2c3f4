package io.memstream.adapters.cassandra;

import io.memstream.core.model.Role;
import io.memstream.core.port.MemoryReader.RankRow;
import java.util.UUID;

/** What ranking needs of one episode: the body of a slot of a rank chunk. */
final class RankRowCodec {
    /** With packed signatures. */
    private static final byte VERSION = 2;

    /** The same with plain ones, as generations have them that were begun earlier. */
    private static final byte PLAIN = 1;

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
        boolean plain = bytes[0] == PLAIN;
        Decoder from = new Decoder(bytes, plain ? PLAIN : VERSION);
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
                plain ? FeaturesCodec.decode(from) : FeaturesCodec.decodePacked(from));
    }
}
