package io.memstream.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.model.Role;
import io.memstream.core.model.Turn;
import io.memstream.core.query.Message;
import io.memstream.core.query.QueryReader;
import io.memstream.core.query.Reference;
import io.memstream.core.ranking.OwnerView;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What joins a question that refers back, and what does not, by the real model. */
class ReferencesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvFileSource(
            resources = "references.txt",
            delimiter = '|',
            quoteCharacter = '§',
            ignoreLeadingAndTrailingWhitespace = true)
    void joinsWhatAQuestionRefersBackTo(String before, String asked, String joining) {
        MemoryFixture fixture = new MemoryFixture(folder);
        QueryReader reader = new QueryReader(
                MemoryFixture.EMBEDDER, MemoryFixture.PROJECTION, MemoryFixture.ANALYZER, fixture.vault());
        Message message = new Message(
                fixture.owner("ada"), asked, MemoryFixture.NOW, OwnerView.of(List.of()), List.of(), List.of());

        Optional<Reference> reference =
                reader.reference(message, turns(before)).filter(back -> back.sure() || isNear(asked, back));

        if (joining.equals("-")) {
            assertThat(reference).isEmpty();
        } else {
            assertThat(reference.orElseThrow().terms().keySet()).contains(joining.split(" "));
        }
    }

    private static boolean isNear(String asked, Reference back) {
        float[] question = MemoryFixture.EMBEDDER.embedQuery(asked).vector();
        return back.recent().stream()
                .anyMatch(said -> Reference.isNear(
                        question, MemoryFixture.EMBEDDER.embedPassage(said).vector()));
    }

    private static List<Turn> turns(String before) {
        return Arrays.stream(before.split(" / "))
                .map(said -> MemoryFixture.turn("ada", said.substring(3).replace("\\n", "\n"))
                        .role(said.startsWith("A:") ? Role.ASSISTANT : Role.USER)
                        .make())
                .toList();
    }
}
