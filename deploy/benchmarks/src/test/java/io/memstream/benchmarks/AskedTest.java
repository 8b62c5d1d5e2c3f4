package io.memstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.benchmarks.Dialogue.Question;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AskedTest {
    private final List<Member> members = List.of(member("one", 7), member("two", 3));

    @Test
    void ofEachConversationOnlyTheFirstOnes() {
        List<Asked> asked = Asked.of(members, 4);

        assertThat(texts(asked)).containsExactly("one 0", "one 1", "one 2", "one 3", "two 0", "two 1", "two 2");
    }

    @Test
    void aSampleIsSpreadOverAllOfThem() {
        List<Asked> sample = Asked.evenly(Asked.of(members, 100), 4);

        assertThat(texts(sample)).containsExactly("one 0", "one 2", "one 5", "two 0");
    }

    @Test
    void fewQuestionsAreAllAsked() {
        List<Asked> sample = Asked.evenly(Asked.of(members, 100), 300);

        assertThat(sample).hasSize(10);
    }

    private static List<String> texts(List<Asked> asked) {
        return asked.stream().map(one -> one.question().text()).toList();
    }

    private static Member member(String name, int questions) {
        return new Member(
                name,
                new Dialogue(
                        name,
                        List.of(),
                        IntStream.range(0, questions)
                                .mapToObj(i -> new Question(name + " " + i, Set.of("D1:1"), Set.of(), "1", null))
                                .toList(),
                        0));
    }
}
