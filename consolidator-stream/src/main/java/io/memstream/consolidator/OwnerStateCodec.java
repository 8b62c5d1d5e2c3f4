package io.memstream.consolidator;

import io.memstream.core.consolidation.OwnerState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@link OwnerState} as bytes: version, next ordinal, episodes, next due time, number of open sessions, their ids. */
final class OwnerStateCodec {
    private static final byte VERSION = 2;

    private OwnerStateCodec() {}

    static byte[] write(OwnerState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(state.nextOrdinal());
            out.writeLong(state.episodes());
            Instant nextDue = state.nextDue();
            out.writeBoolean(nextDue != null);
            if (nextDue != null) {
                out.writeLong(nextDue.toEpochMilli());
            }
            out.writeInt(state.openSessions().size());
            for (String session : state.openSessions()) {
                out.writeUTF(session);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static OwnerState read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IllegalStateException(
                        "owner state of version " + version + "; this service reads " + VERSION);
            }
            long nextOrdinal = in.readLong();
            long episodes = in.readLong();
            Instant nextDue = in.readBoolean() ? Instant.ofEpochMilli(in.readLong()) : null;
            int open = in.readInt();
            List<String> sessions = new ArrayList<>(open);
            for (int i = 0; i < open; i++) {
                sessions.add(in.readUTF());
            }
            return new OwnerState(nextOrdinal, episodes, sessions, nextDue);
        } catch (IOException truncated) {
            throw new UncheckedIOException(truncated);
        }
    }
}
