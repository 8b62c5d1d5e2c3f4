package io.memstream.retrieval;

import io.memstream.adapters.crypto.InMemoryKeyStore;
import io.memstream.adapters.crypto.KeyEncryption;
import io.memstream.adapters.crypto.TinkVault;
import io.memstream.adapters.embedding.OnnxEmbedder;
import io.memstream.adapters.embedding.TokenSignature;
import io.memstream.adapters.text.EnglishTermAnalyzer;
import io.memstream.core.model.Episode;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Role;
import io.memstream.core.model.Standing;
import io.memstream.core.model.Status;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Turn;
import io.memstream.core.model.Vector;
import io.memstream.core.port.Embedder;
import io.memstream.core.port.Embedder.Embedded;
import io.memstream.core.port.KeyStore;
import io.memstream.core.port.MemoryIndex;
import io.memstream.core.port.TermAnalyzer;
import io.memstream.core.port.TokenProjection;
import io.memstream.core.port.Vault;
import io.memstream.core.ranking.TextFlags;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes the domain's values out of texts, with the real model, terms and keys. */
final class MemoryFixture {
    static final String TENANT = "default";
    static final Embedder EMBEDDER = OnnxEmbedder.bgeSmallEn();
    static final TokenProjection PROJECTION = TokenSignature.bgeSmallEn();
    static final TermAnalyzer ANALYZER = new EnglishTermAnalyzer();
    /** Tests of long histories say the same again and again. */
    private static final Map<String, Embedded> EMBEDDED = new ConcurrentHashMap<>();

    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private final KeyStore keys;
    private final KeyEncryption encryption;
    private final Vault writing;

    MemoryFixture(Path folder) {
        this(folder, new InMemoryKeyStore());
    }

    MemoryFixture(Path folder, KeyStore keys) {
        this.keys = keys;
        this.encryption = KeyEncryption.fromFile(folder.resolve("keys.json"));
        this.writing = new TinkVault(keys, encryption, true);
    }

    /** As a writer has it. */
    Vault vault() {
        return writing;
    }

    /** As a reader has it: creates no keys. */
    Vault readingVault() {
        return new TinkVault(keys, encryption, false);
    }

    Owner owner(String userId) {
        return writing.owner(TENANT, userId);
    }

    static TurnMaker turn(String userId, String content) {
        return new TurnMaker(userId, content);
    }

    Episode episode(Turn turn, long ordinal, int sessionOrdinal) {
        Owner owner = owner(turn.userId());
        return new Episode(
                writing.id(owner, "episode", turn.turnId()),
                writing.key(owner, "turn", turn.turnId()),
                turn,
                ordinal,
                sessionOrdinal,
                EMBEDDER.model(),
                features(owner, turn.content(), turn.role()));
    }

    Fact fact(String userId, Kind kind, String statement, Episode from, Status status, @Nullable Instant validTo) {
        return fact(
                userId, kind, "attribute", statement, from, status, from.turn().occurredAt(), validTo);
    }

    Fact fact(
            String userId,
            Kind kind,
            String attribute,
            String statement,
            Episode from,
            Status status,
            Instant validFrom,
            @Nullable Instant validTo) {
        Owner owner = owner(userId);
        return new Fact(
                writing.id(owner, "fact", statement),
                1,
                kind,
                "user",
                attribute,
                statement,
                statement,
                false,
                from.turn().scope(),
                status,
                .9,
                1,
                List.of(new Evidence(
                        from.id(),
                        from.turn().turnId(),
                        from.turn().occurredAt(),
                        from.turn().content())),
                validFrom,
                validTo,
                from.turn().recordedAt(),
                null,
                "new-fact",
                EMBEDDER.model(),
                features(owner, statement, Role.USER),
                new Standing(true, false, null, null, null, 1, 0, from.turn().recordedAt()));
    }

    /** A later version of it. */
    static Fact version(Fact fact, int version, Status status) {
        return version(fact, version, status, fact.recordedAt());
    }

    static Fact version(Fact fact, int version, Status status, Instant recordedAt) {
        return copy(fact, version, fact.value(), status, recordedAt, fact.singleValued(), fact.standing());
    }

    static Fact singleValued(Fact fact) {
        return copy(fact, fact.version() + 1, fact.value(), fact.status(), fact.recordedAt(), true, fact.standing());
    }

    static Fact value(Fact fact, String value) {
        return copy(
                fact, fact.version(), value, fact.status(), fact.recordedAt(), fact.singleValued(), fact.standing());
    }

