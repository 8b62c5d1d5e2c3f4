package io.memstream.retrieval;

import io.memstream.core.model.Owner;
import io.memstream.core.port.MemoryIndex;
import io.memstream.core.port.MemoryIndex.Collected;
import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.port.Vault;
import io.memstream.core.ranking.Aspect;
import io.memstream.core.ranking.Keys;
import io.memstream.core.ranking.OwnerView;
import io.memstream.core.ranking.RankQuery;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The search step: which episodes are worth ranking. */
final class Candidates {
    /** Of each list. */
    private static final int PER_LIST = 200;

    /** The message as a whole, what it refers back to, and the first four of what it asks one by one or in other words. */
    static final int MOST_ASPECTS = 6;

    /** Owners with fewer turns are ranked whole: the index would lose what only the other features find, and cost time. */
    static final int RANKED_WHOLE = 1_000;

    /** What the index may take of the time that is left; the rest is for doing without it. */
    private static final double SHARE_OF_TIME = .6;

    private final Vault vault;
    private final Workers workers;
    private final Steps steps;

    Candidates(Vault vault, Workers workers, Steps steps) {
        this.vault = vault;
        this.workers = workers;
        this.steps = steps;
    }

    /** Ordinals of episodes that the filters admit. */
    Collection<Long> find(
            ServedGeneration generation,
            OwnerView view,
            Owner owner,
            RankQuery query,
            Filters filters,
            Deadline deadline,
            Partial partial) {
        List<Long> found = view.size() <= RANKED_WHOLE
                ? view.latest(RANKED_WHOLE)
                : partial.attempt(
                        "index",
                        () -> searched(generation.index(), view, owner, query, filters, deadline),
                        view.latest(RANKED_WHOLE));
        return found.stream()
                .filter(ordinal -> admits(view.row(ordinal), filters))
                .toList();
    }

    /** Those too that something else leads to, and that the index did not find. */
    Collection<Long> with(Collection<Long> found, Keys keys, OwnerView view, Filters filters) {
        if (found.size() >= view.size() || keys.byEpisode().isEmpty()) {
            return found;
        }
        Set<Long> all = new LinkedHashSet<>(found);
        view.rows(keys.byEpisode().keySet()).stream()
                .filter(filters::admits)
                .map(RankRow::ordinal)
                .forEach(all::add);
        return all;
    }

    private static boolean admits(Optional<RankRow> row, Filters filters) {
        return row.isPresent() && filters.admits(row.get());
    }

    private List<Long> searched(
            MemoryIndex index, OwnerView view, Owner owner, RankQuery query, Filters filters, Deadline deadline) {
        return steps.time(
                "search",
                () -> deadline.share(SHARE_OF_TIME)
                        .await(workers.submit(() -> search(index, view, owner, query, filters)), "the index"));
    }

    /** Of every aspect: what only one of them finds is worth ranking too. */
    private List<Long> search(MemoryIndex index, OwnerView view, Owner owner, RankQuery query, Filters filters) {
        Leads leads = new Leads(view);
        for (Aspect aspect : query.aspects().stream().limit(MOST_ASPECTS).toList()) {
            MemoryIndex.Candidates lists = index.search(
                    Collected.EPISODE,
                    new MemoryIndex.Query(
                            owner,
                            aspect.vector(),
                            List.copyOf(aspect.terms().keySet()),
                            view.rarity(aspect.terms().keySet()),
                            filters.ofEpisodes(vault, owner),
                            PER_LIST));
            leads.add(lists.dense());
            leads.add(lists.lexical());
        }
        return leads.followed(query.times());
    }
}
