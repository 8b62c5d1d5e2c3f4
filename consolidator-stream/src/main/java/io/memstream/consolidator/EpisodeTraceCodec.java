package io.memstream.consolidator;

import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@link EpisodeTrace} as bytes: version, then its components in their order. */
final class EpisodeTraceCodec {
    private static final byte VERSION = 1;

    private EpisodeTraceCodec() {}

    static byte[] write(EpisodeTrace trace) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(trace.id().getMostSignificantBits());
            out.writeLong(trace.id().getLeastSignificantBits());
            out.writeUTF(trace.turnKey());
            out.writeUTF(trace.turnId());
            out.writeLong(trace.ordinal());
            out.writeUTF(trace.sessionId());
            out.writeInt(trace.sessionOrdinal());
            out.writeUTF(trace.role().name());
            out.writeBoolean(trace.scope() != null);
            if (trace.scope() != null) {
                out.writeUTF(trace.scope());
            }
            write(out, trace.occurredAt());
            write(out, trace.recordedAt());
            out.writeInt(trace.terms().size());
            for (long term : trace.terms()) {
                out.writeLong(term);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static EpisodeTrace read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IllegalStateException(
                        "episode trace of version " + version + "; this service reads " + VERSION);
            }
            UUID id = new UUID(in.readLong(), in.readLong());
            String turnKey = in.readUTF();
            String turnId = in.readUTF();
            long ordinal = in.readLong();
            String sessionId = in.readUTF();
            int sessionOrdinal = in.readInt();
            Role role = Role.valueOf(in.readUTF());
            @Nullable String scope = in.readBoolean() ? in.readUTF() : null;
            Instant occurredAt = instant(in);
            Instant recordedAt = instant(in);
            int count = in.readInt();
            List<Long> terms = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                terms.add(in.readLong());
            }
            return new EpisodeTrace(
                    id,
                    turnKey,
                    turnId,
                    ordinal,
                    sessionId,
                    sessionOrdinal,
                    role,
                    scope,
                    occurredAt,
                    recordedAt,
                    terms);
        } catch (IOException truncated) {
            throw new UncheckedIOException(truncated);
        }
    }

    private static void write(DataOutputStream out, Instant instant) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    private static Instant instant(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(in.readLong(), in.readInt());
    }
}
