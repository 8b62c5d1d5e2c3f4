package io.memstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocomoBenchmarkTest {
    private final ScriptedStack stack = start();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void publishesWaitsAsksAndReports() throws Exception {
        stack.answerStale(2);

        LocomoReport report = run(options(Integer.MAX_VALUE));

        assertThat(report.overall().turns().questions()).isEqualTo(4);
        assertThat(report.overall().sessions().questions()).isEqualTo(1);
        assertThat(report.byCategory()).containsOnlyKeys("1", "2", "3");
        assertThat(report.byConversation()).containsOnlyKeys("harbour", "kitchen");
        assertThat(report.spreadOfTurns(10).conversations()).isEqualTo(2);
        assertThat(report.spreadOfSessions(10).conversations()).isEqualTo(1);
        assertThat(report.turnsPerSecond()).isPositive();
        assertThat(report.freshness().p50()).isPositive();
        assertThat(report.search().p99()).isGreaterThanOrEqualTo(report.search().p50());
        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains("2 more have no evidence")
                .contains("1 plain")
                .doesNotContain("do not hold");
    }

    @Test
    void theLastLineIsOneObject() throws Exception {
        run(options(Integer.MAX_VALUE));

        List<String> lines = output.toString(StandardCharsets.UTF_8).lines().toList();
        JsonNode json = new ObjectMapper().readTree(lines.get(lines.size() - 1));
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly(
                        "file",
                        "questions",
                        "recall",
                        "all_hit",
                        "recall_sessions",
                        "all_hit_sessions",
                        "by_category",
                        "by_conversation",
                        "spread",
                        "context",
                        "abstention",
                        "floor",
                        "turns_per_s",
                        "freshness_ms",
                        "search_ms",
                        "context_ms");
        assertThat(json.get("recall").fieldNames()).toIterable().containsExactly("5", "10", "25", "50");
        assertThat(json.get("search_ms").fieldNames()).toIterable().containsExactly("p50", "p95", "p99");
        assertThat(json.at("/by_category/1/10").isNumber()).isTrue();
        assertThat(json.at("/by_conversation/harbour/all_hit/10").isNumber()).isTrue();
        assertThat(json.at("/by_conversation/harbour/sessions/10").isNumber()).isTrue();
        assertThat(json.at("/spread/10/deviation").isNumber()).isTrue();
        assertThat(json.at("/spread/sessions/50/error").isNull()).isTrue();
        assertThat(json.get("context").fieldNames()).toIterable().containsExactly("500", "1000", "2000");
    }

    @Test
    void turnsArriveOnceWithAllThatTheFileSaysOfThem() throws Exception {
        stack.refuseNext(new ScriptedStack.Refusal(429, "0", "slow down"));

        run(options(Integer.MAX_VALUE));

        Map<String, JsonNode> harbour = stack.turnsByUser().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("-harbour"))
                .findFirst()
                .orElseThrow()
                .getValue();
        assertThat(harbour).containsOnlyKeys("D1:1", "D1:2", "D1:4", "D2:1", "D2:2");
        JsonNode planks = Objects.requireNonNull(harbour.get("D1:2"));
        assertThat(planks.get("speaker").asText()).isEqualTo("Bram");
        assertThat(planks.get("role").asText()).isEqualTo("user");
        assertThat(planks.get("session_id").asText()).isEqualTo("session-1");
        assertThat(planks.get("occurred_at").asText()).isEqualTo("2024-05-28T19:40:02Z");
        assertThat(planks.at("/attachments/0/caption").asText()).isEqualTo("a photo of planks");
    }

    @Test
    void questionsAreAskedAsTheyAreMeant() throws Exception {
        run(options(Integer.MAX_VALUE));

        JsonNode dated = stack.searches().stream()
                .filter(search -> search.get("query").asText().equals("What was cancelled?"))
                .findFirst()
                .orElseThrow();
        assertThat(dated.get("as_of").asText()).isEqualTo("2024-06-03T10:05:00Z");
        assertThat(dated.get("limit").asInt()).isEqualTo(50);
        assertThat(dated.get("min_score").asInt()).isZero();
        assertThat(dated.get("kinds").toString()).isEqualTo("[\"episode\"]");
    }

    @Test
    void onlyAsManyQuestionsAsWishedAreAsked() throws Exception {
        LocomoReport report = run(options(1));

        assertThat(report.overall().turns().questions()).isEqualTo(2);
        assertThat(stack.contexts()).hasSize(6);
    }

    @Test
    void theUsersOfAnEarlierRunAreAskedAgain() throws Exception {
        LocomoReport first = run(options(Integer.MAX_VALUE));
        String users = stack.turnsByUser().keySet().stream()
                .filter(user -> user.endsWith("-harbour"))
                .map(user -> user.substring(0, user.lastIndexOf('-')))
                .findFirst()
                .orElseThrow();
        int published = stack.published().size();

        LocomoReport again = run(options(Integer.MAX_VALUE, users));

        assertThat(again.overall()).isEqualTo(first.overall());
        assertThat(stack.published()).hasSize(published);
        assertThat(again.turnsPerSecond()).isNaN();
        assertThat(again.toJson().get("turns_per_s").isNull()).isTrue();
    }

    @Test
    void contextsAreAskedForInThreeSizesWithoutAFloor() throws Exception {
        LocomoReport report = run(options(Integer.MAX_VALUE));

        assertThat(stack.contexts())
                .extracting(context -> context.get("max_tokens").asInt())
                .containsExactly(500, 500, 500, 500, 1_000, 1_000, 1_000, 1_000, 2_000, 2_000, 2_000, 2_000);
        assertThat(stack.contexts()).allSatisfy(context -> {
            assertThat(context.get("min_score").asInt()).isZero();
            assertThat(context.get("include").toString()).isEqualTo("[\"memories\",\"episodes\"]");
        });
        assertThat(report.contexts()).extracting(ContextRecall::used).containsExactly(20.0, 10.0, 5.0);
        assertThat(report.contexts())
                .allSatisfy(context -> assertThat(context.shown())
                        .isEqualTo(report.overall().turns().atDepth(50)));
        assertThat(report.context().p50()).isPositive();
    }

    @Test
    void whatWasNeverMentionedIsAskedWithTheUsualFloor() throws Exception {
        LocomoReport report = run(options(Integer.MAX_VALUE));

        List<JsonNode> anything =
                stack.searches().stream().filter(search -> !search.has("kinds")).toList();
        assertThat(anything).hasSize(50 + 4).noneMatch(search -> search.has("min_score"));
        assertThat(anything.subList(0, 50))
                .extracting(search -> search.get("user_id").asText().replaceAll(".*-", ""))
                .containsOnly("harbour", "kitchen");
        assertThat(report.abstention()).isEqualTo(new Abstention(50, 0, 0, Collections.nCopies(50, 0.0)));
        assertThat(report.floorCost().questions()).isEqualTo(4);
        assertThat(report.floorCost().recall()).isLessThan(report.floorCost().recallWithout());
        assertThat(report.floorCost().separation()).isBetween(50.0, 100.0);
    }

    private LocomoReport run(LocomoOptions options) throws IOException, InterruptedException {
        return LocomoBenchmark.run(options, new PrintStream(output, true, StandardCharsets.UTF_8));
    }

    private LocomoOptions options(int limit) {
        return options(limit, null);
    }

    private LocomoOptions options(int limit, @Nullable String earlierRun) {
        return new LocomoOptions(
                LocomoFileTest.sample(),
                stack.uri(),
                stack.uri(),
                null,
                earlierRun,
                50,
                Duration.ofMillis(200),
                limit,
                300,
                true,
                false);
    }

    private static ScriptedStack start() {
        try {
            return new ScriptedStack();
        } catch (IOException noPort) {
            throw new IllegalStateException(noPort);
        }
    }
}
