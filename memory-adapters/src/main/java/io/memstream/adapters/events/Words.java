package io.memstream.adapters.events;

import io.memstream.core.failure.Rejected;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Enum constants and ids as the words that events carry. A word that this version does not know is {@code unknown_word}. */
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static @Nullable String ofNullable(@Nullable Enum<?> constant) {
        return constant == null ? null : of(constant);
    }

    static <E extends Enum<E>> E read(Class<E> constants, String word) {
        try {
            return Enum.valueOf(constants, word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new Rejected(
                    "unknown_word",
                    "a " + constants.getSimpleName() + " that this version does not know; update the service");
        }
    }

    static <E extends Enum<E>> @Nullable E readNullable(Class<E> constants, @Nullable String word) {
        return word == null ? null : read(constants, word);
    }

    static @Nullable String ofNullable(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }

    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw new Rejected("malformed_id", "an id of the record is not a UUID");
        }
    }

    static @Nullable UUID nullableId(@Nullable String text) {
        return text == null ? null : id(text);
    }

    static List<String> of(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toList();
    }

    static List<UUID> ids(List<String> texts) {
        return texts.stream().map(Words::id).toList();
    }
}
