package io.memstream.retrieval;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.scoring.ScoringModel;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A scoring model that likes short texts. */
public final class ShortestFirst implements ScoringModel {
    static volatile boolean fails;
    static volatile CountDownLatch answers = new CountDownLatch(0);

    /** Made by its name. */
    public ShortestFirst() {}

    @Override
    public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
        if (fails) {
            throw new IllegalStateException("no model");
        }
        try {
            answers.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return Response.from(
                segments.stream().map(segment -> 1.0 / segment.text().length()).toList());
    }

    /** Another way to be made. */
    public static final class Factory {
        private Factory() {}

        /** Made by this name. */
        public static ScoringModel shortest() {
            return new ShortestFirst();
        }
    }
}
