package io.memstream.extractor.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.model.Owner;
import io.memstream.core.model.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final Owner ANA = new Owner("acme", "a".repeat(22));
    private static final Owner BEN = new Owner("acme", "b".repeat(22));

    private final Windows windows = new Windows(2, 3, Duration.ofSeconds(30), 2);

    @Test
    void windowThatIsFullCloses() {
        windows.take(ANA, Said.user(1, "a"));
        windows.take(ANA, Said.user(2, "b"));

        List<Window> closed = windows.take(ANA, Said.user(3, "c"));

        assertThat(closed).hasSize(1);
        assertThat(closed.get(0).partition()).isEqualTo(2);
        assertThat(closed.get(0).owner()).isEqualTo(ANA);
        assertThat(closed.get(0).turns()).extracting(LoggedTurn::offset).containsExactly(1L, 2L, 3L);
        assertThat(closed.get(0).before()).isEmpty();
    }

    @Test
    void windowThatFollowsHasTheTurnsBeforeItForUnderstanding() {
        for (long offset = 1; offset <= 5; offset++) {
            windows.take(ANA, Said.user(offset, "turn " + offset));
        }

        List<Window> closed = windows.take(ANA, Said.user(6, "turn 6"));

        assertThat(closed.get(0).before()).extracting(Turn::content).containsExactly("turn 2", "turn 3");
    }

    @Test
    void turnsReadBeforeARestartAreForUnderstanding() {
        windows.recall(ANA, Said.user(1, "turn 1").turn());
        windows.take(ANA, Said.user(2, "turn 2"));

        List<Window> closed = windows.closeIdle(Instant.MAX);

        assertThat(closed.get(0).before()).extracting(Turn::content).containsExactly("turn 1");
        assertThat(closed.get(0).turns()).extracting(LoggedTurn::offset).containsExactly(2L);
    }

    @Test
    void sessionsAndOwnersAreGatheredApart() {
        windows.take(ANA, Said.inSession(1, "s1", Said.START));
        windows.take(ANA, Said.inSession(2, "s2", Said.START));
        windows.take(BEN, Said.inSession(3, "s1", Said.START));

        List<Window> closed = windows.closeIdle(Said.START.plusSeconds(30));

        assertThat(closed)
                .hasSize(3)
                .allSatisfy(window -> assertThat(window.turns()).hasSize(1));
    }

    @Test
    void silentSessionClosesAndTheOthersStay() {
        windows.take(ANA, Said.inSession(1, "s1", Said.START));
        windows.take(ANA, Said.inSession(2, "s2", Said.START.plusSeconds(10)));

        List<Window> closed = windows.closeIdle(Said.START.plusSeconds(35));

        assertThat(closed).hasSize(1);
        assertThat(closed.get(0).turns()).extracting(LoggedTurn::offset).containsExactly(1L);
    }

    @Test
    void longTextIsReadByItself() {
        windows.take(ANA, Said.user(1, "a"));

        List<Window> closed = windows.take(ANA, Said.user(2, "x".repeat(20_000)));

        assertThat(closed).hasSize(1);
    }

    @Test
    void ofALongTurnItsEndIsKeptForUnderstanding() {
        windows.take(ANA, Said.user(1, "x".repeat(20_000) + "Where do you live?"));

        windows.take(ANA, Said.user(2, "Denver."));

        assertThat(windows.closeIdle(Instant.MAX).get(0).before().get(0).content())
                .hasSize(1_000)
                .endsWith("Where do you live?");
    }

    @Test
    void ofTooManyTheOldestClose() {
        List<Window> closed = new ArrayList<>();

        for (long offset = 0; offset < 1_000; offset++) {
            closed.addAll(windows.take(ANA, Said.inSession(offset, "s" + offset, Said.START)));
        }

        assertThat(closed).hasSize(600);
        assertThat(closed.get(0).turns()).extracting(LoggedTurn::offset).containsExactly(0L);
    }

    @Test
    void erasedOwnersTurnsAreLetGo() {
        windows.take(ANA, Said.user(1, "a"));
        windows.take(BEN, Said.user(2, "b"));

        List<Long> dropped = windows.drop(ANA);

        assertThat(dropped).containsExactly(1L);
        assertThat(windows.closeIdle(Instant.MAX)).extracting(Window::owner).containsExactly(BEN);
        assertThat(windows.take(ANA, Said.user(3, "c"))).isEmpty();
        assertThat(windows.closeIdle(Instant.MAX).get(0).before()).isEmpty();
    }
}
