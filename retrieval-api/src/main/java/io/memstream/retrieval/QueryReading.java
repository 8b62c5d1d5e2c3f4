package io.memstream.retrieval;

import io.memstream.core.failure.Rejected;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Claim;
import io.memstream.core.model.Evidence;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Status;
import io.memstream.core.model.Turn;
import io.memstream.core.port.Embedder;
import io.memstream.core.port.Embedder.Embedded;
import io.memstream.core.query.AspectText;
import io.memstream.core.query.Message;
import io.memstream.core.query.QueryReader;
import io.memstream.core.query.Reference;
import io.memstream.core.query.Wording;
import io.memstream.core.ranking.Aspect;
import io.memstream.core.ranking.OwnerView;
import io.memstream.core.ranking.RankQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The read step: the words of a question at once, its forward passes side by side on other threads. What else is needed
 * for an answer can be read meanwhile.
 */
final class QueryReading {
    /** What further aspects may take of the time that is left once the question as a whole is read. */
    private static final double SHARE_OF_TIME = .3;

    private final QueryReader reader;
    private final Embedder embedder;
    private final Expansion expansion;
    private final Workers workers;
    private final Steps steps;

    QueryReading(QueryReader reader, Embedder embedder, Expansion expansion, Workers workers, Steps steps) {
        this.reader = reader;
        this.embedder = embedder;
        this.expansion = expansion;
        this.workers = workers;
        this.steps = steps;
    }

    /** Begins; waits for nothing. */
    Begun begin(OwnerMemory memory, Question question) {
        return new Begun(question, workers.submit(() -> worded(memory, question)), expansion.of(question.text()));
    }

    /** Derives keys, so the key store may be asked: nothing for the request's thread. */
    private Worded worded(OwnerMemory memory, Question question) {
        Filters filters = question.filters();
        List<Fact> facts = factsKnown(memory, question);
        Message message = new Message(
                question.owner(),
                question.text(),
                question.at(),
                inTime(memory.view(), filters),
                // There are no earlier versions of entities.
                filters.knownAt() != null
                        ? List.of()
                        : memory.entities().stream()
                                .filter(entity -> filters.wasThere(entity.firstAt()))
                                .toList(),
                facts);
        Wording wording = named(() -> reader.wording(message));
        return new Worded(
                message, wording, wording.phrases().stream().map(this::aspect).toList(), aboutUser(facts, question));
    }

    /** What came later has no part in it: neither as a candidate nor in how rare a word is, or who speaks. */
    private static OwnerView inTime(OwnerView whole, Filters filters) {
        OwnerView recorded = filters.knownAt() == null ? whole : whole.recordedBy(filters.knownAt());
        return filters.asOf() == null ? recorded : recorded.saidBy(filters.asOf());
    }

    /** Those that the read may know of, as they are now; also what holds no longer dates an event. */
    private static List<Fact> factsKnown(OwnerMemory memory, Question question) {
        Filters filters = question.filters();
        Instant knownAt = filters.knownAt();
        return memory.facts().stream()
                .filter(fact -> filters.inPlace(fact) && fact.confidence() >= question.minConfidence())
                .filter(fact -> knownAt == null || !fact.recordedAt().isAfter(knownAt))
                .filter(fact -> fact.evidence().isEmpty()
                        || fact.evidence().stream().map(Evidence::occurredAt).anyMatch(filters::saidInTime))
                .toList();
    }

    /** Nothing is named for an owner that is erased meanwhile. */
    private static <T> T named(Supplier<T> step) {
        try {
            return step.get();
        } catch (Rejected erased) {
            throw new Unavailable("the user is erased", erased);
        }
    }

    private CompletableFuture<Aspect> joined(Message message, Reference back) {
        return workers.submit(() -> named(() -> reader.joined(message, back))).thenCompose(this::aspect);
    }

    private CompletableFuture<Aspect> rephrased(Message message, String words) {
        return workers.submit(() -> named(() -> reader.rephrased(message, words)))
                .thenCompose(this::aspect);
    }

    private CompletableFuture<Aspect> aspect(AspectText text) {
        CompletableFuture<Embedded> asked = workers.submit(() -> reader.asked(text));
        return text.statement()
                ? asked.thenCombine(
                        workers.submit(() -> reader.stated(text)),
                        (question, stated) -> reader.aspect(text, question, stated))
                : asked.thenApply(question -> reader.aspect(text, question, Optional.empty()));
    }

