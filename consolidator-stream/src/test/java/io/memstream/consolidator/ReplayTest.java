package io.memstream.consolidator;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.consolidator.DrivenConsolidator.Decided;
import io.memstream.consolidator.DrivenConsolidator.Result;
import io.memstream.consolidator.LogRecords.Keyed;
import io.memstream.core.consolidation.Change;
import io.memstream.core.model.Owner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long log of everything that influences memory, played again: the same changes, opened. */
class ReplayTest {
    private static final long SEED = 20260302;
    private static final int RECORDS = 600;

    @TempDir
    Path folder;

    private final LogRecords log = new LogRecords();
    private final List<Keyed> records = new ArrayList<>();
    private final List<Result> first = new ArrayList<>();

    @BeforeEach
    void play() {
        MixedLog mixed = new MixedLog(log, new Random(SEED));
        try (DrivenConsolidator consolidator = new DrivenConsolidator(log, folder.resolve("first"))) {
            for (int offset = 0; offset < RECORDS; offset++) {
                Keyed record = mixed.next();
                Result result = consolidator.take(offset, record);
                mixed.learn(result.changes());
                records.add(record);
                first.add(result);
            }
            assertThat(consolidator.deadLetters()).isEmpty();
        }
    }

    @Test
    void theLogHoldsEverythingThatInfluencesMemory() {
        Set<String> types = records.stream()
                .map(record -> record.value().getSchema().getName())
                .collect(Collectors.toSet());
        Set<Class<?>> changes = new HashSet<>();
        first.forEach(result ->
                result.changes().forEach(decided -> changes.add(decided.change().getClass())));

        assertThat(types)
                .containsExactlyInAnyOrder(
                        "TurnExtraction",
                        "CommandExtraction",
                        "EraseOrdered",
                        "ExtractionRecorded",
                        "UsageObserved",
                        "MaintenanceTick");
        assertThat(changes).containsExactlyInAnyOrder(Change.class.getPermittedSubclasses());
    }

    @Test
    void aReplayGivesTheSameChanges() {
        List<Result> again = new ArrayList<>();

        try (DrivenConsolidator consolidator = new DrivenConsolidator(log, folder.resolve("again"))) {
            for (int offset = 0; offset < RECORDS; offset++) {
                again.add(consolidator.take(offset, records.get(offset)));
            }
        }

        assertThat(again).isEqualTo(first);
    }

    @Test
    void whatIsDeliveredAgainChangesNothing() {
        List<Result> again = new ArrayList<>();
        Random random = new Random(SEED);

        try (DrivenConsolidator consolidator = new DrivenConsolidator(log, folder.resolve("again"))) {
            for (int offset = 0; offset < RECORDS; offset++) {
                again.add(consolidator.take(offset, records.get(offset)));
                for (int back = random.nextInt(4); back > 0; back--) {
                    int earlier = Math.max(0, offset - random.nextInt(20));
                    assertThat(consolidator.take(earlier, records.get(earlier)))
                            .isEqualTo(new Result(List.of(), "", 0));
                }
            }
        }

        assertThat(again).isEqualTo(first);
    }

    @Test
    void anOwnersMemoryDependsOnNobodyElses() {
        for (String user : MixedLog.USERS) {
            Owner owner = log.owner(user);
            List<Decided> alone = new ArrayList<>();
            try (DrivenConsolidator consolidator = new DrivenConsolidator(log, folder.resolve(user))) {
                for (int offset = 0; offset < RECORDS; offset++) {
                    String key = records.get(offset).key();
                    if (key.isEmpty() || key.equals(owner.value())) {
                        alone.addAll(
                                consolidator.take(offset, records.get(offset)).changes());
                    }
                }
            }

            assertThat(unnumbered(alone))
                    .isNotEmpty()
                    .isEqualTo(unnumbered(first.stream()
                            .flatMap(result -> result.changes().stream())
                            .filter(decided -> decided.owner().equals(owner))
                            .toList()));
        }
    }

    /** The changes of one tick are numbered over all owners. */
    private static List<Decided> unnumbered(List<Decided> changes) {
        return changes.stream()
                .map(decided -> new Decided(decided.owner(), decided.offset(), 0, decided.change()))
                .toList();
    }
}
