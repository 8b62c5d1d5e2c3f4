package io.memstream.retrieval;

import io.javalin.http.Context;
import io.memstream.core.consolidation.Clarification;
import io.memstream.core.consolidation.Importance;
import io.memstream.core.model.Claim;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Observation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * {@code GET /v1/users/{user}/profile}: what is known of the user, by what it is about; what was only seen again and again
 * apart from what was said.
 */
final class ProfileRead {
    /** Who somebody is, and what their life is made of. */
    private static final Set<String> IDENTITY = Set.of(
            "name",
            "age",
            "birthday",
            "home",
            "origin",
            "occupation",
            "employer",
            "school",
            "degree",
            "field of study",
            "language",
            "time zone",
            "marital status",
            "children",
            "blood type");

    private final Users users;
    private final RetrievalConfig config;
    private final InstantSource clock;

    ProfileRead(Users users, RetrievalConfig config, InstantSource clock) {
        this.users = users;
        this.config = config;
        this.clock = clock;
    }

    void profile(Context context) {
        QueryParameters query = new QueryParameters(context);
        double minConfidence = query.fraction("min_confidence", config.minConfidence());
        String scope = query.identifier("scope");
        Held held = users.read(context, ProfileRead::held, new Held(List.of(), List.of()));
        List<Fact> facts = held.facts().stream()
                .filter(fact -> Filters.SHOWN.contains(fact.status()))
                .filter(fact -> fact.confidence() >= minConfidence)
                .filter(fact -> scope == null || fact.scope() == null || scope.equals(fact.scope()))
                .toList();
        context.json(json(facts, held.observations(), clock.instant()));
    }

    private static Held held(Opening.Opened opened) {
        var facts = opened.generation().reader().facts(opened.owner());
        return new Held(opened.await(facts), Observations.shown(opened.holdings(Observation.class)));
    }

    private static Map<String, Object> json(List<Fact> facts, List<Observation> observations, Instant at) {
        return new Fields()
                .with("identity", listed(facts, ProfileRead::isIdentity, at))
                .with("preferences", listed(facts, fact -> fact.kind() == Kind.PREFERENCE, at))
                .with("relationships", listed(facts, fact -> fact.kind() == Kind.RELATIONSHIP, at))
                .with("projects", listed(facts, fact -> fact.kind() == Kind.PROJECT, at))
                .with("goals", listed(facts, fact -> fact.kind() == Kind.GOAL, at))
                .with("instructions", listed(facts, fact -> fact.kind() == Kind.INSTRUCTION, at))
                .with("events", listed(facts, fact -> fact.kind() == Kind.EVENT, at))
                .with("facts", listed(facts, fact -> fact.kind() == Kind.FACT && !isIdentity(fact), at))
                .with("questions", questions(facts))
                .with("patterns", observations.stream().map(HoldingJson::of).toList())
                .json();
    }

    private static boolean isIdentity(Fact fact) {
        return fact.kind() == Kind.FACT && fact.subject().equals(Claim.USER) && IDENTITY.contains(fact.attribute());
    }

    /** The most important first. */
    private static List<Map<String, Object>> listed(List<Fact> facts, Predicate<Fact> wanted, Instant at) {
        return facts.stream()
                .filter(wanted)
                .sorted(Comparator.comparingDouble((Fact fact) -> Importance.of(fact, at))
                        .reversed()
                        .thenComparing(Fact::id))
                .map(fact -> FactJson.of(fact, at))
                .toList();
    }

    /** What to ask where two values are contested. */
    static List<Map<String, Object>> questions(List<Fact> facts) {
        return Clarification.contests(facts).stream()
                .flatMap(contest -> Clarification.question(contest).stream()
                        .map(question -> new Fields()
                                .with("text", question)
                                .with(
                                        "memory_ids",
                                        contest.stream()
                                                .map(fact -> fact.id().toString())
                                                .toList())
                                .json()))
                .toList();
    }

    private record Held(List<Fact> facts, List<Observation> observations) {}
}
