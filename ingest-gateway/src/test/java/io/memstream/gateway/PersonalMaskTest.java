package io.memstream.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalMaskTest {
    private static final Set<PersonalKind> EVERYTHING = EnumSet.allOf(PersonalKind.class);

    private final PersonalMask mask = PersonalMask.shipped();

    static Stream<Arguments> cases() throws IOException {
        try (InputStream resource =
                Objects.requireNonNull(PersonalMaskTest.class.getResourceAsStream("personal-data.json"))) {
            JsonNode cases = new ObjectMapper().readTree(resource);
            return StreamSupport.stream(cases.spliterator(), false)
                    .map(entry -> Arguments.of(
                            entry.get("text").textValue(), entry.get("masked").textValue()));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void masksPersonalDataAndNothingElse(String text, String masked) {
        assertThat(mask.mask(text, EVERYTHING)).isEqualTo(masked);
        assertThat(mask.mask(masked, EVERYTHING)).as("masking again").isEqualTo(masked);
    }

    @Test
    void masksOnlyWhatTheTenantNames() {
        PersonalMaskPolicy policy = PersonalMaskPolicy.parse(List.of("email", "acme:ip"));
        String text = "ada@example.com at 10.1.2.3";

        assertThat(mask.mask(text, policy.of("acme"))).isEqualTo("[masked:email] at [masked:ip]");
        assertThat(mask.mask(text, policy.of("other"))).isEqualTo("[masked:email] at 10.1.2.3");
        assertThat(mask.mask(text, PersonalMaskPolicy.parse(List.of()).of("acme")))
                .isSameAs(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"faces", "acme:", "Acme:email", ":email"})
    void aSettingThatIsNotKnownIsRefusedByName(String entry) {
        assertThatThrownBy(() -> PersonalMaskPolicy.parse(List.of(entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MEMSTREAM_GATEWAY_MASK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", "a@", "a.", "a@a.", "1", "1 ", "+1", "+1 ", "0", "01 ", "010 ", "phone ", "phone 1", "1.",
                "1.1.1.", "1:", "a:", "a::", "1-", "123-45-", "DE12", "DE12 ", "AA11A", "(212) "
            })
    void takesTimeInProportionToTheText(String piece) {
        String text = piece.repeat(TurnRules.MAX_CONTENT_BYTES / piece.length());

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> mask.mask(text, EVERYTHING));
    }
}
