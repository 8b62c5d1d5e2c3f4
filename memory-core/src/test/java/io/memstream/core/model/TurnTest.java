package io.memstream.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TurnTest {
    private static final Instant SAID = Instant.parse("2026-01-10T09:00:00Z");

    @Test
    void ofALongTurnTheEndIsKept() {
        Turn turn = turn("The kiln is too hot. Shall I open it?");

        Turn ending = turn.ending(16);

        assertThat(ending.content()).isEqualTo("Shall I open it?");
        assertThat(ending.speaker()).isEqualTo("Ana");
        assertThat(ending.turnId()).isEqualTo("t1");
        assertThat(ending.sessionId()).isEqualTo("s1");
        assertThat(ending.occurredAt()).isEqualTo(SAID);
        assertThat(ending.attachments()).isEmpty();
        assertThat(ending.metadata()).isEmpty();
        assertThat(ending.scope()).isNull();
    }

    @Test
    void whatIsShortStaysWhole() {
        Turn turn = turn("Shall I open it?");

        Turn ending = turn.ending(1_000);

        assertThat(ending.content()).isEqualTo("Shall I open it?");
    }

    private static Turn turn(String content) {
        return new Turn(
                "t1",
                "ana",
                "s1",
                Role.USER,
                content,
                "Ana",
                "c1",
                "a1",
                "pottery",
                List.of(new Attachment(null, null, "a photo of a kiln")),
                Map.of("channel", "web"),
                "import",
                SAID,
                SAID.plusSeconds(1));
    }
}
