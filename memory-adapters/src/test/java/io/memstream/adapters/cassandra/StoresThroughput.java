package io.memstream.adapters.cassandra;

import com.google.crypto.tink.subtle.AesGcmJce;
import io.memstream.adapters.crypto.InMemoryKeyStore;
import io.memstream.adapters.crypto.KeyEncryption;
import io.memstream.adapters.crypto.TinkVault;
import io.memstream.core.model.Generation;
import io.memstream.core.model.Owner;
import io.memstream.core.port.MemoryReader;
import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.port.MemoryWriter;
import io.memstream.core.port.MemoryWriter.OwnedChange;
import io.memstream.parts.SharedParts;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Prints how fast the stores are on the embedded Cassandra; run it by hand when driver, schema or machine change. */
final class StoresThroughput {
    private static final int OWNERS = 20;
    private static final int TURNS = 640;
    /** Changes of one call: what gathers in some ten milliseconds, and what a replay takes. */
    private static final int[] AT_ONCE = {200, 2_000};

    private final MemoryWriter writer;
    private final MemoryReader reader;
    private final TinkVault vault;

    private StoresThroughput(CassandraStores stores, TinkVault vault) {
        Generation generation = new Generation("g1", "bge-small-en-v1.5-int8", "1");
        this.vault = vault;
        this.writer = stores.writer(generation, vault);
        this.reader = stores.reader(generation, vault);
    }

    public static void main(String[] arguments) throws GeneralSecurityException {
        int inFlight = arguments.length == 0 ? CassandraConfig.WRITES_IN_FLIGHT : Integer.parseInt(arguments[0]);
        CassandraConfig local = CassandraConfig.at(SharedParts.cassandra().contactPoint());
        CassandraConfig config = new CassandraConfig(
                local.contactPoints(),
                local.localDatacenter(),
                "throughput",
                local.replicas(),
                null,
                false,
                Duration.ofSeconds(30),
                inFlight);
        TinkVault vault = new TinkVault(new InMemoryKeyStore(), KeyEncryption.of(new AesGcmJce(new byte[32])), true);
        try (CassandraStores stores = CassandraStores.connect(config)) {
            StoresThroughput throughput = new StoresThroughput(stores, vault);
            throughput.write("warm-up", AT_ONCE[0]);
            throughput.read("warm-up");
            for (int atOnce : AT_ONCE) {
                System.out.printf(
                        "%d writes in flight, %d changes a call: %.0f episodes/s%n",
                        inFlight, atOnce, throughput.write("measured" + atOnce, atOnce));
            }
            throughput.read("measured" + AT_ONCE[0]);
        }
    }

    /** Turns of several users in turn, as a projector has them: the episode and its session. */
    private double write(String users, int atOnce) {
        List<Owner> owners = owners(users);
        List<OwnedChange> changes = LongStream.range(0, TURNS)
                .boxed()
                .flatMap(turn -> IntStream.range(0, OWNERS).boxed().flatMap(owner -> {
                    long offset = turn * OWNERS + owner;
                    return List.of(
                            Remembered.change(
                                    owners.get(owner), offset, 0, Remembered.episode(turn, "s" + turn / 40, (int)
                                            (turn % 40))),
                            Remembered.change(owners.get(owner), offset, 1, Remembered.session("s" + turn / 40, (int)
                                    (turn % 40))))
                            .stream();
                }))
                .toList();
        long start = System.nanoTime();
        for (int from = 0; from < changes.size(); from += atOnce) {
            writer.write(changes.subList(from, Math.min(from + atOnce, changes.size())))
                    .toCompletableFuture()
                    .join();
        }
        return changes.size() / 2.0 * 1e9 / (System.nanoTime() - start);
    }

    /** All ten chunks of one user at once, then ten episodes, then the last turns of a session. */
    private void read(String users) {
        List<double[]> times = new ArrayList<>();
        for (int repetition = 0; repetition < 10; repetition++) {
            for (Owner owner : owners(users)) {
                long start = System.nanoTime();
                List<CompletableFuture<List<RankRow>>> chunks = LongStream.range(0, TURNS / MemoryReader.CHUNK)
                        .mapToObj(chunk -> reader.rankChunk(owner, chunk).toCompletableFuture())
                        .toList();
                List<RankRow> rows =
                        chunks.stream().flatMap(chunk -> chunk.join().stream()).toList();
                long ranked = System.nanoTime();
                List<RankRow> some = IntStream.range(0, 10)
                        .mapToObj(i -> rows.get(i * rows.size() / 10))
                        .toList();
                reader.episodes(owner, some).toCompletableFuture().join();
                long hydrated = System.nanoTime();
                reader.lastTurns(owner, "s15", 20).toCompletableFuture().join();
                long remembered = System.nanoTime();
                reader.totals(owner).toCompletableFuture().join();
                long counted = System.nanoTime();
                times.add(
                        new double[] {ranked - start, hydrated - ranked, remembered - hydrated, counted - remembered});
            }
        }
        String[] names = {"10 rank chunks (640 rows)", "10 episodes", "20 last turns", "totals"};
        for (int i = 0; i < names.length; i++) {
            int column = i;
            double[] sorted = times.stream()
                    .mapToDouble(time -> time[column] / 1e6)
                    .sorted()
                    .toArray();
            System.out.printf(
                    "%s: %s p50 %.1f ms, p95 %.1f ms%n",
                    users, names[i], sorted[sorted.length / 2], sorted[sorted.length * 95 / 100]);
        }
    }

    private List<Owner> owners(String users) {
        return IntStream.range(0, OWNERS)
                .mapToObj(i -> vault.owner("acme", users + i))
                .toList();
    }
}
