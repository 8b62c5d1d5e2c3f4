package io.memstream.retrieval;

import io.memstream.core.context.Assembled;
import io.memstream.core.context.ContextAssembler;
import io.memstream.core.context.ContextItem;
import io.memstream.core.context.Gathered;
import io.memstream.core.context.Material;
import io.memstream.core.context.Occasion;
import io.memstream.core.context.Resumption;
import io.memstream.core.context.Standpoint;
import io.memstream.core.context.Unasked;
import io.memstream.core.model.Episode;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Status;
import io.memstream.core.model.Turn;
import io.memstream.core.port.MemoryReader.RankRow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Answers {@code POST /v1/context}: always, with what could be had in time. */
final class ContextCall {
    /** No item is shorter, with what is written around it: more could never fit. */
    private static final int TOKENS_PER_ITEM = 10;

    private static final int MAX_ITEMS = 100;

    /** Of the session that is continued in another one. */
    private static final int CONTINUED_TURNS = 4;

    private final Opening opening;
    private final Recall recall;
    private final ContextAssembler assembler;
    private final int workingMemoryTurns;
    private final AccessLog accesses;
    private final InstantSource clock;
    private final Steps steps;

    ContextCall(
            Opening opening,
            Recall recall,
            ContextAssembler assembler,
            int workingMemoryTurns,
            AccessLog accesses,
            InstantSource clock,
            Steps steps) {
        this.opening = opening;
        this.recall = recall;
        this.assembler = assembler;
        this.workingMemoryTurns = workingMemoryTurns;
        this.accesses = accesses;
        this.clock = clock;
        this.steps = steps;
    }

    Map<String, Object> answer(String tenant, ContextRequest request) {
        long began = System.nanoTime();
        Deadline deadline = Deadline.in(request.timing().timeout());
        Partial partial = new Partial(steps);
        Recalled recalled = recall(tenant, request, deadline, partial);
        Gathered gathered = recalled.gathered();
        Assembled assembled = steps.time(
                "assemble",
                () -> assembler.assemble(gathered.material(), request.format(), request.maxTokens(), request.cites()));
        List<Item> given = recalled.items(assembled.items());
        Owner owner = recalled.owner();
        if (owner != null) {
            accesses.served(owner, AccessLog.Call.CONTEXT, given);
        }
        ContextReply reply = new ContextReply(assembled);
        Unasked unasked = gathered.unasked();
        Fields fields = new Fields()
                .with("context", assembled.context())
                .with("items", reply.items(given))
                .with("blocks", reply.blocks())
                .with("questions", reply.questions(unasked))
                .with("procedures", reply.procedures(unasked))
                .with("reminders", reply.reminders(unasked, recalled.at()))
                .with("asks_what_is_known", gathered.asksWhatIsKnown());
        if (gathered.asksWhatIsKnown()) {
            fields.with("summary", recalled.summary());
        }
        return fields.with("tokens", assembled.tokens())
                .with("left_out", reply.leftOut())
                .with("left_out_total", reply.leftOutInAll())
                .with("resumption", ContextReply.resumption(gathered.resumption()))
                .with("degraded", partial.degraded())
                .with("took_ms", Took.since(began))
                .json();
    }

    private Recalled recall(String tenant, ContextRequest request, Deadline deadline, Partial partial) {
        Recalled nothing = Recalled.nothing(request, WorkingMemory.given(request, workingMemoryTurns), clock.instant());
        Optional<ServedGeneration> live =
                partial.attempt("store", () -> Optional.of(opening.generation()), Optional.empty());
        if (live.isEmpty()) {
            return nothing;
        }
        ServedGeneration generation = live.get();
        partial.attempt("stale", () -> opening.awaitWrite(generation, request.timing(), deadline), false);
        Optional<Owner> owner =
                partial.attempt("store", () -> opening.owner(tenant, request.userId(), deadline), Optional.empty());
        return owner.map(known -> recall(generation, known, request, deadline, partial))
                .orElse(nothing);
    }

