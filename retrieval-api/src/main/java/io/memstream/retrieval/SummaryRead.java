package io.memstream.retrieval;

import io.javalin.http.Context;
import io.memstream.adapters.http.HttpServer;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Status;
import io.memstream.core.port.MemoryReader.Totals;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** {@code GET /v1/users/{user}/summary}: how much is held of a user. */
final class SummaryRead {
    private static final Totals NOTHING = new Totals(0, 0, 0, 0, null);

    private final Opening opening;
    private final RetrievalConfig config;

    SummaryRead(Opening opening, RetrievalConfig config) {
        this.opening = opening;
        this.config = config;
    }

    void summary(Context context) {
        QueryParameters query = new QueryParameters(context);
        Map<String, Object> summary = opening.open(
                        HttpServer.credential(context).tenant(), QueryParameters.user(context), query.timing(config))
                .map(SummaryRead::summary)
                .orElseGet(() -> json(NOTHING, List.of()));
        context.json(summary);
    }

    private static Map<String, Object> summary(Opening.Opened opened) {
        CompletionStage<Totals> totals = opened.generation().reader().totals(opened.owner());
        CompletionStage<List<Fact>> facts = opened.generation().reader().facts(opened.owner());
        return json(opened.await(totals), opened.await(facts));
    }

    private static Map<String, Object> json(Totals totals, List<Fact> facts) {
        List<Fact> active =
                facts.stream().filter(fact -> fact.status() == Status.ACTIVE).toList();
        Map<String, Integer> byKind = new TreeMap<>();
        active.forEach(fact -> byKind.merge(ItemKind.of(fact.kind()).word(), 1, Integer::sum));
        return new Fields()
                .with("episodes", totals.episodes())
                .with("memories", active.size())
                .with("by_kind", byKind)
                .with("sessions", totals.sessions())
                .withOptional("last_updated", totals.lastUpdated())
                .json();
    }
}