    /** The question in the third person, embedded beside the question itself; empty when it does not speak of the user. */
    private CompletableFuture<Optional<float[]>> aboutUser(List<Fact> known, Question question) {
        if (known.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        List<String> names = known.stream()
                .filter(fact -> fact.status() == Status.ACTIVE
                        && fact.subject().equals(Claim.USER)
                        && fact.attribute().equals("name"))
                .map(Fact::value)
                .toList();
        return AboutUser.asked(question.text(), names)
                .map(asked -> workers.submit(
                        () -> Optional.of(embedder.embedQuery(asked).vector())))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    /**
     * A question whose words are read, its forward passes under way.
     *
     * @param aboutUser vector of the question in the third person; empty when it does not speak of the user
     */
    private record Worded(
            Message message,
            Wording wording,
            List<CompletableFuture<Aspect>> aspects,
            CompletableFuture<Optional<float[]>> aboutUser) {}

    /**
     * A question as it is read.
     *
     * @param view what it is read beside: what had been said and recorded by the time that it is asked for
     * @param aboutUser vector of the question in the third person; empty when it does not speak of the user
     */
    record Read(RankQuery query, OwnerView view, CompletionStage<Optional<float[]>> aboutUser) {}

    /** A question that is being read. */
    final class Begun {
        private final Question question;
        private final CompletableFuture<Worded> worded;
        private final CompletableFuture<List<String>> rephrased;

        private Begun(Question question, CompletableFuture<Worded> worded, CompletableFuture<List<String>> rephrased) {
            this.question = question;
            this.worded = worded;
            this.rephrased = rephrased;
        }

        /**
         * As the ranking reads it. An aspect that comes too late is left out, the question as a whole remains.
         *
         * @param recent turns before the question, oldest first; what it refers back to is looked for there
         * @throws Unavailable when the question as a whole is not read in time
         */
        Read read(List<Turn> recent, Deadline deadline, Partial partial) {
            Worded words = deadline.await(worded, "the reading of the words");
            return new Read(
                    query(words, recent, deadline, partial), words.message().view(), words.aboutUser());
        }

        private RankQuery query(Worded words, List<Turn> recent, Deadline deadline, Partial partial) {
            Message message = words.message();
            List<CompletableFuture<Aspect>> aspects = words.aspects();
            Optional<Reference> reference = recent.isEmpty()
                    ? Optional.empty()
                    : deadline.await(
                            workers.submit(() -> named(() -> reader.reference(message, recent))),
                            "the reading of what was said before");
            List<CompletableFuture<float[]>> before = reference.stream()
                    .filter(back -> !back.sure())
                    .flatMap(back -> back.recent().stream())
                    .map(said -> workers.submit(() -> reader.vector(said)))
                    .toList();
            List<CompletableFuture<Aspect>> further = new ArrayList<>(aspects.subList(1, aspects.size()));
            reference.filter(Reference::sure).ifPresent(back -> further.add(0, joined(message, back)));
            partial.attempt(
                            "expansion",
                            () -> deadline.sooner(expansion.timeout()).await(rephrased, "the model"),
                            List.<String>of())
                    .forEach(other -> further.add(rephrased(message, other)));
            return steps.time("read", () -> {
                List<Aspect> read = new ArrayList<>();
                read.add(deadline.await(aspects.get(0), "the embedding model"));
                Deadline share = deadline.share(SHARE_OF_TIME);
                reference
                        .filter(back -> isNear(read.get(0).vector(), before, share))
                        .ifPresent(back -> further.add(0, joined(message, back)));
                further.forEach(aspect -> inTime(aspect, share).ifPresent(read::add));
                return words.wording()
                        .query(
                                read,
                                question.preferences(),
                                question.at(),
                                question.filters().asOf());
            });
        }

        /** Whether the question is about what was said before it. */
        private static boolean isNear(float[] question, List<CompletableFuture<float[]>> before, Deadline deadline) {
            return before.stream()
                    .flatMap(said -> inTime(said, deadline).stream())
                    .anyMatch(said -> Reference.isNear(question, said));
        }

        private static <T> Optional<T> inTime(CompletableFuture<T> step, Deadline deadline) {
            try {
                return Optional.of(deadline.await(step, "the embedding model"));
            } catch (Unavailable late) {
                step.cancel(false);
                return Optional.empty();
            }
        }
    }
}
