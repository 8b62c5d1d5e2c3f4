package io.memstream.adapters.cassandra;

import io.memstream.core.consolidation.Change;
import io.memstream.core.model.Attachment;
import io.memstream.core.model.Episode;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Origin;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Role;
import io.memstream.core.model.Session;
import io.memstream.core.model.Standing;
import io.memstream.core.model.Status;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Turn;
import io.memstream.core.model.Vector;
import io.memstream.core.port.MemoryWriter.OwnedChange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** What was remembered of somebody, by number: the same number always gives the same. */
final class Remembered {
    static final Instant START = Instant.parse("2024-01-30T08:00:00Z");
    private static final Duration BETWEEN = Duration.ofMinutes(3);
    private static final String MODEL = "bge-small-en-v1.5-int8";

    private Remembered() {}

    static OwnedChange change(Owner owner, long offset, int sequence, Change change) {
        return new OwnedChange(owner, new Origin(0, offset), sequence, change);
    }

    static Change episode(long ordinal, String session, int sessionOrdinal) {
        return new Change.EpisodeRemembered(
                episodeOf(ordinal, session, sessionOrdinal, "turn number " + ordinal), ordinal + 1);
    }

    static Episode episodeOf(long ordinal, String session, int sessionOrdinal, String content) {
        Instant occurredAt = START.plus(BETWEEN.multipliedBy(ordinal));
        Turn turn = new Turn(
                "t" + ordinal,
                "ana",
                session,
                ordinal % 2 == 0 ? Role.USER : Role.ASSISTANT,
                content,
                ordinal % 2 == 0 ? "Ana" : null,
                null,
                "agent-7",
                ordinal % 3 == 0 ? "garden" : null,
                List.of(new Attachment("image/png", null, "a map of Lisbon")),
                Map.of("channel", "web", "locale", "pt"),
                "app",
                occurredAt,
                occurredAt.plusMillis(1234));
        return new Episode(
                id("episode" + ordinal), "key" + ordinal, turn, ordinal, sessionOrdinal, MODEL, features(ordinal));
    }

    static Change session(String id, int turns) {
        return new Change.HoldingUpdated(
                Session.unread(id, START, START.plus(BETWEEN.multipliedBy(turns)), turns, turns > 3));
    }

    static Change fact(int number, int version, String value) {
        return new Change.FactUpdated(factOf(number, version, value));
    }

    static Fact factOf(int number, int version, String value) {
        Instant recordedAt = START.plus(Duration.ofHours(number)).plus(Duration.ofMinutes(version));
        return new Fact(
                id("fact" + number),
                version,
                Kind.PREFERENCE,
                "user",
                "favourite tea",
                value,
                "Ana's favourite tea is " + value + ".",
                true,
                null,
                version == 1 ? Status.ACTIVE : Status.SUPERSEDED,
                0.9,
                version,
                List.of(new Evidence(id("episode" + number), "t" + number, START, "I love " + value)),
                START,
                version == 1 ? null : recordedAt,
                recordedAt,
                version == 1 ? null : id("fact" + number + "'"),
                "newer-value-supersedes",
                MODEL,
                features(number),
                new Standing(true, false, null, null, null, 1, 0, Instant.EPOCH));
    }

    static TextFeatures features(long seed) {
        Random random = new Random(seed);
        float[] vector = new float[384];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        byte[] signature = new byte[1 + 33 * 16];
        random.nextBytes(signature);
        signature[0] = 16;
        List<KeyedTerm> terms = random.longs(15)
                .sorted()
                .mapToObj(term -> new KeyedTerm(term, 1))
                .toList();
        // As rows keep them, so that they are read as written.
        return new TextFeatures(Vector.of(vector), terms, signature, 5, 33).within(1_880);
    }

    static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
