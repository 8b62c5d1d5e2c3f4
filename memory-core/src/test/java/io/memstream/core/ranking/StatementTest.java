package io.memstream.core.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What did Ana paint?                     | I painted",
                "When did Ana go to the lake?            | I went to the lake",
                "Where did Ben stop on the way?          | I stopped on the way",
                "How long did Ana study?                 | I studied",
                "What is Ana's favourite book?           | my favourite book",
                "Where does Ben live?                    | I live",
                "Which instrument does Ana play?         | instrument I play",
                "Who cooks for Ben?                      | cooks for I",
                "Tell me about Ana's cat                 | Tell me about my cat",
            })
    void aQuestionBecomesWhatTheSpeakerWouldHaveSaid(String question, String statement) {
        assertThat(Statement.of(question, Set.of("ana", "ben"))).isEqualTo(statement);
    }
}
