package io.memstream.adapters.events;

import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Vector;
import io.memstream.schemas.event.TopicVector;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** {@link TextFeatures} and {@link Vector} as their events. */
final class FeaturesMapping {
    private FeaturesMapping() {}

    static io.memstream.schemas.event.TextFeatures toEvent(TextFeatures features) {
        return new io.memstream.schemas.event.TextFeatures(
                ByteBuffer.wrap(features.vector().components()),
                features.vector().scale(),
                features.terms().stream()
                        .map(term -> new io.memstream.schemas.event.KeyedTerm(term.term(), term.count()))
                        .toList(),
                ByteBuffer.wrap(features.signature()),
                features.flags(),
                features.words());
    }

    static TextFeatures toFeatures(io.memstream.schemas.event.TextFeatures event) {
        return new TextFeatures(
                new Vector(bytes(event.getVector()), event.getScale()),
                event.getTerms().stream()
                        .map(term -> new KeyedTerm(term.getTerm(), term.getCount()))
                        .toList(),
                bytes(event.getSignature()),
                event.getFlags(),
                event.getWords());
    }

    static io.memstream.schemas.event.@Nullable TextFeatures toNullableEvent(@Nullable TextFeatures features) {
        return features == null ? null : toEvent(features);
    }

    static @Nullable TextFeatures toNullableFeatures(io.memstream.schemas.event.@Nullable TextFeatures event) {
        return event == null ? null : toFeatures(event);
    }

    static @Nullable TopicVector toEvent(@Nullable Vector vector) {
        return vector == null ? null : new TopicVector(ByteBuffer.wrap(vector.components()), vector.scale());
    }

    static @Nullable Vector toVector(@Nullable TopicVector event) {
        return event == null ? null : new Vector(bytes(event.getComponents()), event.getScale());
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
