package io.memstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.benchmarks.Dialogue.Utterance;
import io.memstream.benchmarks.Topics.Topic;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private static final Topics THREE = Topics.of(List.of(
            "# comments and empty lines say nothing",
            "",
            "pursuit ? When did {who} take up {topic}?",
            "thing ? Where did {who} buy {topic}?",
            "pursuit | beekeeping | bee hive",
            "thing | a canoe | canoe kayak",
            "pursuit | rowing | rowing oar"));

    @Test
    void aTopicIsNotAskedAboutWhereAnyTurnHasAWordOfIt() {
        Dialogue dialogue = dialogue(
                turn("user", "Ottilie", "The Beehives are empty.", null),
                turn("user", "Bram", "Look!", "two kayaks on a lake"));

        List<String> questions = THREE.neverMentioned(dialogue, 3, 0);

        assertThat(questions).containsExactly("When did Ottilie take up rowing?");
    }

    @Test
    void speakersAreAskedAboutByTurnsAndByName() {
        Dialogue dialogue = dialogue(turn("user", "Ottilie", "Hello!", null), turn("user", "Bram", "Hi!", null));

        List<String> questions = THREE.neverMentioned(dialogue, 3, 0);

        assertThat(questions)
                .containsExactly(
                        "When did Ottilie take up beekeeping?",
                        "Where did Bram buy a canoe?",
                        "When did Ottilie take up rowing?");
    }

    @Test
    void whoTalksToAnAssistantAsksAboutHimself() {
        Dialogue dialogue = dialogue(turn("user", "User", "Hello!", null), turn("assistant", "Assistant", "Hi!", null));

        List<String> questions = THREE.neverMentioned(dialogue, 1, 1);

        assertThat(questions).containsExactly("Where did I buy a canoe?");
    }

    @Test
    void theGeneralTopicsAreManyAndEachIsToldBySmallWords() {
        Topics topics = Topics.general();

        assertThat(topics.topics()).hasSizeGreaterThanOrEqualTo(150);
        assertThat(topics.topics()).extracting(Topic::name).doesNotHaveDuplicates();
        assertThat(topics.topics()).allMatch(topic -> topics.templates().containsKey(topic.kind()));
        assertThat(topics.topics()).flatExtracting(Topic::stems).allMatch(stem -> ((String) stem).matches("[a-z]+"));
    }

    @Test
    void ofAllTopicsEachIsAskedAboutOnce() {
        Dialogue dialogue = dialogue(turn("user", "Ottilie", "Hello!", null));

        List<String> questions = Topics.general().neverMentioned(dialogue, 1_000, 5);

        assertThat(questions).hasSize(Topics.general().topics().size()).doesNotHaveDuplicates();
    }

    private static Dialogue dialogue(Utterance... turns) {
        return new Dialogue("talk", Stream.of(turns).toList(), List.of(), 0);
    }

    private static Utterance turn(String role, String speaker, String text, @Nullable String caption) {
        return new Utterance("D1:1", 1, role, speaker, text, caption, null);
    }
}
