package io.memstream.adapters.cassandra;

import io.memstream.core.model.Attachment;
import io.memstream.core.model.Episode;
import io.memstream.core.model.Role;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An episode without its features, which are in its rank row. */
final class EpisodeCodec {
    private static final byte VERSION = 1;

    /** What a row takes apart from its text: ids, times and names. */
    private static final int FIXED = 512;

    private EpisodeCodec() {}

    static byte[] encode(Episode episode) {
        Turn turn = episode.turn();
        Encoder into = new Encoder(FIXED + turn.content().length())
                .octet(VERSION)
                .number(episode.id().getMostSignificantBits())
                .number(episode.id().getLeastSignificantBits())
                .text(episode.turnKey())
                .count(episode.ordinal())
                .count(episode.sessionOrdinal())
                .text(episode.model())
                .text(turn.turnId())
                .text(turn.userId())
                .text(turn.sessionId())
                .text(turn.role().name())
                .text(turn.content())
                .optionalText(turn.speaker())
                .optionalText(turn.conversationId())
                .optionalText(turn.agentId())
                .optionalText(turn.scope());
        into.count(turn.attachments().size());
        for (Attachment attachment : turn.attachments()) {
            into.optionalText(attachment.mediaType())
                    .optionalText(attachment.uri())
                    .optionalText(attachment.caption());
        }
        into.count(turn.metadata().size());
        turn.metadata().forEach((name, value) -> into.text(name).text(value));
        return into.optionalText(turn.source())
                .instant(turn.occurredAt())
                .instant(turn.recordedAt())
                .encoded();
    }

    static Episode decode(byte[] bytes, TextFeatures features) {
        Decoder from = new Decoder(bytes, VERSION);
        UUID id = new UUID(from.number(), from.number());
        String turnKey = from.text();
        long ordinal = from.count();
        int sessionOrdinal = from.size();
        String model = from.text();
        return new Episode(id, turnKey, turn(from), ordinal, sessionOrdinal, model, features);
    }

    private static Turn turn(Decoder from) {
        return new Turn(
                from.text(),
                from.text(),
                from.text(),
                Role.valueOf(from.text()),
                from.text(),
                from.optionalText(),
                from.optionalText(),
                from.optionalText(),
                from.optionalText(),
                attachments(from),
                metadata(from),
                from.optionalText(),
                from.instant(),
                from.instant());
    }

    private static List<Attachment> attachments(Decoder from) {
        int size = from.size();
        List<Attachment> attachments = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            attachments.add(new Attachment(from.optionalText(), from.optionalText(), from.optionalText()));
        }
        return attachments;
    }

    private static Map<String, String> metadata(Decoder from) {
        int size = from.size();
        Map<String, String> metadata = new HashMap<>();
        for (int i = 0; i < size; i++) {
            metadata.put(from.text(), from.text());
        }
        return metadata;
    }
}
