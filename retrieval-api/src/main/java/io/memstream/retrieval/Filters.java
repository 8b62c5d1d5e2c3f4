package io.memstream.retrieval;

import io.memstream.adapters.http.Identifiers;
import io.memstream.adapters.http.JsonBody;
import io.memstream.core.context.Validity;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Status;
import io.memstream.core.model.Turn;
import io.memstream.core.port.MemoryIndex;
import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.port.Vault;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which memories a read may see. Empty sets and nulls do not filter.
 *
 * @param kinds exactly these
 * @param statuses of facts, exactly these; empty for those that are shown unless asked otherwise
 * @param scope what belongs to it or to all scopes
 * @param speakers in lower case
 * @param from inclusive, by occurred_at
 * @param until inclusive, by occurred_at
 * @param asOf only what had been said by then
 * @param knownAt only what the log had recorded by then
 * @param metadata every entry must be on the turn
 */
record Filters(
        Set<ItemKind> kinds,
        Set<Status> statuses,
        @Nullable String scope,
        Set<String> sessions,
        Set<String> speakers,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable Instant asOf,
        @Nullable Instant knownAt,
        Set<UUID> excluded,
        Map<String, String> metadata) {
    /** What is shown unless asked otherwise: what is in doubt, too. */
    static final Set<Status> SHOWN = Set.of(Status.ACTIVE, Status.CONTESTED);

    private static final int MAX_IDS = 1_000;
    private static final int MAX_NAMES = 100;
    private static final int MAX_METADATA = 64;
    private static final int METADATA_NAME = 128;
    private static final int METADATA_VALUE = 2_000;

    static Filters of(JsonBody body) {
        Set<ItemKind> kinds = new LinkedHashSet<>(body.words("kinds", ItemKind.class, ItemKind.values().length));
        Instant from = body.optionalInstant("from");
        Instant until = body.optionalInstant("until");
        if (from != null && until != null && from.isAfter(until)) {
            throw body.invalid("from", "must not be after until");
        }
        return new Filters(
                kinds.isEmpty() ? Set.of(ItemKind.values()) : kinds,
                statuses(body),
                body.optionalIdentifier("scope"),
                names(body, "session_ids"),
                names(body, "speakers").stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()),
                from,
                until,
                body.optionalInstant("as_of"),
                body.optionalInstant("known_at"),
                ids(body),
                body.textMap("metadata", MAX_METADATA, METADATA_NAME, METADATA_VALUE));
    }

    private static Set<Status> statuses(JsonBody body) {
        Set<Status> statuses = EnumSet.noneOf(Status.class);
        statuses.addAll(body.words("status", Status.class, Status.values().length));
        if (body.flag("include_archived", false)) {
            statuses.addAll(statuses.isEmpty() ? SHOWN : Set.of());
            statuses.add(Status.ARCHIVED);
        }
        return statuses;
    }

    private static Set<String> names(JsonBody body, String field) {
        List<String> names = body.texts(field, MAX_NAMES, Identifiers.MAX_CHARACTERS * 2);
        for (int index = 0; index < names.size(); index++) {
            Identifiers.check(body.name(field + "[" + index + "]"), names.get(index));
        }
        return Set.copyOf(names);
    }

    private static Set<UUID> ids(JsonBody body) {
        List<String> texts = body.texts("exclude_ids", MAX_IDS, Identifiers.MAX_CHARACTERS);
        Set<UUID> ids = new HashSet<>();
        for (int index = 0; index < texts.size(); index++) {
            UUID id = MemoryId.parse(texts.get(index));
            if (id == null) {
                throw body.invalid("exclude_ids[" + index + "]", "must be the id of an item");
            }
            ids.add(id);
        }
        return Set.copyOf(ids);
    }

    boolean wantsEpisodes() {
        return kinds.contains(ItemKind.EPISODE);
    }

    boolean wantsFacts() {
        // Sessions, speakers and metadata are of turns.
        return kinds.stream().anyMatch(ItemKind.FACTS::contains)
                && sessions.isEmpty()
                && speakers.isEmpty()
                && metadata.isEmpty();
    }

    /** The same filters for fewer kinds; none of them may be left. */
    Filters ofKinds(Set<ItemKind> fewer) {
        Set<ItemKind> both = new LinkedHashSet<>(kinds);
        both.retainAll(fewer);
        return new Filters(both, statuses, scope, sessions, speakers, from, until, asOf, knownAt, excluded, metadata);
    }

    /** Whether an episode may be seen, as far as its row tells. */
    boolean admits(RankRow row) {
        return !excluded.contains(row.id())
                && inScope(row.scope())
                && (sessions.isEmpty() || sessions.contains(row.sessionId()))
                && (speakers.isEmpty()
                        || (row.speaker() != null
                                && speakers.contains(row.speaker().toLowerCase(Locale.ROOT))))
                && saidInTime(row.occurredAt())
                && recordedInTime(row.recordedAt());
    }

    /** Whether a fact may be seen, but for when it was said and how sure it is. */
    boolean admits(Fact fact) {
        return knows(fact) && kinds.contains(ItemKind.of(fact.kind()));
    }

    /** The same for what need not be shown, and may lead to what is. */
    boolean knows(Fact fact) {
        return inPlace(fact) && (statuses.isEmpty() || statuses.contains(fact.status())) && holds(fact);
    }

    /** Whether a fact is neither left out nor another scope's. */
    boolean inPlace(Fact fact) {
        return !excluded.contains(fact.id()) && inScope(fact.scope());
    }

    /** Whether what was changed at a time is as it was at the time that the read is made for. */
    boolean wasThere(Instant changedAt) {
        return (asOf == null || !changedAt.isAfter(asOf)) && recordedInTime(changedAt);
    }

    /** A time asks for what held then, whatever became of it. */
    private boolean holds(Fact fact) {
        return asOf == null ? !statuses.isEmpty() || SHOWN.contains(fact.status()) : Validity.heldAt(fact, asOf);
    }

    /** Whether a turn had been said and recorded by the time that the read is made for. */
    boolean inTime(Turn turn) {
        return (asOf == null || !turn.occurredAt().isAfter(asOf)) && recordedInTime(turn.recordedAt());
    }

    private boolean recordedInTime(Instant recordedAt) {
        return knownAt == null || !recordedAt.isAfter(knownAt);
    }

    boolean admits(Turn turn) {
        return metadata.entrySet().stream()
                .allMatch(entry -> entry.getValue().equals(turn.metadata().get(entry.getKey())));
    }

    boolean inScope(@Nullable String memoryScope) {
        return scope == null || memoryScope == null || scope.equals(memoryScope);
    }

    boolean saidInTime(Instant occurredAt) {
        return (from == null || !occurredAt.isBefore(from))
                && (until == null || !occurredAt.isAfter(until))
                && (asOf == null || !occurredAt.isAfter(asOf));
    }

    /** The part of it that the index knows, for episodes. */
    MemoryIndex.Filter ofEpisodes(Vault vault, Owner owner) {
        return new MemoryIndex.Filter(
                Set.of(),
                keys(vault, owner, "session", sessions),
                keys(vault, owner, "speaker", speakers),
                scope == null ? null : vault.key(owner, "scope", scope),
                from,
                earlier(until, asOf),
                true);
    }

    /** The part of it that the index knows, for facts. What held earlier may be inactive now. */
    MemoryIndex.Filter ofFacts(Vault vault, Owner owner) {
        Set<ItemKind> facts = new HashSet<>(kinds);
        facts.retainAll(ItemKind.FACTS);
        return new MemoryIndex.Filter(
                facts.equals(ItemKind.FACTS) ? Set.of() : ItemKind.words(facts),
                Set.of(),
                Set.of(),
                scope == null ? null : vault.key(owner, "scope", scope),
                null,
                null,
                asOf == null && knownAt == null && SHOWN.containsAll(statuses));
    }

    private static Set<String> keys(Vault vault, Owner owner, String purpose, Set<String> names) {
        return names.stream().map(name -> vault.key(owner, purpose, name)).collect(Collectors.toSet());
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
