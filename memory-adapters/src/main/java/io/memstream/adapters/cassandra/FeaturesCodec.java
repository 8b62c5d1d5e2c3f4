package io.memstream.adapters.cassandra;

import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.PackedSignature;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Vector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What ranking needs of a text, as part of a row's body. */
final class FeaturesCodec {
    private FeaturesCodec() {}

    static void encode(Encoder into, TextFeatures features) {
        encode(into, features, features.signature());
    }

    /** With six bits for a signature's component: for features that were rounded to that already. */
    static void encodePacked(Encoder into, TextFeatures features) {
        encode(into, features, PackedSignature.pack(features.signature()));
    }

    private static void encode(Encoder into, TextFeatures features, byte[] signature) {
        VectorCodec.write(into, features.vector());
        into.count(features.terms().size());
        for (KeyedTerm term : features.terms()) {
            into.number(term.term()).count(term.count());
        }
        into.bytes(signature).count(features.flags()).count(features.words());
    }

    static TextFeatures decodePacked(Decoder from) {
        TextFeatures packed = decode(from);
        return new TextFeatures(
                packed.vector(),
                packed.terms(),
                PackedSignature.unpack(packed.signature()),
                packed.flags(),
                packed.words());
    }

    static TextFeatures decode(Decoder from) {
        Vector vector = VectorCodec.read(from);
        int size = from.size();
        List<KeyedTerm> terms = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            terms.add(new KeyedTerm(from.number(), from.size()));
        }
        return new TextFeatures(vector, terms, from.bytes(), from.size(), from.size());
    }

    static void encodeOptional(Encoder into, @Nullable TextFeatures features) {
        into.flag(features != null);
        if (features != null) {
            encode(into, features);
        }
    }

    static @Nullable TextFeatures decodeOptional(Decoder from) {
        return from.flag() ? decode(from) : null;
    }

    /** Enough for what {@link #encode} writes, without growing. */
    static int bytes(TextFeatures features) {
        return 32
                + features.vector().components().length
                + features.signature().length
                + 10 * features.terms().size();
    }
}
