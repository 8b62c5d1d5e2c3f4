package io.memstream.core.port;

import io.memstream.core.model.Episode;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Holding;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Role;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Turn;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads one generation's tables. Nothing found is empty, never an error; a store that does not answer fails the stage with
 * {@code Unavailable}. What belongs to an erased user is not found.
 */
public interface MemoryReader {
    /**
     * Whole episodes, in the order of the rows; those that are not there are left out.
     *
     * @param rows which rank rows they are, as {@link #rankChunk} gave them
     */
    CompletionStage<List<Episode>> episodes(Owner owner, Collection<RankRow> rows);

    /** The episodes of the 64 consecutive ordinals from {@code 64 * chunk}, what ranking needs of them, by ordinal. */
    CompletionStage<List<RankRow>> rankChunk(Owner owner, long chunk);

    /** The last turns of a session, oldest first. */
    CompletionStage<List<Episode>> lastTurns(Owner owner, String sessionId, int limit);

    /** All of one type, by id. */
    <T extends Holding> CompletionStage<List<T>> holdings(Owner owner, Class<T> type);

    <T extends Holding> CompletionStage<Optional<T>> holding(Owner owner, Class<T> type, String id);

    /** All facts in their latest version, latest recorded first. */
    CompletionStage<List<Fact>> facts(Owner owner);

    CompletionStage<Optional<Fact>> fact(Owner owner, UUID id);

    /** All versions, oldest first; empty when there is no such fact. */
    CompletionStage<List<Fact>> history(Owner owner, UUID id);

    CompletionStage<Totals> totals(Owner owner);

    /** How many episodes share a rank chunk. */
    int CHUNK = 64;

    /**
     * What ranking needs of one episode.
     *
     * @param month the table's bucket, {@code yyyymm} by occurred_at; tells where to read the whole episode
     * @param speaker the speaker's name; null without one
     * @param scope null when it belongs to all scopes
     * @param features no more than a row has room for; the index and what is to be forgotten know all terms
     */
    record RankRow(
            UUID id,
            int month,
            long ordinal,
            String sessionId,
            int sessionOrdinal,
            Role role,
            @Nullable String speaker,
            @Nullable String scope,
            Instant occurredAt,
            Instant recordedAt,
            TextFeatures features) {
        /** With ids, names and times of the usual length, and sealed, a row takes at most 2 KB. */
        private static final int FEATURES_BYTES = 1_880;

        public static RankRow of(Episode episode) {
            Turn turn = episode.turn();
            return new RankRow(
                    episode.id(),
                    month(turn.occurredAt()),
                    episode.ordinal(),
                    turn.sessionId(),
                    episode.sessionOrdinal(),
                    turn.role(),
                    turn.speaker(),
                    turn.scope(),
                    turn.occurredAt(),
                    turn.recordedAt(),
                    episode.features().within(FEATURES_BYTES));
        }

        /** The same row, its names as given: rows of one owner repeat few of them, and may share the objects. */
        public RankRow named(UnaryOperator<String> name) {
            return new RankRow(
                    id,
                    month,
                    ordinal,
                    name.apply(sessionId),
                    sessionOrdinal,
                    role,
                    speaker == null ? null : name.apply(speaker),
                    scope == null ? null : name.apply(scope),
                    occurredAt,
                    recordedAt,
                    features);
        }

        /** The bucket of an episode: {@code yyyymm} in UTC, so that no partition grows for ever. */
        public static int month(Instant occurredAt) {
            ZonedDateTime utc = occurredAt.atZone(ZoneOffset.UTC);
            return utc.getYear() * 100 + utc.getMonthValue();
        }
    }

    /**
     * @param ordinals one more than the highest that an episode ever had; what was forgotten left gaps below it
     * @param lastUpdated null when nothing was ever remembered
     */
    record Totals(
            long episodes,
            long ordinals,
            long facts,
            long sessions,
            @Nullable Instant lastUpdated) {}
}
