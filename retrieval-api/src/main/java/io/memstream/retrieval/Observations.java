package io.memstream.retrieval;

import io.memstream.core.model.Observation;
import java.util.Comparator;
import java.util.List;

/** Which regularities mean something. */
final class Observations {
    private Observations() {}

    /** The surest first. */
    static List<Observation> shown(List<Observation> counted) {
        return counted.stream()
                .filter(observation -> observation.confidence() >= Observation.CONFIDENCE_TO_SHOW)
                .sorted(Comparator.comparingDouble(Observation::confidence)
                        .reversed()
                        .thenComparing(Observation::id))
                .toList();
    }
}
