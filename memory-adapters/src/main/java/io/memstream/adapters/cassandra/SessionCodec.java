package io.memstream.adapters.cassandra;

import io.memstream.core.model.Session;

/** A session as the body of its row. */
final class SessionCodec {
    private static final byte VERSION = 1;

    private SessionCodec() {}

    static byte[] encode(Session session) {
        return new Encoder(64 + session.id().length())
                .octet(VERSION)
                .text(session.id())
                .instant(session.startedAt())
                .instant(session.lastAt())
                .count(session.turns())
                .flag(session.closed())
                .encoded();
    }

    static Session decode(byte[] bytes) {
        Decoder from = new Decoder(bytes, VERSION);
        return Session.unread(from.text(), from.instant(), from.instant(), from.size(), from.flag());
    }
}
