package io.memstream.adapters.cassandra;

import io.memstream.core.model.Session;

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
        into.optionalText(session.writtenSummary());
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
                from.optionalText());
    }
}
