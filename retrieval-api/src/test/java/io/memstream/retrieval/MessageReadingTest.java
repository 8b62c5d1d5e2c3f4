package io.memstream.retrieval;

import static io.memstream.retrieval.Api.json;
import static io.memstream.retrieval.Api.texts;
import static io.memstream.retrieval.MemoryFixture.turn;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.memstream.core.model.Episode;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Role;
import io.memstream.core.model.Status;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message is more than its words: what was said before it, when, and how many things it asks. */
class MessageReadingTest {
    private InMemoryStack stack;

    @BeforeEach
    void start(@TempDir Path folder) {
        stack = new InMemoryStack(folder);
        stack.remember(
                turn("ada", "The ferry to Naxos costs forty euros a person.").at("2026-02-10T10:00:00Z"));
        stack.remember(turn("ada", "Yes, I will be there at noon.").at("2026-02-11T10:00:00Z"));
        stack.remember(turn("ada", "We fired the kiln and two bowls cracked.").at("2026-03-10T10:00:00Z"));
        stack.remember(turn("ada", "We fired the kiln and nothing cracked.").at("2026-05-28T10:00:00Z"));
        for (int day = 10; day < 30; day++) {
            stack.remember(
                    turn("ada", "Lap number " + day + " around the lake.").at("2026-04-" + day + "T10:00:00Z"));
        }
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void theMessagesBeforeAQuestionTellWhatItMeans() {
        JsonNode alone = stack.context(json("{'user_id':'ada','query':'And how much was it?','include':['episodes']}"));

        JsonNode reply = stack.context(json("{'user_id':'ada','query':'And how much was it?','include':['episodes'],"
                + "'messages':[{'role':'user','content':'I want to take the ferry to Naxos again.'}]}"));

        assertThat(texts(alone.get("items"))).doesNotContain("The ferry to Naxos costs forty euros a person.");
        assertThat(texts(reply.get("items"))).first().isEqualTo("The ferry to Naxos costs forty euros a person.");
    }

    @Test
    void withoutMessagesTheLastTurnsOfTheSessionTellIt() {
        stack.remember(turn("ada", "I want to take the ferry to Naxos again.").session("now"));
        stack.remember(turn("ada", "A good plan.").session("now").role(Role.ASSISTANT));

        JsonNode reply = stack.context(json("{'user_id':'ada','session_id':'now','query':'And how much was it?',"
                + "'include':['episodes','working_memory']}"));

        assertThat(texts(reply.get("items"))).first().isEqualTo("The ferry to Naxos costs forty euros a person.");
    }

    @Test
    void whatWasSaidLaterHasNoPartInReadingAnEarlierTime() {
        String asked = json("{'user_id':'ada','query':'How did the kiln do?','as_of':'2026-05-01T00:00:00Z'}");
        JsonNode before = stack.search(asked);

        stack.remember(turn("ada", "I speak now.").speaker("Kiln").at("2026-05-30T10:00:00Z"));

        assertThat(stack.search(asked).get("results")).isEqualTo(before.get("results"));
    }

    @Test
    void aFactThatIsExcludedDatesNothing() {
        JsonNode before = stack.search(kiln(""));
        Episode told = stack.append(turn("ada", "I moved to Porto.").at("2026-04-01T10:00:00Z"))
                .episode();
        Fact move = stack.fixture.fact("ada", Kind.EVENT, "The user moved to Porto.", told, Status.ACTIVE, null);

        stack.remember("ada", move);

        assertThat(stack.search(kiln(",'exclude_ids':['" + move.id() + "']")).get("results"))
                .isEqualTo(before.get("results"));
        assertThat(stack.search(kiln("")).get("results")).isNotEqualTo(before.get("results"));
    }

    private static String kiln(String filters) {
        return json("{'user_id':'ada','query':'How did the kiln do before I moved to Porto?','kinds':['episode']"
                + filters + "}");
    }

    @Test
    void amongManyTurnsWhatAQuestionRefersBackToIsSearchedToo() {
        for (int i = 0; i <= Candidates.RANKED_WHOLE; i++) {
            stack.remember(turn("ada", "Lap number " + i % 30 + " around the lake."));
        }

        JsonNode reply = stack.context(json("{'user_id':'ada','query':'And how much was it? Who ran it? Where was it?',"
                + "'include':['episodes'],'timeout_ms':2000,"
                + "'messages':[{'role':'user','content':'I want to take the ferry to Naxos again.'}]}"));

        assertThat(texts(reply.get("items"))).contains("The ferry to Naxos costs forty euros a person.");
    }

    @Test
    void aSpeakerWithoutLettersBreaksNothing() {
        stack.remember(turn("ada", "The shed is green.").speaker("\ud83d\ude42"));

        JsonNode reply = stack.search(json("{'user_id':'ada','query':'What is green?','limit':1}"));

        assertThat(texts(reply.get("results"))).containsExactly("The shed is green.");
    }

    @Test
    void whatAMessageAsksIsFoundOneByOne() {
        JsonNode reply = stack.search(
                json("{'user_id':'ada','query':'How much is the ferry? And did the kiln crack anything?','limit':3}"));

        assertThat(texts(reply.get("results")))
                .contains("The ferry to Naxos costs forty euros a person.")
                .anyMatch(text -> text.startsWith("We fired the kiln"));
    }

    @Test
    void aTimeThatIsNamedIsPreferred() {
        JsonNode march = stack.search(json("{'user_id':'ada','query':'How did the kiln do in March?','limit':1}"));
        JsonNode lastWeek = stack.search(json("{'user_id':'ada','query':'How did the kiln do last week?','limit':1}"));

        assertThat(texts(march.get("results"))).containsExactly("We fired the kiln and two bowls cracked.");
        assertThat(texts(lastWeek.get("results"))).containsExactly("We fired the kiln and nothing cracked.");
    }
}
