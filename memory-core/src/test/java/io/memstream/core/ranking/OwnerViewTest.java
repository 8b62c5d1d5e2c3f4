package io.memstream.core.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.model.Role;
import io.memstream.core.port.MemoryReader.RankRow;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OwnerViewTest {
    @Test
    void turnsAreFoundByTheirIds() {
        OwnerView view = new Rows()
                .said("s1", null, "one")
                .said("s1", null, "two")
                .said("s2", null, "three")
                .view();
        Set<UUID> ids =
                Set.of(view.row(2).orElseThrow().id(), view.row(0).orElseThrow().id(), new UUID(0, 0));

        List<RankRow> found = view.rows(ids);

        assertThat(found).extracting(RankRow::ordinal).containsExactly(0L, 2L);
    }

    @Test
    void aWordCountsForTheWindowsOfItsNeighbours() {
        OwnerView view = new Rows()
                .said("s1", null, "kiln")
                .said("s1", null, "b")
                .said("s1", null, "c")
                .said("s1", null, "d")
                .said("s2", null, "e")
                .view();

        int windows = view.windowsWith(Rows.term("kiln"));

        assertThat(windows).isEqualTo(3);
    }

    @Test
    void aRowThatIsThereAlreadyChangesNothing() {
        Rows rows = new Rows().said("s1", null, "kiln").said("s1", null, "kiln fire");
        OwnerView view = rows.view();

        rows.list().forEach(view::add);

        assertThat(view.size()).isEqualTo(2);
        assertThat(view.windowsWith(Rows.term("kiln"))).isEqualTo(2);
    }

    @Test
    void aRoleOnEveryTurnDoesNotMakeAnAssistant() {
        OwnerView view = new Rows()
                .add("s1", Role.USER, "Ana", "hello there", 0)
                .add("s1", Role.USER, "Ben", "hello you", 0)
                .view();

        Conversation conversation = view.conversation();

        assertThat(conversation).isEqualTo(Conversation.PEOPLE);
    }

    @Test
    void oneSideThatWritesFarMoreIsAnAssistant() {
        OwnerView view = new Rows()
                .said("s1", "Ana", "short question")
                .said("s1", "Botty", "word ".repeat(100).strip())
                .view();

        Conversation conversation = view.conversation();

        assertThat(conversation).isEqualTo(Conversation.ASSISTANT);
    }

    @Property
    void statisticsDoNotDependOnHowRowsCame(
            @ForAll @Size(max = 30) List<@IntRange(max = 4) Integer> words, @ForAll long seed) {
        Rows rows = new Rows();
        for (int i = 0; i < words.size(); i++) {
            rows.said("s" + i % 3, null, "w" + words.get(i) + " w" + i % 4);
        }
        List<RankRow> shuffled = new ArrayList<>(rows.list());
        Collections.shuffle(shuffled, new Random(seed));

        OwnerView view = OwnerView.of(shuffled);

        for (int word = 0; word <= 4; word++) {
            long term = Rows.term("w" + word);
            assertThat(view.windowsWith(term)).isEqualTo(windowsCounted(rows.list(), term));
        }
    }

    @Property
    void rowsThatComeLateAndRowsThatAreForgottenLeaveNoTrace(
            @ForAll @Size(max = 30) List<@IntRange(max = 4) Integer> words,
            @ForAll @Size(max = 8) Set<@IntRange(max = 29) Integer> forgotten,
            @ForAll long seed) {
        Rows rows = new Rows();
        for (int i = 0; i < words.size(); i++) {
            rows.said("s" + i % 3, null, "w" + words.get(i) + " w" + i % 4);
        }
        List<RankRow> shuffled = new ArrayList<>(rows.list());
        Collections.shuffle(shuffled, new Random(seed));
        OwnerView view = OwnerView.of(List.of());

        for (RankRow row : shuffled) {
            view.add(row);
            if (forgotten.contains((int) row.ordinal())) {
                view.forget(row.ordinal());
                view.add(row);
            }
        }

        OwnerView anew = OwnerView.of(rows.list().stream()
                .filter(row -> !forgotten.contains((int) row.ordinal()))
                .toList());
        assertThat(view.latest(100)).isEqualTo(anew.latest(100));
        for (int word = 0; word <= 4; word++) {
            long term = Rows.term("w" + word);
            assertThat(view.windowsWith(term)).isEqualTo(anew.windowsWith(term));
            assertThat(view.sessionsWith(term)).isEqualTo(anew.sessionsWith(term));
        }
        assertThat(view.averageWindowLength()).isEqualTo(anew.averageWindowLength());
        assertThat(view.averageSessionLength()).isEqualTo(anew.averageSessionLength());
    }

    @Property
    void theTurnSaidLastIsThatOfASearchThroughAll(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 9) Integer> hours,
            @ForAll @IntRange(max = 3) int speaker) {
        Rows rows = new Rows();
        hours.forEach(hour -> rows.said("s", "n" + hour % 4, "word"));
        List<RankRow> given = new ArrayList<>();
        for (int i = 0; i < hours.size(); i++) {
            given.add(at(rows.list().get(i), hours.get(i)));
        }

        Optional<RankRow> last = OwnerView.of(given).lastSaid(row -> ("n" + speaker).equals(row.speaker()));

        assertThat(last)
                .isEqualTo(given.stream()
                        .filter(row -> ("n" + speaker).equals(row.speaker()))
                        .max(Comparator.comparing(RankRow::occurredAt).thenComparingLong(RankRow::ordinal)));
    }

    @Test
    void rowsAreFoundBetweenForgottenOnes() {
        Rows rows = new Rows();
        for (int i = 0; i < 100; i++) {
            rows.said("s" + i % 2, null, "word");
        }
        OwnerView view = rows.view();
        for (long ordinal = 0; ordinal < 100; ordinal++) {
            if (ordinal % 7 != 3) {
                view.forget(ordinal);
            }
        }

        List<Long> found = LongStream.range(-2, 105)
                .filter(ordinal -> view.row(ordinal).isPresent())
                .boxed()
                .toList();

        assertThat(found).hasSize(14).allMatch(ordinal -> ordinal % 7 == 3);
    }

    @Test
    void neighboursAreOfTheSameSession() {
        OwnerView view = new Rows()
                .said("s1", null, "a")
                .said("s2", null, "b")
                .said("s1", null, "c")
                .said("s1", null, "d")
                .said("s1", null, "e")
                .view();

        Set<Long> around = view.withNeighbours(List.of(2L, 0L, 77L));

        assertThat(around).containsExactly(0L, 2L, 3L, 4L);
    }

    @Test
    void turnsOfADayAreFoundUnlessThereAreTooMany() {
        List<RankRow> rows = new Rows()
                .said("s1", null, "a")
                .said("s1", null, "b")
                .said("s2", null, "c")
                .list();
        OwnerView view = OwnerView.of(List.of(at(rows.get(0), 0), at(rows.get(1), 24), at(rows.get(2), 25)));
        LocalDate nextDay = LocalDate.ofInstant(Rows.START, ZoneOffset.UTC).plusDays(1);

        assertThat(view.saidOn(nextDay::equals, 2)).containsExactly(1L, 2L);
        assertThat(view.saidOn(nextDay::equals, 1)).isEmpty();
        assertThat(view.ofSession("s1", 1)).containsExactly(0L);
        assertThat(view.ofSession("s3", 9)).isEmpty();
    }

    @Test
    void eachDayIsLookedAtOnceHoweverManyTurnsItHas() {
        List<RankRow> rows = new Rows()
                .said("s1", null, "a")
                .said("s2", null, "b")
                .said("s1", null, "c")
                .said("s2", null, "d")
                .list();
        OwnerView view =
                OwnerView.of(List.of(at(rows.get(0), 0), at(rows.get(1), 24), at(rows.get(2), 1), at(rows.get(3), 25)));
        view.forget(2);
        List<LocalDate> asked = new ArrayList<>();

        List<Long> said = view.saidOn(asked::add, 9);

        assertThat(said).containsExactly(0L, 1L, 3L);
        LocalDate first = LocalDate.ofInstant(Rows.START, ZoneOffset.UTC);
        assertThat(asked).containsExactlyInAnyOrder(first, first.plusDays(1));
    }

    private static RankRow at(RankRow row, int hour) {
        return new RankRow(
                row.id(),
                row.month(),
                row.ordinal(),
                row.sessionId(),
                row.sessionOrdinal(),
                row.role(),
                row.speaker(),
                row.scope(),
                Rows.START.plus(Duration.ofHours(hour)),
                row.recordedAt(),
                row.features());
    }

    private static int windowsCounted(List<RankRow> rows, long term) {
        int windows = 0;
        for (RankRow row : rows) {
            windows += rows.stream()
                            .filter(other -> other.sessionId().equals(row.sessionId()))
                            .filter(other -> Math.abs(other.sessionOrdinal() - row.sessionOrdinal()) <= Placed.REACH)
                            .flatMap(other -> other.features().terms().stream())
                            .anyMatch(keyed -> keyed.term() == term)
                    ? 1
                    : 0;
        }
        return windows;
    }
}
