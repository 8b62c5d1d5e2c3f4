package io.memstream.core.port;

import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Vector;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds candidates by meaning and by keyed terms among one owner's memories. Holds vectors, keyed hashes and what filters
 * need, no text. One instance serves one generation. All methods throw {@code Unavailable} when the index does not answer.
 */
public interface MemoryIndex extends AutoCloseable {
    /** What is indexed side by side; each has an id space of its own. */
    enum Collected {
        EPISODE,
        FACT
    }

    /**
     * Inserts or replaces, whole entries. Idempotent: an entry whose version is below the stored one changes nothing. What
     * was written is found by searches that start after the call returned. Entries of one call have distinct ids; ids are
     * unique over all owners, as they are hashes under the user's key. {@code Rejected} when the index never will take an
     * entry, such as one with a vector of another length.
     */
    void upsert(Collected collected, List<Entry> entries);

    /** Removes; ids that are not there are ignored. Removed entries are not found by searches that start afterwards. */
    void delete(Collected collected, Owner owner, Collection<UUID> ids);

    /** Removes all that an owner has, of every kind. */
    void deleteOwner(Owner owner);

    /**
     * The owner's nearest entries by vector and, apart from that, by terms; best first within each list.
     *
     * <p>Lexical scores order by how many of the terms match, how often, and how rare they are; their scale is the index's
     * own. Of equal scores the higher ordinal comes first.
     */
    Candidates search(Collected collected, Query query);

    /** Number of entries of an owner. */
    long count(Collected collected, Owner owner);

    /**
     * Makes everything written so far survive a crash and remembers, with it, how far the change stream was applied: next
     * offset to read, per partition.
     */
    void checkpoint(Map<Integer, Long> nextOffsets);

    /**
     * Where the change stream must be read from after a start, so that nothing is missing: next offset per partition as of
     * the last checkpoint that survived. Partitions that are not in it must be read from the beginning. Null when every
     * write is durable by itself and the consumer's own committed offsets hold.
     */
    @Nullable
    Map<Integer, Long> durableUpTo();

    /** What was written since the last checkpoint may be lost by it, as by a crash. */
    @Override
    void close();

    /**
     * @param ordinal the episode's number among the owner's, or that of the fact's latest evidence
     * @param sessionKey keyed hash of the session id; empty for a fact
     * @param kind {@code episode}, or a fact's kind in lower case
     * @param speakerKey keyed hash of the speaker's lower-case name; empty without one
     * @param scopeKey keyed hash of the scope; empty when it belongs to all scopes
     * @param active false for what only shows on request
     * @param version grows with each change of the entry; from the origin; not negative and below 2^53
     */
    record Entry(
            Owner owner,
            UUID id,
            Vector vector,
            List<KeyedTerm> terms,
            long ordinal,
            String sessionKey,
            String kind,
            String speakerKey,
            String scopeKey,
            boolean active,
            Instant occurredAt,
            long version) {}

    /**
     * @param vector normalised; null for no search by meaning
     * @param terms empty for no search by terms
     * @param termWeights how much a match of a term counts, by how rare it is among the owner's texts; a term that is not
     *     in it counts 1, one with 0 or less is not searched for. Empty when the caller does not know: then the index
     *     weighs by what it knows itself, which may be nothing
     * @param limit at most so many of each list
     */
    record Query(
            Owner owner,
            float @Nullable [] vector,
            List<Long> terms,
            Map<Long, Double> termWeights,
            Filter filter,
            int limit) {
        public Query(Owner owner, float @Nullable [] vector, List<Long> terms, Filter filter, int limit) {
            this(owner, vector, terms, Map.of(), filter, limit);
        }
    }

    /**
     * Empty sets and nulls do not filter.
     *
     * @param scopeKey what belongs to this scope or to all scopes
     * @param from inclusive, by occurred_at
     * @param until inclusive, by occurred_at
     */
    record Filter(
            Set<String> kinds,
            Set<String> sessionKeys,
            Set<String> speakerKeys,
            @Nullable String scopeKey,
            @Nullable Instant from,
            @Nullable Instant until,
            boolean activeOnly) {
        public static final Filter NONE = new Filter(Set.of(), Set.of(), Set.of(), null, null, null, false);
    }

    /** The two lists; the same memory may be in both. */
    record Candidates(List<Hit> dense, List<Hit> lexical) {}

    /** @param score cosine in the dense list, the index's own scale in the lexical one */
    record Hit(UUID id, long ordinal, double score) {}
}
