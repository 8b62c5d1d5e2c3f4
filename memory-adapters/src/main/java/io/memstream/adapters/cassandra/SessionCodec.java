package io.memstream.adapters.cassandra;

import io.memstream.core.model.Session;
import io.memstream.core.model.WrittenSummary;
import org.jspecify.annotations.Nullable;

/** A session as the body of its row. */
final class SessionCodec implements HoldingCodec<Session> {
    @Override
    public void write(Encoder into, Session session) {
        into.text(session.id())
                .instant(session.startedAt())
                .instant(session.lastAt())
                .count(session.turns())
                .count(session.nextOrdinal())
                .flag(session.closed())
                .instant(session.lastRecordedAt())
                .optionalText(session.conversationId())
                .optionalText(session.threadId())
                .optionalText(session.scope());
        HighlightCodec.writeOptional(into, session.trigger());
        into.list(session.highlights(), HighlightCodec::write)
                .real(session.sentiment())
                .count(session.sentimentTurns());
        VectorCodec.writeOptional(into, session.topic());
        writeOptional(into, session.writtenSummary());
    }

    @Override
    public Session read(Decoder from) {
        return new Session(
                from.text(),
                from.instant(),
                from.instant(),
                from.size(),
                from.size(),
                from.flag(),
                from.instant(),
                from.optionalText(),
                from.optionalText(),
                from.optionalText(),
                HighlightCodec.readOptional(from),
                from.list(HighlightCodec::read),
                from.doubleReal(),
                from.size(),
                VectorCodec.readOptional(from),
                readOptional(from));
    }

    private static void writeOptional(Encoder into, @Nullable WrittenSummary written) {
        into.flag(written != null);
        if (written != null) {
            into.text(written.text());
            FeaturesCodec.encodeOptional(into, written.features());
        }
    }

    private static @Nullable WrittenSummary readOptional(Decoder from) {
        return from.flag() ? new WrittenSummary(from.text(), FeaturesCodec.decodeOptional(from)) : null;
    }
}
