package io.memstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.benchmarks.Dialogue.Utterance;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocomoFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private LocomoFile file = new LocomoFile("none", List.of(), Map.of());

    @BeforeEach
    void readTheSample() throws IOException {
        file = LocomoFile.read(sample());
    }

    static Path sample() {
        try {
            return Path.of(Objects.requireNonNull(LocomoFileTest.class.getResource("/harbour-walks.json"))
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void turnsComeInTheOrderOfTheirSessionsTimes() {
        assertThat(harbour().turns()).extracting(Utterance::id).containsExactly("D1:1", "D1:2", "D1:4", "D2:1", "D2:2");
    }

    @Test
    void aTurnIsOnItsOwnTimeOrShortlyAfterItsSessionsStart() {
        assertThat(harbour().turns())
                .extracting(Utterance::occurredAt)
                .containsExactly(
                        Instant.parse("2024-05-28T19:40:01Z"),
                        Instant.parse("2024-05-28T19:40:02Z"),
                        Instant.parse("2024-05-28T17:55:30Z"),
                        Instant.parse("2024-06-03T10:05:01Z"),
                        Instant.parse("2024-06-03T10:05:02Z"));
    }

    @Test
    void aQuestionAsOfASessionsStartDoesNotSeeThatSession() {
        Dialogue.Question question = harbour().questions().get(2);

        assertThat(harbour().turns())
                .filteredOn(turn -> turn.session() == 2)
                .allMatch(turn ->
                        Objects.requireNonNull(turn.occurredAt()).isAfter(Objects.requireNonNull(question.asOf())));
    }

    @Test
    void whereThereAreNoWordsTheCaptionIsWhatWasSaidAndWithoutEitherThereIsNoTurn() {
        Utterance picture = harbour().turns().get(4);

        assertThat(picture.text()).isEqualTo("a photo of an empty pier");
        assertThat(picture.caption()).isEqualTo("a photo of an empty pier");
        assertThat(harbour().turns()).extracting(Utterance::id).doesNotContain("D1:3");
    }

    @Test
    void rolesAreTheFilesOrUser() {
        assertThat(harbour().turns()).extracting(Utterance::role).containsOnly("user");
        assertThat(file.dialogues().get(1).turns()).extracting(Utterance::role).containsExactly("user", "assistant");
    }

    @Test
    void evidenceIsNormalisedAndQuestionsWithoutAnyAreSkipped() {
        assertThat(harbour().questions())
                .extracting(Dialogue.Question::evidence)
                .containsExactly(Set.of("D1:1"), Set.of("D1:2", "D1:4"), Set.of("D2:1"));
        assertThat(harbour().questions().get(1).evidenceSessions()).containsExactly(1);
        assertThat(file.skippedQuestions()).isEqualTo(2);
        assertThat(file.questions()).isEqualTo(4);
    }

    @Test
    void anotherFormatIsRefusedByName() throws IOException {
        Path other = Files.writeString(folder.resolve("other.json"), "{\"turns\": []}");

        assertThatThrownBy(() -> LocomoFile.read(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other.json")
                .hasMessageContaining("LoCoMo");
    }

    @Test
    void aMissingFileIsSaidToBeMissing() {
        assertThatThrownBy(() -> LocomoFile.read(folder.resolve("absent.json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no such file");
    }

    private Dialogue harbour() {
        return file.dialogues().get(0);
    }
}
