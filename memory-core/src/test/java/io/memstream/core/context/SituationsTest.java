package io.memstream.core.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole contexts, to the letter: what an assistant is given in each of these situations. The documents beside the
 * situations are the specification of a context; read them as one.
 */
class SituationsTest {
    private static final Path FOLDER = Path.of("src/test/resources/situations");
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<String> situations() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("situations")
    void theAssistantIsGivenThis(String name) throws IOException {
        Situation situation = new Situation(JSON.readTree(Files.readString(FOLDER.resolve(name + ".json"))));
        Path document = FOLDER.resolve(name + ".md");

        String given = document(name, situation);

        if (System.getProperty("golden.write") != null) {
            Files.writeString(document, given);
        }
        assertThat(given)
                .as("contexts changed: read them, and rewrite with -Dgolden.write")
                .isEqualTo(Files.readString(document));
    }

    private static String document(String name, Situation situation) throws IOException {
        StringBuilder text = new StringBuilder()
                .append("# ")
                .append(title(name))
                .append("\n\n")
                .append(situation.about())
                .append("\n\nThe message, at ")
                .append(situation.standpoint().at().toString().replace('T', ' ').replace(":00Z", ""))
                .append(": \"")
                .append(situation.query())
                .append("\"\n");
        ContextAssembler assembler = new ContextAssembler(Tokens.COUNTER);
        for (Format format : situation.formats()) {
            Gathered gathered = situation.gathered();
            Assembled assembled =
                    assembler.assemble(gathered.material(), format, situation.maxTokens(), situation.cites());
            text.append("\n").append(heading(format)).append("\n\n~~~~~\n");
            text.append(written(assembled, format).stripTrailing()).append("\n~~~~~\n\n");
            text.append(reply(assembled, situation));
            assertThat(assembled.tokens()).isLessThanOrEqualTo(situation.maxTokens());
        }
        return text.toString();
    }

    private static String title(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1).replace('-', ' ');
    }

    private static String heading(Format format) {
        return format == Format.MARKDOWN
                ? "The context:"
                : "As " + format.name().toLowerCase(Locale.ROOT) + ":";
    }

    private static String written(Assembled assembled, Format format) throws IOException {
        if (format != Format.JSON && format != Format.MESSAGES) {
            return (String) assembled.context();
        }
        JsonNode tree = JSON.valueToTree(assembled.context());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
    }

    /** What the reply says beside the context, in short. */
    private static String reply(Assembled assembled, Situation situation) {
        List<String> parts = new ArrayList<>(List.of(assembled.tokens() + " of " + situation.maxTokens() + " tokens."));
        List<String> cited = new ArrayList<>();
        assembled.items().forEach(item -> {
            Integer number = assembled.citations().get(item.id());
            if (number != null) {
                cited.add("[" + number + "] " + situation.name(item.id()));
            }
        });
        if (!cited.isEmpty()) {
            parts.add("Citations: " + String.join(", ", cited) + ".");
        }
        if (!assembled.leftOut().isEmpty()) {
            parts.add("Left out: "
                    + String.join(
                            ", ",
                            assembled.leftOut().stream()
                                    .map(one -> one.section().word() + " " + named(one, situation))
                                    .toList())
                    + ".");
        }
        return String.join(" ", parts) + "\n";
    }

    private static String named(LeftOut one, Situation situation) {
        try {
            return situation.name(UUID.fromString(one.id()));
        } catch (IllegalArgumentException noUuid) {
            return one.id();
        }
    }
}
