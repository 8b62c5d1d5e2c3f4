package io.memstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvidenceIdsTest {
    private final EvidenceIds ids = new EvidenceIds(Set.of("D3:4", "D3:14", "D12:7", "intro"));

    @Test
    void severalInOneStringAreSeveral() {
        assertThat(ids.resolve(List.of("D3:4; D12:7"))).containsExactly("D3:4", "D12:7");
        assertThat(ids.resolve(List.of("D3:4,D3:14"))).containsExactly("D3:4", "D3:14");
    }

    @Test
    void aColonTooManyAndLeadingZerosAreForgiven() {
        assertThat(ids.resolve(List.of("D:12:7", "D03:04"))).containsExactly("D12:7", "D3:4");
    }

    @Test
    void whatNamesNoTurnIsDropped() {
        assertThat(ids.resolve(List.of("D", "", "D3:5", "D12", "D3:4"))).containsExactly("D3:4");
    }

    @Test
    void aTurnNamedTwiceCountsOnce() {
        assertThat(ids.resolve(List.of("D3:4", "D:3:4", "D3:04 D3:4"))).containsExactly("D3:4");
    }

    @Test
    void idsOfAnotherFormAreTakenAsTheyAre() {
        assertThat(ids.resolve(List.of("intro"))).containsExactly("intro");
    }

    @Test
    void aTurnsOwnIdMayHaveLeadingZeros() {
        EvidenceIds padded = new EvidenceIds(Set.of("D01:02"));

        assertThat(padded.resolve(List.of("D1:2"))).containsExactly("D01:02");
    }
}
