package io.memstream.retrieval;

import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Claim;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

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

    /** Begins. */
    Begun begin(OwnerMemory memory, OwnerView view, Question question) {
        Message message =
                new Message(question.owner(), question.text(), question.at(), view, memory.entities(), memory.facts());
        Wording wording = reader.wording(message);
        return new Begun(
                question,
                message,
                wording,
                wording.phrases().stream().map(this::aspect).toList(),
                aboutUser(memory, question),
                expansion.of(question.text()));
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
    private CompletableFuture<Optional<float[]>> aboutUser(OwnerMemory memory, Question question) {
        List<Fact> known = memory.facts();
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

    /** A question whose forward passes are under way. */
    final class Begun {
        private final Question question;
        private final Message message;
        private final Wording wording;
        private final List<CompletableFuture<Aspect>> aspects;
        private final CompletableFuture<Optional<float[]>> aboutUser;
        private final CompletableFuture<List<String>> rephrased;

        private Begun(
                Question question,
                Message message,
                Wording wording,
                List<CompletableFuture<Aspect>> aspects,
                CompletableFuture<Optional<float[]>> aboutUser,
                CompletableFuture<List<String>> rephrased) {
            this.question = question;
            this.message = message;
            this.wording = wording;
            this.aspects = aspects;
            this.aboutUser = aboutUser;
            this.rephrased = rephrased;
        }

        /** What the question is read beside: what the log had recorded by the time that it is asked for. */
        OwnerView view() {
            return message.view();
        }

        /** Vector of the question in the third person; empty when it does not speak of the user. */
        CompletionStage<Optional<float[]>> aboutUser() {
            return aboutUser;
        }

        /**
         * As the ranking reads it. An aspect that comes too late is left out, the question as a whole remains.
         *
         * @param recent turns before the question, oldest first; what it refers back to is looked for there
         * @throws Unavailable when the question as a whole is not read in time
         */
        RankQuery query(List<Turn> recent, Deadline deadline, Partial partial) {
            Optional<Reference> reference = reader.reference(message, recent);
            List<CompletableFuture<float[]>> before = reference.stream()
                    .filter(back -> !back.sure())
                    .flatMap(back -> back.recent().stream())
                    .map(said -> workers.submit(() -> reader.vector(said)))
                    .toList();
            List<CompletableFuture<Aspect>> further = new ArrayList<>(aspects.subList(1, aspects.size()));
            reference.filter(Reference::sure).ifPresent(back -> further.add(aspect(reader.joined(message, back))));
            partial.attempt(
                            "expansion",
                            () -> deadline.sooner(expansion.timeout()).await(rephrased, "the model"),
                            List.<String>of())
                    .forEach(words -> further.add(aspect(reader.rephrased(message, words))));
            return steps.time("read", () -> {
                List<Aspect> read = new ArrayList<>();
                read.add(deadline.await(aspects.get(0), "the embedding model"));
                Deadline share = deadline.share(SHARE_OF_TIME);
                reference
                        .filter(back -> isNear(read.get(0).vector(), before, share))
                        .ifPresent(back -> further.add(aspect(reader.joined(message, back))));
                further.forEach(aspect -> inTime(aspect, share).ifPresent(read::add));
                return wording.query(
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
