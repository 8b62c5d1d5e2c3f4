package io.memstream.adapters.cassandra;

import io.memstream.core.model.Vector;
import org.jspecify.annotations.Nullable;

/** A vector as part of a row's body. */
final class VectorCodec {
    private VectorCodec() {}

    static void write(Encoder into, Vector vector) {
        into.bytes(vector.components()).real(vector.scale());
    }

    static Vector read(Decoder from) {
        return new Vector(from.bytes(), from.real());
    }

    static void writeOptional(Encoder into, @Nullable Vector vector) {
        into.flag(vector != null);
        if (vector != null) {
            write(into, vector);
        }
    }

    static @Nullable Vector readOptional(Decoder from) {
        return from.flag() ? read(from) : null;
    }
}
