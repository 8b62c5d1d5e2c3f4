package io.memstream.core.consolidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Forgetting;
import io.memstream.core.model.Highlight;
import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Reading;
import io.memstream.core.model.Role;
import io.memstream.core.model.Session;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Vector;
import io.memstream.core.model.WrittenSummary;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WrittenSummariesTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private static final TextFeatures FEATURES =
            new TextFeatures(Vector.of(new float[] {1}), List.of(new KeyedTerm(7, 1)), new byte[] {1, 5}, 0, 4);

    private final MemoryInMaps memory = new MemoryInMaps();
    private final Session session = Session.unread("s1", START, START, 1, false);

    @BeforeEach
    void rememberATurn() {
        memory.remember(
                new EpisodeTrace(new UUID(0, 1), "key", "t1", 0, "s1", 0, Role.USER, null, START, START, List.of()));
        memory.hold(session);
    }

    @Test
    void summaryIsTakenWithWhatItIsFoundBy() {
        Decision decision = decide(written("A trip is planned.", FEATURES));

        assertThat(taken(decision))
                .containsExactly(new WrittenSummary("A trip is planned.", FEATURES.withoutSignature()));
    }

    @Test
    void summaryThatWasRecordedWithoutFeaturesIsTakenWithoutThem() {
        Decision decision = decide(written("A trip is planned.", null));

        assertThat(taken(decision)).containsExactly(new WrittenSummary("A trip is planned.", null));
    }

    @Test
    void whereATurnWasForgottenNoSummaryIsTaken() {
        memory.hold(new Session(
                "s1", START, START, 1, 2, false, START, null, null, null, null, List.of(), 0, 0, null, null));

        Decision decision = decide(written("A trip is planned.", FEATURES));

        assertThat(decision.changes()).noneMatch(Change.HoldingUpdated.class::isInstance);
    }

    @Test
    void whereSomethingWasForgottenSinceTheSessionBeganNoSummaryIsTaken() {
        Instant later = START.plusSeconds(60);
        memory.hold(new Forgetting("c1", List.of(7L), null, null, null, null, null, null, null, later, later));

        Decision decision = decide(written("A trip is planned.", FEATURES));

        assertThat(decision.changes()).noneMatch(Change.HoldingUpdated.class::isInstance);
    }

    private static List<WrittenSummary> taken(Decision decision) {
        return decision.changes().stream()
                .filter(Change.HoldingUpdated.class::isInstance)
                .map(change -> ((Session) ((Change.HoldingUpdated) change).holding()).writtenSummary())
                .toList();
    }

    private Decision decide(Extraction extraction) {
        return Consolidator.decide(
                memory,
                new Event.ExtractionArrived("key", extraction, START.plusSeconds(120)),
                (purpose, name) -> new UUID(1, 1),
                Policy.STANDARD);
    }

    private static Extraction written(String summary, @Nullable TextFeatures features) {
        Reading.Note note = new Reading.Note(Highlight.Type.SUMMARY, summary, 1, features);
        Reading reading = new Reading(List.of(note), List.of(), 0, List.of());
        return new Extraction(
                "llm",
                "1",
                "model",
                "hash",
                new TextFeatures(new Vector(new byte[0], 0), List.of(), new byte[0], 0, 0),
                List.of(),
                reading);
    }
}