    private Recalled recall(
            ServedGeneration generation, Owner owner, ContextRequest request, Deadline deadline, Partial partial) {
        Filters filters = request.filters();
        Instant at = Objects.requireNonNullElseGet(filters.asOf(), clock::instant);
        CompletionStage<WorkingMemory> lastTurns = WorkingMemory.read(generation, owner, request, workingMemoryTurns);
        Optional<OwnerMemory> found = partial.attempt(
                "store", () -> Optional.of(opening.memory(generation, owner, deadline)), Optional.empty());
        if (found.isEmpty()) {
            return Recalled.nothing(request, workingMemory(lastTurns, request, deadline, partial), at);
        }
        OwnerMemory memory = found.get();
        CompletionStage<List<Fact>> known =
                FactVersions.at(generation.reader(), owner, memory.facts(), filters.knownAt());
        Question question = new Question(
                owner,
                request.query(),
                request.recalled(),
                request.preferences(),
                request.minScore(),
                request.minConfidence(),
                Math.min(MAX_ITEMS, request.maxTokens() / TOKENS_PER_ITEM),
                at);
        Set<UUID> own = ownTurns(memory, request);
        Optional<QueryReading.Begun> begun = recall.begin(memory, question);
        WorkingMemory workingMemory = workingMemory(lastTurns, request, deadline, partial);
        List<Item> items = begun.map(reading -> recall.find(
                        generation,
                        memory,
                        question,
                        reading,
                        request.messages().isEmpty() ? workingMemory.turns() : request.messages(),
                        episode -> !own.contains(episode.id()) && !workingMemory.holds(episode),
                        deadline,
                        partial))
                .orElse(List.of());
        List<Fact> facts = partial.attempt("facts", () -> deadline.await(known, "the facts"), List.of());
        Occasion occasion = occasion(memory, request, workingMemory, own.isEmpty(), at);
        Gathered gathered = Gathered.of(
                occasion.with(continued(generation, owner, occasion, deadline, partial)),
                memory.held(facts),
                items.stream().map(Item::content).toList(),
                question.filters()::admits,
                question.limit());
        return new Recalled(owner, at, gathered, items, facts, gathered.asksWhatIsKnown() ? summary(memory) : Map.of());
    }

    private WorkingMemory workingMemory(
            CompletionStage<WorkingMemory> lastTurns, ContextRequest request, Deadline deadline, Partial partial) {
        return partial.attempt(
                "working_memory",
                () -> steps.time("working_memory", () -> deadline.await(lastTurns, "the store")),
                WorkingMemory.given(request, workingMemoryTurns));
    }

    /** What the caller has of the running session is no memory to be given. */
    private Set<UUID> ownTurns(OwnerMemory memory, ContextRequest request) {
        String sessionId = request.sessionId();
        return sessionId == null
                ? Set.of()
                : memory.view().lastOf(sessionId, WorkingMemory.ownTurns(request, workingMemoryTurns));
    }

    private static Occasion occasion(
            OwnerMemory memory, ContextRequest request, WorkingMemory workingMemory, boolean opens, Instant at) {
        Standpoint from = request.standpoint(at);
        Optional<RankRow> last = memory.view().lastSaid(from::sees);
        return new Occasion(
                request.query(),
                request.parts(),
                from,
                last.map(row -> new Resumption.Last(row.sessionId(), row.occurredAt()))
                        .orElse(null),
                opens && request.sessionId() != null && request.messages().isEmpty(),
                workingMemory.turns(),
                workingMemory.recap(),
                List.of());
    }

    /** The last turns of a session that goes on in another one. */
    private static List<Turn> continued(
            ServedGeneration generation, Owner owner, Occasion occasion, Deadline deadline, Partial partial) {
        Resumption.Last last = occasion.last();
        if (last == null || !occasion.continuesElsewhere()) {
            return List.of();
        }
        List<Episode> turns = partial.attempt(
                "working_memory",
                () -> deadline.await(
                        generation.reader().lastTurns(owner, last.sessionId(), CONTINUED_TURNS), "the store"),
                List.of());
        return turns.stream()
                .filter(episode -> occasion.standpoint().sees(RankRow.of(episode)))
                .map(Episode::turn)
                .toList();
    }

    private static Map<String, Object> summary(OwnerMemory memory) {
        List<Fact> active = memory.facts().stream()
                .filter(fact -> fact.status() == Status.ACTIVE)
                .toList();
        Map<String, Integer> byKind = new TreeMap<>();
        active.forEach(fact -> byKind.merge(ItemKind.of(fact.kind()).word(), 1, Integer::sum));
        return new Fields()
                .with("episodes", memory.view().size())
                .with("memories", active.size())
                .with("by_kind", byKind)
                .json();
    }

    /**
     * @param owner null when nothing is known of the user
     * @param at the time that the read is made for
     * @param matching what answers the question
     * @param facts what else may be in the context
     */
    private record Recalled(
            @Nullable Owner owner,
            Instant at,
            Gathered gathered,
            List<Item> matching,
            List<Fact> facts,
            Map<String, Object> summary) {
        static Recalled nothing(ContextRequest request, WorkingMemory workingMemory, Instant at) {
            Material material = new Material(request.query(), List.of(), List.of(), workingMemory.turns());
            return new Recalled(
                    null,
                    at,
                    new Gathered(material, Unasked.NOTHING, Resumption.FIRST_TIME, false),
                    List.of(),
                    List.of(),
                    Map.of());
        }

        /** As callers see them. */
        List<Item> items(List<ContextItem> given) {
            Map<UUID, Item> byId = new HashMap<>();
            matching.forEach(item -> byId.put(item.id(), item));
            Map<UUID, Fact> factsById = new HashMap<>();
            facts.forEach(fact -> factsById.put(fact.id(), fact));
            return given.stream()
                    .map(item -> byId.containsKey(item.id())
                            ? Objects.requireNonNull(byId.get(item.id()))
                            : Item.of(
                                    Objects.requireNonNull(factsById.get(item.id())), item.score(), item.reasons(), at))
                    .toList();
        }
    }
}
