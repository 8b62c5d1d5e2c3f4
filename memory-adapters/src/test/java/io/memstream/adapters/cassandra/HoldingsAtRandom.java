package io.memstream.adapters.cassandra;

import io.memstream.core.model.Alias;
import io.memstream.core.model.Block;
import io.memstream.core.model.Consent;
import io.memstream.core.model.Entity;
import io.memstream.core.model.EntityType;
import io.memstream.core.model.Forgetting;
import io.memstream.core.model.Highlight;
import io.memstream.core.model.Holding;
import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Observation;
import io.memstream.core.model.Procedure;
import io.memstream.core.model.Session;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.TopicThread;
import io.memstream.core.model.Vector;
import io.memstream.core.model.WrittenSummary;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Holdings with any values that their records allow: the same seed always gives the same. */
final class HoldingsAtRandom {
    private static final List<String> PIECES =
            List.of("", "a", "Zoë", "日本", "👋", "\u0000", " ", "\n", "tea, or coffee?");

    private final Random random;

    HoldingsAtRandom(long seed) {
        random = new Random(seed);
    }

    List<Holding> oneOfEach() {
        return List.of(
                session(), thread(), entity(), block(), procedure(), consent(), observation(), alias(), forgetting());
    }

    private Session session() {
        return new Session(
                text(),
                instant(),
                instant(),
                number(),
                number(),
                flag(),
                instant(),
                orNull(this::text),
                orNull(this::text),
                orNull(this::text),
                orNull(this::highlight),
                list(this::highlight),
                real(),
                number(),
                orNull(this::vector),
                orNull(this::writtenSummary));
    }

    private WrittenSummary writtenSummary() {
        return new WrittenSummary(text(), orNull(this::features));
    }

    private TextFeatures features() {
        List<KeyedTerm> terms = random.longs(random.nextInt(20))
                .mapToObj(term -> new KeyedTerm(term, 1 + random.nextInt(300)))
                .toList();
        return new TextFeatures(vector(), terms, new byte[random.nextInt(10)], number(), number());
    }

    private TopicThread thread() {
        return new TopicThread(
                text(),
                text(),
                orNull(this::text),
                list(this::text),
                number(),
                list(this::highlight),
                instant(),
                instant(),
                orNull(this::text),
                orNull(this::vector));
    }

    private Entity entity() {
        return new Entity(
                text(),
                word(EntityType.class),
                text(),
                list(this::text),
                list(this::relation),
                list(this::id),
                number(),
                instant(),
                instant(),
                orNull(this::text));
    }

    private Entity.Relation relation() {
        return new Entity.Relation(text(), text(), id(), orNull(this::instant), orNull(this::instant));
    }

    private Block block() {
        return new Block(text(), text(), number(), orNull(this::text), number(), instant());
    }

    private Procedure procedure() {
        return new Procedure(text(), text(), orNull(this::text), orNull(this::text), list(this::approach), instant());
    }

    private Procedure.Approach approach() {
        return new Procedure.Approach(text(), list(this::text), number(), number(), list(this::text), instant());
    }

    private Consent consent() {
        return new Consent(text(), orNull(this::flag), orNull(this::instant), number());
    }

    private Observation observation() {
        return new Observation(
                text(),
                word(Observation.Pattern.class),
                text(),
                text(),
                number(),
                number(),
                number(),
                orNull(this::text),
                real(),
                list(this::number),
                list(this::id),
                instant(),
                instant());
    }

    private Alias alias() {
        return new Alias(text(), id());
    }

    private Forgetting forgetting() {
        return new Forgetting(
                text(),
                list(random::nextLong),
                orNull(this::id),
                orNull(this::text),
                orNull(() -> word(Kind.class)),
                orNull(this::text),
                orNull(this::text),
                orNull(this::instant),
                orNull(this::instant),
                instant(),
                instant());
    }

    private Highlight highlight() {
        return new Highlight(text(), number(), word(Highlight.Type.class), text(), real());
    }

    private Vector vector() {
        byte[] components = new byte[random.nextInt(400)];
        random.nextBytes(components);
        return new Vector(components, random.nextFloat());
    }

    private String text() {
        return String.join(
                "",
                IntStream.range(0, random.nextInt(6))
                        .mapToObj(i -> PIECES.get(random.nextInt(PIECES.size())))
                        .toList());
    }

    /** Small ones above all, and the largest. */
    private int number() {
        return random.nextInt(10) == 0 ? Integer.MAX_VALUE - random.nextInt(3) : random.nextInt(300);
    }

    private double real() {
        return random.nextInt(5) == 0 ? 0 : random.nextGaussian();
    }

    private boolean flag() {
        return random.nextBoolean();
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    /** To the millisecond, before 1970 as well. */
    private Instant instant() {
        return Instant.ofEpochMilli(random.nextLong() >> 20);
    }

    private <E extends Enum<E>> E word(Class<E> type) {
        return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
    }

    private <T> @Nullable T orNull(Supplier<T> value) {
        return flag() ? value.get() : null;
    }

    private <T> List<T> list(Supplier<T> value) {
        return IntStream.range(0, random.nextInt(4)).mapToObj(i -> value.get()).toList();
    }
}
