package io.memstream.retrieval;

import io.memstream.adapters.http.HttpServer;
import io.memstream.core.context.ContextAssembler;
import io.memstream.core.query.QueryReader;
import io.memstream.core.ranking.FactRanker;
import io.memstream.core.ranking.FactWeights;
import io.memstream.core.ranking.KeyFinder;
import io.memstream.core.ranking.KeyWeights;
import io.memstream.core.ranking.Ranker;
import java.time.InstantSource;

/** The map: which call is answered by which class. */
final class RetrievalRoutes {
    private final ContextCall context;
    private final SearchCall search;
    private final SessionReads sessions;
    private final MemoryReads memories;
    private final CoreReads core;
    private final EntityReads entities;
    private final ProfileRead profile;
    private final ReminderRead reminders;
    private final SummaryRead summary;
    private final AuditRead audit;
    private final ExportRead export;
    private final RetrievalConfig config;
    private final InstantSource clock;

    RetrievalRoutes(
            RetrievalConfig config,
            RetrievalParts parts,
            LiveGeneration live,
            Workers workers,
            Expansion expansion,
            AccessLog accesses,
            Steps steps,
            InstantSource clock) {
        this.config = config;
        this.clock = clock;
        Opening opening = new Opening(live, parts.vault(), parts.modes(), workers, steps);
        FactRanker factRanker = new FactRanker(FactWeights.STANDARD, config.recency(), parts.analyzer());
        Recall recall = new Recall(
                new QueryReading(
                        new QueryReader(parts.embedder(), parts.projection(), parts.analyzer(), parts.vault()),
                        parts.embedder(),
                        expansion,
                        workers,
                        steps),
                new EpisodeRecall(
                        new Candidates(parts.vault(), workers, steps),
                        new KeyFinder(factRanker, parts.analyzer(), KeyWeights.STANDARD),
                        new Ranker(config.recency()),
                        steps),
                new FactRecall(parts.vault(), workers, parts.analyzer(), factRanker),
                new Reranker(config.models().reranker(), workers, steps),
                steps);
        ContextAssembler assembler = new ContextAssembler(new JtokkitTokenCounter(config.tokenEncoding()));
        context = new ContextCall(opening, recall, assembler, config.workingMemory(), accesses, clock, steps);
        search = new SearchCall(opening, recall, accesses, clock, steps);
        Users users = new Users(opening, config);
        sessions = new SessionReads(users, config);
        memories = new MemoryReads(users, config, clock);
        core = new CoreReads(users);
        entities = new EntityReads(users, config, clock);
        profile = new ProfileRead(users, config, clock);
        reminders = new ReminderRead(users, config, clock);
        summary = new SummaryRead(users, opening, config, clock);
        audit = new AuditRead(users, parts.audit());
        export = new ExportRead(users, parts.audit(), clock);
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
                .get("/v1/users/{user}/profile", profile::profile)
                .get("/v1/users/{user}/blocks", core::blocks)
                .get("/v1/users/{user}/procedures", core::procedures)
                .get("/v1/users/{user}/consents", core::consents)
                .get("/v1/users/{user}/threads", sessions::threads)
                .get("/v1/users/{user}/entities", entities::list)
                .get("/v1/users/{user}/entities/{id}", entities::one)
                .get("/v1/users/{user}/entities/{id}/path", entities::path)
                .get("/v1/users/{user}/reminders", reminders::reminders)
                .get("/v1/users/{user}/summary", summary::summary)
                .get("/v1/users/{user}/audit", audit::audit)
                .get("/v1/users/{user}/export", export::export);
    }
}
