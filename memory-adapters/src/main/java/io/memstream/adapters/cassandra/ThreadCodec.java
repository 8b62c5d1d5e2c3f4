package io.memstream.adapters.cassandra;

import io.memstream.core.model.TopicThread;

/** A thread as the body of its row. */
final class ThreadCodec implements HoldingCodec<TopicThread> {
    @Override
    public void write(Encoder into, TopicThread thread) {
        into.text(thread.id())
                .text(thread.title())
                .optionalText(thread.conversationId())
                .list(thread.sessionIds(), Encoder::text)
                .count(thread.turns())
                .list(thread.highlights(), HighlightCodec::write)
                .instant(thread.startedAt())
                .instant(thread.lastAt())
                .optionalText(thread.scope());
        VectorCodec.writeOptional(into, thread.topic());
    }

    @Override
    public TopicThread read(Decoder from) {
        return new TopicThread(
                from.text(),
                from.text(),
                from.optionalText(),
                from.list(Decoder::text),
                from.size(),
                from.list(HighlightCodec::read),
                from.instant(),
                from.instant(),
                from.optionalText(),
                VectorCodec.readOptional(from));
    }
}
