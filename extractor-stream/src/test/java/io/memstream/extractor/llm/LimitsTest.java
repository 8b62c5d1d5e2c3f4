package io.memstream.extractor.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.extractor.llm.Limits.Permit;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private final Limits limits = new Limits(tenant -> new TenantRules(List.of(), "", 2, 100));

    @Test
    void rateIsThatOfTheLastMinutePerTenant() {
        limits.ask("acme", Said.START);
        limits.ask("acme", Said.START.plusSeconds(30));

        assertThat(limits.ask("acme", Said.START.plusSeconds(59))).isEqualTo(Permit.WAIT);
        assertThat(limits.ask("other", Said.START.plusSeconds(59))).isEqualTo(Permit.GO);
        assertThat(limits.ask("acme", Said.START.plusSeconds(60))).isEqualTo(Permit.GO);
        assertThat(limits.ask("acme", Said.START.plusSeconds(61))).isEqualTo(Permit.WAIT);
    }

    @Test
    void tokensAreThoseOfTheDay() {
        limits.used("acme", 99, Said.START);
        Permit below = limits.ask("acme", Said.START);

        limits.used("acme", 1, Said.START);

        assertThat(below).isEqualTo(Permit.GO);
        assertThat(limits.ask("acme", Said.START.plusSeconds(120))).isEqualTo(Permit.SPENT);
        assertThat(limits.ask("other", Said.START.plusSeconds(120))).isEqualTo(Permit.GO);
        assertThat(limits.ask("acme", Said.START.plusSeconds(24 * 3600))).isEqualTo(Permit.GO);
    }
}
