package io.memstream.retrieval;

import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Owner;
import io.memstream.core.port.MemoryIndex;
import io.memstream.core.port.MemoryIndex.Collected;
import io.memstream.core.port.MemoryIndex.Hit;
import io.memstream.core.port.MemoryReader;
import io.memstream.core.port.TermAnalyzer;
import io.memstream.core.port.Vault;
import io.memstream.core.ranking.Aspect;
import io.memstream.core.ranking.FactQuery;
import io.memstream.core.ranking.FactRanker;
import io.memstream.core.ranking.RankQuery;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Recalls facts, by meaning and by the words they share with the question. */
final class FactRecall {
    /** Owners with more facts than this have the index choose which to rank. */
    static final int RANKED_WHOLE = 1_000;

    private static final int PER_LIST = 100;

    /** A read for an earlier time reads the versions of so many facts at most, the best as they are now. */
    private static final int VERSIONS_READ = 60;

    private final Vault vault;
    private final Workers workers;
    private final TermAnalyzer analyzer;
    private final FactRanker ranker;

    FactRecall(Vault vault, Workers workers, TermAnalyzer analyzer, FactRanker ranker) {
        this.vault = vault;
        this.workers = workers;
        this.analyzer = analyzer;
        this.ranker = ranker;
    }

    /** @param aboutUser vector of the question in the third person; null when it does not speak of the user */
    FactQuery asked(RankQuery query, float @Nullable [] aboutUser, Question question) {
        return new FactQuery(
                query,
                aboutUser == null ? query.whole().vector() : aboutUser,
                aboutUser != null,
                new HashSet<>(analyzer.terms(question.text())));
    }

    /**
     * Those that may answer and may be seen: of all kinds, but above {@link #RANKED_WHOLE} facts of the kinds alone that are
     * asked for, as the index finds them. Fails with {@code Unavailable} when index or store do not answer.
     */
    CompletionStage<List<Fact>> known(
            ServedGeneration generation, OwnerMemory memory, FactQuery asked, Question question) {
        return candidates(generation, memory, asked.query(), question)
                .thenCompose(facts -> asKnown(generation.reader(), facts, asked, question))
                .thenApply(facts -> facts.stream()
                        .filter(fact -> fact.confidence() >= question.minConfidence())
                        .filter(fact -> question.filters().knows(fact) && saidInTime(fact, question.filters()))
                        .toList());
    }

    /** Best first. What is not asked for is not ranked either: it would push down what it is like. */
    List<Item> items(List<Fact> known, FactQuery asked, Question question) {
        List<Fact> wanted = known.stream()
                .filter(fact -> question.filters().kinds().contains(ItemKind.of(fact.kind())))
                .toList();
        return ranker.rank(asked, wanted).stream()
                .filter(ranked -> ranked.relevance() >= question.minScore())
                .map(ranked -> Item.of(ranked, question.at()))
                .toList();
    }

    private CompletionStage<List<Fact>> candidates(
            ServedGeneration generation, OwnerMemory memory, RankQuery query, Question question) {
        List<Fact> all = memory.facts();
        return all.size() <= RANKED_WHOLE
                ? CompletableFuture.completedFuture(all)
                : workers.submit(() -> search(generation.index(), query, question))
                        .thenApply(ids -> ids.stream()
                                .flatMap(id -> memory.fact(id).stream())
                                .toList());
    }

    /** Of every aspect, as episodes are searched. */
    private Set<UUID> search(MemoryIndex index, RankQuery query, Question question) {
        Owner owner = question.owner();
        Set<UUID> found = new LinkedHashSet<>();
        for (Aspect aspect :
                query.aspects().stream().limit(Candidates.MOST_ASPECTS).toList()) {
            MemoryIndex.Candidates lists = index.search(
                    Collected.FACT,
                    new MemoryIndex.Query(
                            owner,
                            aspect.vector(),
                            List.copyOf(aspect.terms().keySet()),
                            question.filters().ofFacts(vault, owner),
                            PER_LIST));
            Stream.concat(lists.dense().stream(), lists.lexical().stream())
                    .map(Hit::id)
                    .forEach(found::add);
        }
        return found;
    }

    /** The versions that the log had recorded by the time that is asked for. */
    private CompletionStage<List<Fact>> asKnown(
            MemoryReader reader, List<Fact> facts, FactQuery asked, Question question) {
        Instant knownAt = question.filters().knownAt();
        List<Fact> best = knownAt == null
                ? facts
                : facts.stream()
                        .sorted(Comparator.comparingDouble((Fact fact) -> ranker.relevance(asked, fact, facts.size()))
                                .reversed())
                        .limit(VERSIONS_READ)
                        .toList();
        return FactVersions.at(reader, question.owner(), best, knownAt);
    }

    private static boolean saidInTime(Fact fact, Filters filters) {
        return fact.evidence().isEmpty()
                || fact.evidence().stream().map(Evidence::occurredAt).anyMatch(filters::saidInTime);
    }
}
