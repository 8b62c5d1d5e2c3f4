package io.memstream.retrieval;

import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Claim;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Status;
import io.memstream.core.port.Embedder;
import io.memstream.core.query.Message;
import io.memstream.core.query.Phrase;
import io.memstream.core.query.QueryReader;
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
final class Reading {
    /** What further aspects may take of the time that is left once the question as a whole is read. */
    private static final double SHARE_OF_TIME = .3;

    private final QueryReader reader;
    private final Embedder embedder;
    private final Workers workers;
    private final Steps steps;

    Reading(QueryReader reader, Embedder embedder, Workers workers, Steps steps) {
        this.reader = reader;
        this.embedder = embedder;
        this.workers = workers;
        this.steps = steps;
    }

    /** Begins. */
    Begun begin(OwnerMemory memory, OwnerView view, Question question) {
        Wording wording = reader.wording(
                new Message(question.owner(), question.text(), question.at(), view, memory.entities(), memory.facts()));
        return new Begun(
                question,
                view,
                wording,
                wording.phrases().stream().map(this::aspect).toList(),
                aboutUser(memory, question));
    }

    private CompletableFuture<Aspect> aspect(Phrase phrase) {
        CompletableFuture<float[]> vector = workers.submit(() -> reader.vector(phrase));
        CompletableFuture<float[][]> tokens = workers.submit(() -> reader.tokenVectors(phrase));
        return vector.thenCombine(tokens, (whole, each) -> new Aspect(whole, phrase.terms(), each, phrase.weight()));
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
        private final OwnerView view;
        private final Wording wording;
        private final List<CompletableFuture<Aspect>> aspects;
        private final CompletableFuture<Optional<float[]>> aboutUser;

        private Begun(
                Question question,
                OwnerView view,
                Wording wording,
                List<CompletableFuture<Aspect>> aspects,
                CompletableFuture<Optional<float[]>> aboutUser) {
            this.question = question;
            this.view = view;
            this.wording = wording;
            this.aspects = aspects;
            this.aboutUser = aboutUser;
        }

        /** What the question is read beside: what the log had recorded by the time that it is asked for. */
        OwnerView view() {
            return view;
        }

        /** Vector of the question in the third person; empty when it does not speak of the user. */
        CompletionStage<Optional<float[]>> aboutUser() {
            return aboutUser;
        }

        /**
         * As the ranking reads it. An aspect that comes too late is left out, the question as a whole remains.
         *
         * @throws Unavailable when the question as a whole is not read in time
         */
        RankQuery query(Deadline deadline) {
            return steps.time("read", () -> {
                List<Aspect> read = new ArrayList<>();
                read.add(deadline.await(aspects.get(0), "the embedding model"));
                Deadline further = deadline.share(SHARE_OF_TIME);
                aspects.stream()
                        .skip(1)
                        .forEach(aspect -> inTime(aspect, further).ifPresent(read::add));
                return wording.query(
                        read,
                        question.preferences(),
                        question.at(),
                        question.filters().asOf());
            });
        }

        private static Optional<Aspect> inTime(CompletableFuture<Aspect> aspect, Deadline deadline) {
            try {
                return Optional.of(deadline.await(aspect, "the embedding model"));
            } catch (Unavailable late) {
                aspect.cancel(false);
                return Optional.empty();
            }
        }
    }
}
