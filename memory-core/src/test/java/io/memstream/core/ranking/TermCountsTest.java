package io.memstream.core.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class TermCountsTest {
    @Property(tries = 200)
    void countsAreThoseOfAMap(
            @ForAll @Size(max = 300) List<@LongRange(min = -60, max = 60) Long> few,
            @ForAll @Size(max = 300) List<Long> any) {
        TermCounts counts = new TermCounts();
        Map<Long, Integer> expected = new HashMap<>();

        for (List<Long> terms : List.of(few, any)) {
            terms.forEach(term -> {
                assertThat(counts.add(term, 2)).isEqualTo(expected.merge(term, 2, Integer::sum));
            });
        }

        expected.forEach((term, count) -> assertThat(counts.of(term)).isEqualTo(count));
        assertThat(counts.of(1_000_000_007L)).isEqualTo(expected.getOrDefault(1_000_000_007L, 0));
    }
}
