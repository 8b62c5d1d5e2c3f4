package io.memstream.retrieval;

import io.memstream.adapters.http.HttpServer;
import io.memstream.core.context.ContextAssembler;
import io.memstream.core.ranking.QueryReader;
import io.memstream.core.ranking.Ranker;
import java.time.InstantSource;

/** The map: which call is answered by which class. */
final class RetrievalRoutes {
    private final ContextCall context;
    private final SearchCall search;
    private final SessionReads sessions;
    private final MemoryReads memories;
    private final SummaryRead summary;
    private final RetrievalConfig config;
    private final InstantSource clock;

    RetrievalRoutes(
            RetrievalConfig config,
            RetrievalParts parts,
            LiveGeneration live,
            Workers workers,
            Steps steps,
            InstantSource clock) {
        this.config = config;
        this.clock = clock;
        Opening opening = new Opening(live, parts.vault(), workers, steps);
        Recall recall = new Recall(
                new QueryReader(parts.embedder(), parts.projection(), parts.analyzer(), parts.vault()),
                new EpisodeRecall(new Candidates(parts.vault(), workers, steps), new Ranker(), steps),
                new FactRecall(parts.vault(), workers, new FactScores(parts.analyzer())),
                workers,
                steps);
        ContextAssembler assembler = new ContextAssembler(new JtokkitTokenCounter(config.tokenEncoding()));
        context = new ContextCall(opening, recall, assembler, config.workingMemory(), clock, steps);
        search = new SearchCall(opening, recall, steps);
        sessions = new SessionReads(opening, config);
        memories = new MemoryReads(opening, config, clock);
        summary = new SummaryRead(opening, config);
    }

    HttpServer.Builder on(HttpServer.Builder server) {
        return server.post(
                        "/v1/context",
                        call -> call.json(context.answer(
                                HttpServer.credential(call).tenant(),
                                ContextRequest.of(HttpServer.body(call), config, clock.instant()))))
                .post(
                        "/v1/search",
                        call -> call.json(search.answer(
                                HttpServer.credential(call).tenant(), SearchRequest.of(HttpServer.body(call), config))))
                .get("/v1/users/{user}/sessions", sessions::sessions)
                .get("/v1/users/{user}/sessions/{session}/turns", sessions::turns)
                .get("/v1/users/{user}/memories", memories::list)
                .get("/v1/users/{user}/memories/{id}", memories::one)
                .get("/v1/users/{user}/memories/{id}/history", memories::history)
                .get("/v1/users/{user}/summary", summary::summary);
    }
}