    static Fact lastSeen(Fact fact, Instant at) {
        Standing standing = fact.standing();
        return copy(
                fact,
                fact.version() + 1,
                fact.value(),
                fact.status(),
                fact.recordedAt(),
                fact.singleValued(),
                new Standing(
                        standing.explicit(),
                        standing.pinned(),
                        standing.sensitivity(),
                        standing.names(),
                        standing.expiresAt(),
                        standing.importance(),
                        standing.uses(),
                        at));
    }

    private static Fact copy(
            Fact fact,
            int version,
            String value,
            Status status,
            Instant recordedAt,
            boolean singleValued,
            Standing standing) {
        return new Fact(
                fact.id(),
                version,
                fact.kind(),
                fact.subject(),
                fact.attribute(),
                value,
                fact.statement(),
                singleValued,
                fact.scope(),
                status,
                fact.confidence(),
                fact.mentions(),
                fact.evidence(),
                fact.validFrom(),
                fact.validTo(),
                recordedAt,
                fact.supersededBy(),
                fact.rule(),
                fact.model(),
                fact.features(),
                standing);
    }

    /** What ranking needs of a text about a user. */
    TextFeatures features(String userId, String text) {
        return features(owner(userId), text, Role.USER);
    }

    private TextFeatures features(Owner owner, String text, Role role) {
        Map<Long, Integer> counts = new TreeMap<>();
        ANALYZER.terms(text).forEach(term -> counts.merge(writing.term(owner, term), 1, Integer::sum));
        Embedded embedded = EMBEDDED.computeIfAbsent(text, EMBEDDER::embedPassage);
        return new TextFeatures(
                Vector.of(embedded.vector()),
                counts.entrySet().stream()
                        .map(count -> new KeyedTerm(count.getKey(), count.getValue()))
                        .toList(),
                PROJECTION.signature(embedded, Integer.MAX_VALUE),
                role == Role.ASSISTANT ? TextFlags.ASSISTANT : 0,
                text.split("\\s+").length);
    }

    MemoryIndex.Entry entry(Episode episode) {
        Turn turn = episode.turn();
        Owner owner = owner(turn.userId());
        return new MemoryIndex.Entry(
                owner,
                episode.id(),
                episode.features().vector(),
                episode.features().terms(),
                episode.ordinal(),
                writing.key(owner, "session", turn.sessionId()),
                "episode",
                turn.speaker() == null
                        ? ""
                        : writing.key(owner, "speaker", turn.speaker().toLowerCase(Locale.ROOT)),
                turn.scope() == null ? "" : writing.key(owner, "scope", turn.scope()),
                true,
                turn.occurredAt(),
                episode.ordinal());
    }

    MemoryIndex.Entry entry(String userId, Fact fact) {
        Owner owner = owner(userId);
        return new MemoryIndex.Entry(
                owner,
                fact.id(),
                fact.features().vector(),
                fact.features().terms(),
                0,
                "",
                fact.kind().name().toLowerCase(Locale.ROOT),
                "",
                fact.scope() == null ? "" : writing.key(owner, "scope", fact.scope()),
                fact.status() == Status.ACTIVE || fact.status() == Status.CONTESTED,
                fact.recordedAt(),
                fact.version());
    }

    /** A turn with what a test does not care about filled in. */
    static final class TurnMaker {
        private final String userId;
        private final String content;
        private String turnId = UUID.randomUUID().toString();
        private String sessionId = "s1";
        private Role role = Role.USER;
        private @Nullable String speaker;
        private @Nullable String scope;
        private Map<String, String> metadata = Map.of();
        private Instant occurredAt = NOW.minusSeconds(60);
        private Instant recordedAt = NOW.minusSeconds(60);

        private TurnMaker(String userId, String content) {
            this.userId = userId;
            this.content = content;
        }

        TurnMaker id(String id) {
            turnId = id;
            return this;
        }

        TurnMaker session(String id) {
            sessionId = id;
            return this;
        }

        TurnMaker role(Role other) {
            role = other;
            return this;
        }

        TurnMaker speaker(String name) {
            speaker = name;
            return this;
        }

        TurnMaker scope(String name) {
            scope = name;
            return this;
        }

        TurnMaker metadata(Map<String, String> entries) {
            metadata = entries;
            return this;
        }

        TurnMaker at(String instant) {
            occurredAt = Instant.parse(instant);
            return this;
        }

        TurnMaker recordedAt(String instant) {
            recordedAt = Instant.parse(instant);
            return this;
        }

        Turn make() {
            return new Turn(
                    turnId,
                    userId,
                    sessionId,
                    role,
                    content,
                    speaker,
                    null,
                    null,
                    scope,
                    List.of(),
                    metadata,
                    null,
                    occurredAt,
                    recordedAt);
        }
    }
}
