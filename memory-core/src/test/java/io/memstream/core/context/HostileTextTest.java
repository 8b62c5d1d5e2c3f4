package io.memstream.core.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.model.Role;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No text, however it is made, takes more time than its length explains: time of the processor, whatever else runs. */
class HostileTextTest {
    private static final Duration LONG = Duration.ofSeconds(1);

    private static final Set<String> WORDS = Set.of("harbour");

    static Stream<Named<String>> texts() {
        return Stream.of(
                Named.of("spaces", "a" + " ".repeat(100_000) + "b"),
                Named.of("lines", "\n".repeat(100_000)),
                Named.of("blank lines", "a" + "\n ".repeat(100_000) + "b"),
                Named.of("a word", "x".repeat(1_000_000)),
                Named.of("one line", "so it goes ".repeat(100_000)),
                Named.of("digits", "[" + "1".repeat(100_000)),
                Named.of("brackets", "[ ".repeat(100_000)),
                Named.of("a long greeting", "hi" + " all".repeat(16_000)),
                Named.of("civilities", "where are we ".repeat(16_000)),
                Named.of("sentences", "No. ".repeat(50_000)),
                Named.of("list marks", "- ".repeat(100_000)),
                Named.of("code marks", "```\n".repeat(50_000)),
                Named.of("abbreviations", "Mr. ".repeat(50_000)));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textIsFencedInTime(String text) {
        inTime(() ->
                Fence.uncited(Fence.quoted(text) + Fence.startOfLine(Fence.oneLine(text)) + Fence.label(text), true));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textIsCutInTime(String text) {
        inTime(() -> Cut.of(new Sentences(text), WORDS, 400, part -> false));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aGreetingIsToldInTime(String text) {
        inTime(() -> Greeting.isAll(text));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aContextIsAssembledInTime(String text) {
        ContextItem item = new ContextItem(
                new UUID(1, 1),
                ContextItem.EPISODE,
                text,
                .9,
                List.of(),
                List.of(),
                "Ana",
                Instant.EPOCH,
                new Said("s", 0, Role.USER, null));
        ContextAssembler assembler = new ContextAssembler(Tokens.COUNTER);

        inTime(() -> assembler.assemble(
                new Material("Where?", List.of(), List.of(item), List.of()), Format.MARKDOWN, 2_000, true));
    }

    private static void inTime(Runnable run) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();

        run.run();

        assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - before)).isLessThan(LONG);
    }
}
