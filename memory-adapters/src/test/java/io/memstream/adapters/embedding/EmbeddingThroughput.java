package io.memstream.adapters.embedding;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Prints texts per second by number of threads; run it by hand when model, runtime or machine change. */
final class EmbeddingThroughput {
    private static final int TEXTS = 600;

    private EmbeddingThroughput() {}

    public static void main(String[] arguments) throws InterruptedException {
        for (int threads : new int[] {1, 2, 4}) {
            try (OnnxEmbedder shared = OnnxEmbedder.bgeSmallEn(threads)) {
                measure(shared, threads, TEXTS / 4);
                System.out.printf("%d threads, one session: %.0f texts/s%n", threads, measure(shared, threads, TEXTS));
            }
        }
        try (OnnxEmbedder one = OnnxEmbedder.bgeSmallEn(1);
                OnnxEmbedder other = OnnxEmbedder.bgeSmallEn(1)) {
            OnnxEmbedder[] own = {one, other};
            measure(own, TEXTS / 4);
            System.out.printf("2 threads, a session each: %.0f texts/s%n", measure(own, TEXTS));
        }
    }

    private static double measure(OnnxEmbedder embedder, int threads, int texts) throws InterruptedException {
        OnnxEmbedder[] perThread = new OnnxEmbedder[threads];
        Arrays.fill(perThread, embedder);
        return measure(perThread, texts);
    }

    private static double measure(OnnxEmbedder[] perThread, int texts) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(perThread.length);
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        for (OnnxEmbedder embedder : perThread) {
            threads.execute(() -> {
                for (int i = next.getAndIncrement(); i < texts; i = next.getAndIncrement()) {
                    embedder.embedPassage(text(i));
                }
            });
        }
        threads.shutdown();
        threads.awaitTermination(5, TimeUnit.MINUTES);
        return texts * 1e9 / Duration.ofNanos(System.nanoTime() - start).toNanos();
    }

    /** About 33 tokens, as a chat turn. */
    private static String text(int i) {
        return "Maria: Last weekend number " + i + " we drove to the lake with the kids, rented two kayaks and had"
                + " a picnic under the pine trees before the rain came. It was lovely!";
    }
}
