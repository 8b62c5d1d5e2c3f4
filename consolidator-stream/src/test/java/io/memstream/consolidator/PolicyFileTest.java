package io.memstream.consolidator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.core.consolidation.Policy;
import io.memstream.core.consolidation.Policy.Handling;
import io.memstream.core.consolidation.Policy.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyFileTest {
    @TempDir
    Path folder;

    @Test
    void anEmptyFileIsTheStandard() throws IOException {
        assertThat(read("")).isEqualTo(Map.of("*", Policy.STANDARD));
    }

    @Test
    void whatIsLeftOutIsAsForEverybodyAndThenAsInTheStandard() throws IOException {
        Map<String, Policy> policies = read("""
                # everybody
                *.health = allow
                *.location = never
                *.retention = 365d
                acme.finance = temporary
                acme.finance.time-to-live = 12h
                acme.location = consent
                acme.location.withholds-turn = true
                """);

        Policy everybody = policies.getOrDefault("*", Policy.STANDARD);
        assertThat(everybody.of("health")).isEqualTo(Rule.ALLOW);
        assertThat(everybody.of("finance")).isEqualTo(Rule.CONSENT);
        assertThat(everybody.retention()).isEqualTo(Duration.ofDays(365));
        Policy acme = policies.getOrDefault("acme", Policy.STANDARD);
        assertThat(acme.of("health")).isEqualTo(Rule.ALLOW);
        assertThat(acme.of("finance")).isEqualTo(new Rule(Handling.TEMPORARY, Duration.ofHours(12), false));
        assertThat(acme.of("location")).isEqualTo(new Rule(Handling.CONSENT, null, true));
        assertThat(acme.of("credentials")).isEqualTo(Rule.NEVER);
        assertThat(acme.retention()).isEqualTo(Duration.ofDays(365));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "health = never | health: is no name of a policy",
                "ACME.health = never | ACME.health: is no name of a policy",
                "acme.health = sometimes | acme.health: must be one of allow, consent, temporary, never, was \"sometimes\"",
                "acme.health = temporary | acme.health: temporary needs acme.health.time-to-live",
                "acme.retention = a year | acme.retention: must be a duration such as 30m, 12h or 365d, was \"a year\"",
                "acme.health.withholds-turn = true | acme.health.withholds-turn: says more about acme.health, which is not there",
            })
    void aMistakeIsNamed(String line, String message) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("policies.properties: " + message);
    }

    @Test
    void aTimeToLiveGoesWithTemporaryAlone() {
        assertThatThrownBy(() -> read("acme.health = allow\nacme.health.time-to-live = 7d"))
                .hasMessageContaining("acme.health.time-to-live: goes with temporary alone");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> PolicyFile.read(folder.resolve("none.properties")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.properties cannot be read");
    }

    private Map<String, Policy> read(String text) throws IOException {
        return PolicyFile.read(Files.writeString(folder.resolve("policies.properties"), text));
    }
}
