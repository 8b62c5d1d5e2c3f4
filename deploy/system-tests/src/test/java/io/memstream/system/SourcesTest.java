package io.memstream.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How code is written here, as far as only the sources show it; tests included. */
class SourcesTest {
    /** Lines. Generous: most classes should be far below. */
    private static final int LONGEST = 500;

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    static Stream<Arguments> banned() {
        return Stream.of(
                arguments("\\b(TODO|FIXME)\\b", "finish it, or write it down where it is tracked"),
                arguments("@Disabled\\b", "a test that is not run is not a test: repair it or delete it"),
                arguments("\\bMockito\\b", "give a port a small real implementation in memory"),
                arguments(
                        "catch \\(\\w+ ignored\\)",
                        "retry it, dead-letter it, or say in its name why it cannot matter"));
    }

    @ParameterizedTest
    @MethodSource("banned")
    void sourcesAreFreeOf(String pattern, String instead) {
        assertThat(linesWith(pattern, Stream.of("main", "test"))).as(instead).isEmpty();
    }

    @Test
    void testsWaitForWhatTheyWaitFor() {
        assertThat(linesWith("\\bsleep\\(", Stream.of("test")))
                .as("use Awaitility, with a bound")
                .isEmpty();
    }

    @Test
    void filesStayReadable() {
        List<String> tooLong = sources("main")
                .filter(file -> lines(file).size() > LONGEST)
                .map(file -> ROOT.relativize(file).toString())
                .toList();

        assertThat(tooLong)
                .as("classes that need scrolling to understand have two jobs: split them")
                .isEmpty();
    }

    @Test
    void everyModuleSaysWhatEntersAndWhatLeaves() {
        List<String> silent = modules()
                .filter(module -> !Files.exists(module.resolve("README.md")))
                .map(module -> ROOT.relativize(module).toString())
                .toList();

        assertThat(silent).as("modules without a README.md").isEmpty();
    }

    /** @param side main or test */
    private static Stream<Path> sources(String side) {
        return modules()
                .flatMap(module -> files(module.resolve("src").resolve(side)))
                .filter(file -> file.toString().endsWith(".java"))
                .filter(file -> !file.endsWith("SourcesTest.java"));
    }

    private static List<String> linesWith(String pattern, Stream<String> sides) {
        Pattern banned = Pattern.compile(pattern);
        return sides.flatMap(SourcesTest::sources)
                .flatMap(file -> linesWith(banned, file))
                .toList();
    }

    private static Stream<Path> modules() {
        return Stream.concat(children(ROOT), children(ROOT.resolve("deploy")))
                .filter(folder -> Files.exists(folder.resolve("pom.xml")));
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(Path folder) {
        if (!Files.exists(folder)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> linesWith(Pattern pattern, Path file) {
        List<String> lines = lines(file);
        return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
                .filter(i -> pattern.matcher(lines.get(i)).find())
                .map(i -> ROOT.relativize(file) + ":" + (i + 1) + ": "
                        + lines.get(i).strip());
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
