package io.memstream.retrieval;

import static io.memstream.retrieval.Api.json;
import static io.memstream.retrieval.Api.texts;
import static io.memstream.retrieval.MemoryFixture.turn;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Session;
import io.memstream.core.model.Status;
import io.memstream.core.model.WrittenSummary;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was learned leads to the turn that said it, though the question is in other words than the turn. */
class KeysTest {
    private static final String ASKED = "'user_id':'ada','query':'Where does Ada live?','min_score':0";
    private static InMemoryStack stack;

    @BeforeAll
    static void start(@TempDir Path folder) {
        stack = new InMemoryStack(folder);
        stack.remember(turn("ada", "It is Bern again, what a journey.").session("s1"));
        InMemoryStack.Written said =
                stack.remember(turn("ada", "It is Bern again, what a journey.").session("s2"));
        stack.remember(turn("ada", "The band was good.").session("s3"));
        stack.remember(
                "ada",
                stack.fixture.fact(
                        "ada",
                        Kind.FACT,
                        "home",
                        "Ada lives in Bern.",
                        said.episode(),
                        Status.ACTIVE,
                        Instant.parse("2026-05-01T00:00:00Z"),
                        null));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void theTurnThatAFactLeadsToComesBeforeOneWithTheSameWords() {
        JsonNode found = results(",'kinds':['episode']");

        assertThat(found.get(0).get("session_id").asText()).isEqualTo("s2");
        assertThat(features(found.get(0))).containsOnlyOnce("fact");
        assertThat(features(found.get(1))).doesNotContain("fact");
    }

    @Test
    void whatIsFoundBesideItsEvidenceIsToldOnceEach() {
        JsonNode found = results("");

        assertThat(texts(found)).containsOnlyOnce("Ada lives in Bern.");
        assertThat(found)
                .filteredOn(item -> item.path("session_id").asText().equals("s2"))
                .hasSize(1);
        assertThat(found)
                .allSatisfy(item -> assertThat(item.get("score").asDouble()).isBetween(0.0, 1.0));
    }

    @Test
    void aFactThatIsLeftOutLeadsNowhere() {
        String fact = results(",'kinds':['fact']").get(0).get("id").asText();

        JsonNode found = results(",'kinds':['episode'],'exclude_ids':['" + fact + "']");

        assertThat(found).allSatisfy(item -> assertThat(features(item)).doesNotContain("fact"));
    }

    @Test
    void theTurnsThatAWrittenSummaryLeadsToComeBeforeOnesWithTheSameWords() {
        stack.remember(turn("ben", "The same as last week.").session("s1"));
        stack.remember(turn("ben", "The same as last week.").session("s2"));
        stack.hold("ben", summarised("s2", "ben", "Ben repairs the old boat of his uncle."));

        JsonNode found = stack.search(
                        json("{'user_id':'ben','query':'Whose boat is it that Ben repairs?','min_score':0}"))
                .get("results");

        assertThat(found.get(0).get("session_id").asText()).isEqualTo("s2");
        assertThat(features(found.get(0))).containsOnlyOnce("summary");
        assertThat(features(found.get(1))).doesNotContain("summary");
    }

    private static Session summarised(String id, String userId, String summary) {
        Instant at = MemoryFixture.NOW.minusSeconds(600);
        return new Session(
                id,
                at,
                at,
                1,
                1,
                true,
                at,
                null,
                null,
                null,
                null,
                List.of(),
                0,
                0,
                null,
                new WrittenSummary(summary, stack.fixture.features(userId, summary)));
    }

    private static JsonNode results(String more) {
        return stack.search(json("{" + ASKED + more + "}")).get("results");
    }

    private static List<String> features(JsonNode item) {
        List<String> features = new ArrayList<>();
        item.get("reasons").forEach(reason -> features.add(reason.get("feature").asText()));
        return features;
    }
}
