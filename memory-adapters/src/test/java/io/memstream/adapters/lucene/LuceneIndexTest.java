package io.memstream.adapters.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.adapters.index.MemoryIndexContract;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Vector;
import io.memstream.core.port.MemoryIndex;
import io.memstream.core.port.MemoryIndex.Collected;
import io.memstream.core.port.MemoryIndex.Filter;
import io.memstream.core.port.MemoryIndex.Hit;
import io.memstream.core.port.MemoryIndex.Query;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneIndexTest extends MemoryIndexContract {
    private static final Owner CAT = new Owner("acme", "cat-0123456789abcdef");
    private static final Owner DAN = new Owner("acme", "dan-0123456789abcdef");

    private final Path folder;

    LuceneIndexTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Override
    protected MemoryIndex openEmpty(int dimensions) {
        return LuceneIndex.open(folder.resolve("contract"));
    }

    @Override
    protected MemoryIndex reopen(MemoryIndex open) {
        open.close();
        return LuceneIndex.open(folder.resolve("contract"));
    }

    @Test
    void aNewFolderMustBeFilledFromTheBeginning() {
        try (MemoryIndex index = LuceneIndex.open(folder.resolve("new"))) {
            assertThat(index.durableUpTo()).isEmpty();
        }
    }

    @Test
    void aCrashLosesWhatCameAfterTheLastCheckpointAndSaysSo() throws IOException {
        Path crashed = folder.resolve("crashed");
        try (MemoryIndex index = LuceneIndex.open(folder.resolve("running"))) {
            index.upsert(Collected.EPISODE, List.of(entry(CAT, 1, 5)));
            index.checkpoint(Map.of(0, 10L, 1, 20L));
            index.upsert(Collected.EPISODE, List.of(entry(CAT, 2, 6), entry(CAT, 1, 7)));
            index.delete(Collected.EPISODE, CAT, List.of(new UUID(1, 1)));
            copy(folder.resolve("running"), crashed);
        }

        try (MemoryIndex index = LuceneIndex.open(crashed)) {
            assertThat(index.durableUpTo()).isEqualTo(Map.of(0, 10L, 1, 20L));
            assertThat(nearest(index, CAT, 1)).extracting(Hit::ordinal).containsExactly(1L);

            index.upsert(Collected.EPISODE, List.of(entry(CAT, 2, 6), entry(CAT, 1, 7)));
            index.delete(Collected.EPISODE, CAT, List.of(new UUID(1, 1)));
            assertThat(nearest(index, CAT, 2)).extracting(Hit::ordinal).containsExactly(2L);
        }
    }

    @Test
    void aKilledProcessLeavesWhatItCheckpointed() throws Exception {
        Path killed = folder.resolve("killed");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessWriter.class.getName(),
                        killed.toString())
                .redirectError(folder.resolve("stderr").toFile())
                .start();
        long checkpointed = 0;
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            while (checkpointed < 300) {
                String line = output.readLine();
                assertThat(line).as(Files.readString(folder.resolve("stderr"))).isNotNull();
                checkpointed = Long.parseLong(line);
            }
        }
        process.destroyForcibly().waitFor();

        try (LuceneIndex index = LuceneIndex.open(killed)) {
            long durable = index.durableUpTo().getOrDefault(0, 0L);
            assertThat(durable).isGreaterThanOrEqualTo(checkpointed);
            assertThat(index.count(Collected.EPISODE, CAT)).isGreaterThanOrEqualTo(durable);
        }
    }

    /** Writes until it is killed, and says after each checkpoint how far it was. */
    static final class EndlessWriter {
        private EndlessWriter() {}

        public static void main(String[] arguments) {
            MemoryIndex index = LuceneIndex.open(Path.of(arguments[0]));
            for (int number = 0; ; number++) {
                index.upsert(Collected.EPISODE, List.of(entry(CAT, number, number)));
                if (number % 20 == 19) {
                    index.checkpoint(Map.of(0, number + 1L));
                    System.out.println(number + 1);
                }
            }
        }
    }

    @Test
    void aFolderIsForOneProcess() {
        try (MemoryIndex index = LuceneIndex.open(folder.resolve("one"))) {
            assertThat(index.count(Collected.FACT, CAT)).isZero();
            assertThatThrownBy(() -> LuceneIndex.open(folder.resolve("one")))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("already open");
        }
    }

    @Test
    void whatIsNoIndexIsNotOverwritten() throws IOException {
        Path broken = Files.createDirectories(folder.resolve("broken"));
        Files.writeString(broken.resolve("segments_1"), "not an index");

        assertThatThrownBy(() -> LuceneIndex.open(broken))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("delete it");
        assertThat(broken.resolve("segments_1")).hasContent("not an index");
    }

    @Test
    void aClosedIndexIsUnavailable() {
        MemoryIndex index = LuceneIndex.open(folder.resolve("closed"));
        index.close();

        assertThatThrownBy(() -> index.count(Collected.EPISODE, CAT)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> index.upsert(Collected.EPISODE, List.of(entry(CAT, 1, 1))))
                .isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> index.checkpoint(Map.of())).isInstanceOf(Unavailable.class);
    }

    @Test
    void noFileHoldsAnErasedOwnersBytes() throws IOException {
        Path files = folder.resolve("erased");
        try (MemoryIndex index = LuceneIndex.open(files)) {
            for (int number = 0; number < 50; number++) {
                index.upsert(Collected.EPISODE, List.of(entry(CAT, number, number), entry(DAN, number, number)));
                index.upsert(Collected.FACT, List.of(entry(CAT, number, number)));
            }
            index.checkpoint(Map.of(0, 50L));
            assertThat(holds(files, CAT)).isTrue();

            index.deleteOwner(CAT);

            assertThat(holds(files, CAT)).isFalse();
            assertThat(holds(files, DAN)).isTrue();
            assertThat(index.count(Collected.EPISODE, DAN)).isEqualTo(50);
            assertThat(index.durableUpTo()).isEqualTo(Map.of(0, 50L));
        }
    }

    /** Of many entries only the ones with near signs are scored: of the true best, nearly all must be among them. */
    @Test
    void ofManyEntriesTheNearestAreStillFound() {
        int many = 3 * DenseScan.SCORE_ALL;
        int limit = 100;
        Random random = new Random(11);
        float[] query = wide(random, wide(random, null));
        List<MemoryIndex.Entry> entries = new ArrayList<>();
        for (int number = 0; number < many; number++) {
            float[] vector = wide(random, number % 4 == 0 ? query : null);
            entries.add(entry(CAT, number, number, Vector.of(vector)));
        }
        try (MemoryIndex index = LuceneIndex.open(folder.resolve("many"))) {
            index.upsert(Collected.EPISODE, entries);

            List<Hit> found = index.search(Collected.EPISODE, new Query(CAT, query, List.of(), Filter.NONE, limit))
                    .dense();

            List<Long> best = entries.stream()
                    .sorted(Comparator.comparingDouble(entry -> -cosine(query, entry)))
                    .limit(limit)
                    .map(MemoryIndex.Entry::ordinal)
                    .toList();
            assertThat(found).hasSize(limit);
            assertThat(found.get(0).ordinal()).isEqualTo(best.get(0));
            assertThat(found.stream()
                            .filter(hit -> best.contains(hit.ordinal()))
                            .count())
                    .isGreaterThanOrEqualTo(95);
        }
    }

    private static double cosine(float[] query, MemoryIndex.Entry entry) {
        float[] vector = entry.vector().toFloats();
        double dot = 0;
        double squares = 0;
        for (int i = 0; i < query.length; i++) {
            dot += query[i] * vector[i];
            squares += vector[i] * vector[i];
        }
        return dot / Math.sqrt(squares);
    }

    /** 384 components; somewhat near to another one when that is given. */
    private static float[] wide(Random random, float @Nullable [] near) {
        float[] values = new float[384];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() + (near == null ? 0 : 0.7f * near[i]);
        }
        return values;
    }

    private static List<Hit> nearest(MemoryIndex index, Owner owner, int number) {
        float[] query = entry(owner, number, 0).vector().toFloats();
        return index.search(Collected.EPISODE, new Query(owner, query, List.of(), Filter.NONE, 1))
                .dense();
    }

    private static MemoryIndex.Entry entry(Owner owner, int number, long version) {
        Random random = new Random(number);
        float[] values = new float[8];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return entry(owner, number, version, Vector.of(values));
    }

    private static MemoryIndex.Entry entry(Owner owner, int number, long version, Vector vector) {
        return new MemoryIndex.Entry(
                owner,
                new UUID(1, number),
                vector,
                List.of(new KeyedTerm(number, 1)),
                number,
                "session of " + owner.userHash(),
                "episode",
                "",
                "",
                true,
                Instant.EPOCH,
                version);
    }

    private static boolean holds(Path folder, Owner owner) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                // Lucene's terms share prefixes: the part that tells owners apart is its first letters.
                if (bytes.contains(owner.userHash())
                        || bytes.contains(owner.userHash().substring(0, 4))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        List<Path> files;
        try (Stream<Path> listed = Files.list(from)) {
            files = listed.toList();
        }
        for (Path file : files) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }
}
