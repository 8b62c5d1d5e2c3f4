package io.memstream.retrieval;

import io.javalin.http.Context;
import io.memstream.core.consolidation.Importance;
import io.memstream.core.digest.ThreadDigest;
import io.memstream.core.model.Block;
import io.memstream.core.model.Consent;
import io.memstream.core.model.Entity;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Mode;
import io.memstream.core.model.Observation;
import io.memstream.core.model.Procedure;
import io.memstream.core.model.Status;
import io.memstream.core.model.TopicThread;
import io.memstream.core.port.MemoryReader;
import io.memstream.core.port.MemoryReader.Totals;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** {@code GET /v1/users/{user}/summary}: how much is held of a user, and how it grows and is used. */
final class SummaryRead {
    private static final Duration LATELY = Duration.ofDays(7);

    private final Users users;
    private final Opening opening;
    private final RetrievalConfig config;
    private final InstantSource clock;

    SummaryRead(Users users, Opening opening, RetrievalConfig config, InstantSource clock) {
        this.users = users;
        this.opening = opening;
        this.config = config;
        this.clock = clock;
    }

    void summary(Context context) {
        double minConfidence = new QueryParameters(context).fraction("min_confidence", config.minConfidence());
        Held held = users.read(context, opened -> held(opened, minConfidence), Held.NOTHING);
        context.json(json(held, clock.instant()));
    }

    private Held held(Opening.Opened opened, double minConfidence) {
        MemoryReader reader = opened.generation().reader();
        CompletionStage<Totals> totals = reader.totals(opened.owner());
        CompletionStage<List<Fact>> facts = reader.facts(opened.owner());
        CompletionStage<List<Entity>> entities = reader.holdings(opened.owner(), Entity.class);
        CompletionStage<List<TopicThread>> threads = reader.holdings(opened.owner(), TopicThread.class);
        CompletionStage<List<Consent>> consents = reader.holdings(opened.owner(), Consent.class);
        CompletionStage<List<Observation>> observations = reader.holdings(opened.owner(), Observation.class);
        OwnerMemory memory = opening.memory(opened.generation(), opened.owner(), opened.deadline());
        Instant since = clock.instant().minus(LATELY);
        return new Held(
                opened.await(totals),
                opened.await(facts).stream()
                        .filter(fact -> fact.confidence() >= minConfidence)
                        .toList(),
                memory.view().count(row -> row.recordedAt().isAfter(since)),
                memory.blocks(),
                memory.procedures(),
                opened.await(entities),
                opened.await(threads),
                opened.await(consents),
                Observations.shown(opened.await(observations)),
                opening.mode(opened));
    }

    private static Map<String, Object> json(Held held, Instant at) {
        List<Fact> active = held.facts().stream()
                .filter(fact -> fact.status() == Status.ACTIVE)
                .toList();
        Map<String, Integer> withheld = new TreeMap<>();
        held.consents().stream()
                .filter(consent -> consent.withheld() > 0)
                .forEach(consent -> withheld.put(consent.id(), consent.withheld()));
        return new Fields()
                .with("episodes", held.totals().episodes())
                .with("memories", active.size())
                .with("by_kind", counts(active, fact -> ItemKind.of(fact.kind()).word()))
                .with(
                        "by_status",
                        counts(held.facts(), fact -> fact.status().name().toLowerCase(Locale.ROOT)))
                .with("sessions", held.totals().sessions())
                .with(
                        "threads",
                        held.threads().stream().filter(ThreadDigest::isShown).count())
                .with(
                        "entities",
                        held.entities().stream()
                                .filter(entity -> entity.mergedInto() == null)
                                .count())
                .with("blocks", held.blocks().size())
                .with("procedures", held.procedures().size())
                .with("last_7_days", lately(held, active, at.minus(LATELY)))
                .withRounded("stale_share", staleShare(active, at))
                .with("withheld", withheld)
                .with(
                        "patterns",
                        held.observations().stream().map(HoldingJson::of).toList())
                .with("mode", held.mode().name().toLowerCase(Locale.ROOT))
                .withOptional("last_updated", held.totals().lastUpdated())
                .json();
    }

    private static Map<String, Object> lately(Held held, List<Fact> active, Instant since) {
        return new Fields()
                .with("episodes", held.episodesLately())
                .with(
                        "memories_made",
                        active.stream()
                                .filter(fact ->
                                        fact.version() == 1 && fact.recordedAt().isAfter(since))
                                .count())
                .with(
                        "memories_changed",
                        held.facts().stream()
                                .filter(fact ->
                                        fact.version() > 1 && fact.recordedAt().isAfter(since))
                                .count())
                .with(
                        "memories_mentioned_or_used",
                        active.stream()
                                .filter(fact -> fact.standing().lastSeenAt().isAfter(since))
                                .count())
                .json();
    }

    private static double staleShare(List<Fact> active, Instant at) {
        return active.isEmpty()
                ? 0
                : (double) active.stream()
                                .filter(fact -> Importance.stale(fact, at))
                                .count()
                        / active.size();
    }

    private static Map<String, Integer> counts(List<Fact> facts, Function<Fact, String> by) {
        Map<String, Integer> counts = new TreeMap<>();
        facts.forEach(fact -> counts.merge(by.apply(fact), 1, Integer::sum));
        return counts;
    }

    private record Held(
            Totals totals,
            List<Fact> facts,
            int episodesLately,
            List<Block> blocks,
            List<Procedure> procedures,
            List<Entity> entities,
            List<TopicThread> threads,
            List<Consent> consents,
            List<Observation> observations,
            Mode mode) {
        static final Held NOTHING = new Held(
                new Totals(0, 0, 0, 0, null),
                List.of(),
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Mode.ON);
    }
}
