package io.memstream.consolidator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.adapters.config.Settings;
import io.memstream.core.consolidation.Policy;
import io.memstream.core.consolidation.Policy.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsolidatorConfigTest {
    @TempDir
    Path folder;

    @Test
    void theDefaultsAreThoseOfTheReadme() {
        ConsolidatorConfig config = ConsolidatorConfig.from(Settings.of(Map.of()));

        assertThat(config.tickInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.commitInterval()).isEqualTo(Duration.ofMillis(20));
        assertThat(config.policy("acme")).isEqualTo(Policy.STANDARD);
        assertThat(config.applicationId()).isEqualTo("consolidator-g1");
    }

    @Test
    void aTenantHasItsOwnPolicyElseEverybodys() throws IOException {
        Path file = Files.writeString(folder.resolve("policies"), "*.health = allow\nacme.health = never\n");

        ConsolidatorConfig config =
                ConsolidatorConfig.from(Settings.of(Map.of("memstream.policy.file", file.toString())));

        assertThat(config.policy("acme").of("health")).isEqualTo(Rule.NEVER);
        assertThat(config.policy("other").of("health")).isEqualTo(Rule.ALLOW);
    }

    @Test
    void ticksMayBeLeftToAnotherGeneration() {
        ConsolidatorConfig config =
                ConsolidatorConfig.from(Settings.of(Map.of("memstream.consolidator.tick-interval", "0s")));

        assertThat(config.tickInterval()).isZero();
    }

    @Test
    void ticksMoreOftenThanASecondAreRefused() {
        assertThatThrownBy(() ->
                        ConsolidatorConfig.from(Settings.of(Map.of("memstream.consolidator.tick-interval", "100ms"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MEMSTREAM_CONSOLIDATOR_TICK_INTERVAL")
                .hasMessageContaining("must be 1s or more");
    }
}
