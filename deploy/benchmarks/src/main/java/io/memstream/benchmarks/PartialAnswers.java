package io.memstream.benchmarks;

import java.util.Set;

/** Counts the answers that said that something was missing from them: figures made of those do not hold. */
final class PartialAnswers {
    private int count;

    /** @param degraded what was missing; empty when nothing was */
    void note(Set<String> degraded) {
        count += degraded.isEmpty() ? 0 : 1;
    }

    int count() {
        return count;
    }
}
