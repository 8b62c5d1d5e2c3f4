package io.memstream.adapters.events;

import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.KeyedTerms;
import io.memstream.core.model.Span;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * Values of any record or sealed type out of a seed: each nullable component is null in a third of them, texts and lists
 * may be empty. Numbers are above 0 and times have milliseconds, as in the log.
 */
@NullUnmarked // makes nulls on purpose
final class AnyRecord {
    private static final List<String> TEXTS =
            List.of("", "home", "Kraków ☕", "\u0000", "\"quoted\"\n", "0".repeat(300));

    private final Random random;

    AnyRecord(long seed) {
        random = new Random(seed);
    }

    <T> T of(Class<T> type) {
        return type.cast(value(type));
    }

    private Object component(RecordComponent component) {
        return isNullable(component.getAnnotatedType()) && random.nextInt(3) == 0
                ? null
                : value(component.getGenericType());
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class ? list(generic) : map(generic);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == Span.class) {
            int start = random.nextInt(100);
            return new Span(start, start + random.nextInt(100));
        }
        if (plain == KeyedTerms.class) {
            return keyedTerms();
        }
        if (plain.isSealed()) {
            Class<?>[] choices = plain.getPermittedSubclasses();
            return value(choices[random.nextInt(choices.length)]);
        }
        if (plain.isRecord()) {
            return record(plain);
        }
        return plain.isEnum() ? plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)] : atom(plain);
    }

    private Object atom(Class<?> type) {
        if (type == String.class) {
            return TEXTS.get(random.nextInt(TEXTS.size())) + random.nextInt(10);
        }
        if (type == int.class || type == Integer.class) {
            return 1 + random.nextInt(1_000);
        }
        if (type == long.class || type == Long.class) {
            return 1 + (random.nextLong() >>> 1) / 2;
        }
        if (type == double.class) {
            return 1 - random.nextDouble();
        }
        if (type == float.class) {
            return 1 - random.nextFloat();
        }
        if (type == boolean.class || type == Boolean.class) {
            return random.nextBoolean();
        }
        if (type == Instant.class) {
            return Instant.ofEpochMilli(random.nextLong() % 4_000_000_000_000L);
        }
        if (type == UUID.class) {
            return new UUID(random.nextLong(), random.nextLong());
        }
        if (type == byte[].class) {
            byte[] bytes = new byte[random.nextInt(5)];
            random.nextBytes(bytes);
            return bytes;
        }
        throw new IllegalArgumentException("no value for " + type);
    }

    private KeyedTerms keyedTerms() {
        return KeyedTerms.of(Stream.generate(() -> of(KeyedTerm.class))
                .limit(random.nextInt(4))
                .toList());
    }

    private List<Object> list(ParameterizedType type) {
        List<Object> values = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            values.add(value(type.getActualTypeArguments()[0]));
        }
        return values;
    }

    private Map<Object, Object> map(ParameterizedType type) {
        Map<Object, Object> values = new HashMap<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            values.put(value(type.getActualTypeArguments()[0]), value(type.getActualTypeArguments()[1]));
        }
        return values;
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(
                    Arrays.stream(components).map(this::component).toArray());
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException("no " + type, failed);
        }
    }
}
