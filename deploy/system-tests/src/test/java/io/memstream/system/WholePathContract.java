package io.memstream.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a turn goes through, seen from outside; the same whichever index holds the vectors. */
interface WholePathContract {
    StackApi stack();

    @Test
    default void whatWasSaidInOneSessionIsContextInAnother() {
        EndUser user = new EndUser(stack());
        user.saysIn("in the morning", "Our Kotlin importer runs out of heap when it parses the customs declarations.");

        JsonNode reply =
                user.context("any idea about the heap trouble I told you of?", Map.of("session_id", "at night"));

        assertThat(reply.get("context").asText()).contains("customs declarations");
        JsonNode item = itemWith(reply.get("items"), "customs declarations");
        assertThat(item.fieldNames())
                .toIterable()
                .contains("id", "kind", "text", "score", "reasons", "evidence", "occurred_at");
        assertThat(item.get("evidence")).isNotEmpty();
        assertThat(item.get("score").asDouble()).isBetween(0.0, 1.0);
        assertThat(reply.get("tokens").asInt()).isBetween(1, 2000);
        assertThat(reply.get("took_ms").asDouble()).isNotNegative();
    }

    @Test
    default void meaningIsFoundWhereNoWordIsShared() {
        EndUser user = new EndUser(stack());
        user.says(
                "The gutters need cleaning before autumn.",
                "My son cannot eat anything with gluten.",
                "I finished the crossword on the train.",
                "The neighbours painted their fence green.",
                "Jazz is what I listen to while cooking.");

        List<String> best = user.found("Is pasta made of wheat fine for the boy?", Map.of("limit", 3));

        assertThat(best).anyMatch(text -> text.contains("gluten"));
    }

    @Test
    default void aTurnSentAgainIsOneMemory() {
        EndUser user = new EndUser(stack());
        Map<String, Object> turn = user.turn("The lighthouse keeper gave me a brass compass.");
        turn.put("turn_id", "compass-1");
        for (int i = 0; i < 4; i++) {
            user.publish(List.of(turn));
        }

        List<String> found = user.found("brass compass", Map.of("kinds", List.of("episode"), "limit", 20));

        assertThat(found).hasSize(1);
        assertThat(user.read("/summary").get("episodes").asInt()).isEqualTo(1);
    }

    @Test
    default void aTurnSentTwiceInOneBatchIsOneMemory() {
        EndUser user = new EndUser(stack());
        Map<String, Object> turn = user.turn("The tram line to the quarry opens in spring.");
        turn.put("turn_id", "tram-1");

        user.publish(List.of(turn, turn));

        assertThat(user.read("/summary").get("episodes").asInt()).isEqualTo(1);
    }

    @Test
    default void usersDoNotMeet() {
        EndUser one = new EndUser(stack());
        EndUser other = new EndUser(stack());
        one.says("The alarm code of the cottage is 90210.");
        other.says("I grow tomatoes on the balcony.");

        JsonNode reply = other.context("what is the alarm code of the cottage?");

        assertThat(reply.toString()).doesNotContain("90210");
    }

    @Test
    default void theTokenBudgetHoldsAndIsUsed() {
        EndUser user = new EndUser(stack());
        List<String> stories = new ArrayList<>();
        for (String month : List.of("January", "March", "May", "July", "September", "November")) {
            for (String place :
                    List.of("Lisbon", "Tallinn", "Naples", "Bergen", "Porto", "Gdansk", "Trieste", "Cork", "Riga")) {
                stories.add("In " + month + " I travelled to " + place
                        + " and sketched the market hall with its iron roof.");
            }
        }
        user.says(stories.toArray(String[]::new));

        for (int budget : List.of(0, 30, 250, 900)) {
            JsonNode reply =
                    user.context("Which market halls did I sketch when travelling?", Map.of("max_tokens", budget));
            assertThat(reply.get("tokens").asInt()).isLessThanOrEqualTo(budget);
            assertThat(reply.get("tokens").asInt()).isGreaterThanOrEqualTo(budget >= 250 ? budget / 2 : 0);
        }
    }

    @Test
    default void aQuestionAboutNothingStoredGivesNothing() {
        EndUser user = new EndUser(stack());
        user.says("I drive a delivery van for a bakery.", "I would rather have tea than coffee.");

        assertThat(user.search("How many moons does Neptune have?")).isEmpty();
    }

    @Test
    default void theLastTurnsOfASessionAreWorkingMemory() {
        EndUser user = new EndUser(stack());
        user.saysIn("now", "The tables shall be named after rivers.", "Let the first one be Danube.");

        JsonNode last = user.read("/sessions/now/turns?last=1").get("turns");
        JsonNode reply = user.context("fine, carry on", Map.of("session_id", "now"));

        assertThat(last).hasSize(1);
        assertThat(last.get(0).get("content").asText()).isEqualTo("Let the first one be Danube.");
        assertThat(reply.get("context").asText()).contains("Danube");
    }

    @ParameterizedTest
    @ValueSource(strings = {"markdown", "xml", "json", "messages", "prose"})
    default void contextComesInEveryFormat(String format) {
        EndUser user = new EndUser(stack());
        user.says("Please give distances in nautical miles.");

        JsonNode reply = user.context("Which unit for distances?", Map.of("format", format));

        assertThat(reply.get("context").toString()).contains("nautical");
    }

    @Test
    default void whatTheAssistantHasIsNotGivenAgain() {
        EndUser user = new EndUser(stack());
        user.says("My kayak is a yellow two-seater.", "There is also an old raft in the shed.");
        List<String> first = ids(user.context("kayak").get("items"));

        JsonNode again = user.context("kayak", Map.of("exclude_ids", first));

        assertThat(first).isNotEmpty();
        assertThat(ids(again.get("items"))).doesNotContainAnyElementsOf(first);
    }

    @Test
    default void asOfSeesWhatHadBeenSaidByThen() {
        EndUser user = new EndUser(stack());
        Map<String, Object> early = user.turn("We planted pear trees behind the barn.");
        early.put("occurred_at", "2022-04-02T10:00:00Z");
        Map<String, Object> late = user.turn("We planted quince trees behind the barn.");
        late.put("occurred_at", "2023-04-02T10:00:00Z");
        late.put("session_id", "second");
        user.publish(List.of(early, late));

        List<String> found = user.found(
                "Which trees did we plant behind the barn?",
                Map.of("as_of", "2022-12-31T00:00:00Z", "kinds", List.of("episode"), "min_score", 0));

        assertThat(found).hasSize(1).allMatch(text -> text.contains("pear"));
    }

    @Test
    default void explicitStatementsBecomeFactsThatNameTheirTurns() {
        EndUser user = new EndUser(stack());
        user.says("My name is Ludovica and I live in Trondheim.", "What a grey day.");

        List<JsonNode> facts = elements(user.read("/memories").get("memories"));

        assertThat(facts)
                .anySatisfy(fact -> {
                    assertThat(fact.get("text").asText()).contains("Trondheim");
                    assertThat(fact.get("status").asText()).isEqualTo("active");
                    assertThat(fact.get("confidence").asDouble()).isGreaterThan(0.5);
                    assertThat(fact.get("evidence")).isNotEmpty();
                })
                .noneMatch(fact -> fact.get("text").asText().contains("grey"));
    }

    @Test
    default void aNewerValueSupersedesAndTheOlderOneStaysInHistory() {
        EndUser user = new EndUser(stack());
        user.says("I live in Aarhus.");
        user.saysIn("a year later", "I moved house. I live in Odense now.");

        List<JsonNode> active = elements(user.read("/memories?status=active").get("memories"));
        List<JsonNode> superseded =
                elements(user.read("/memories?status=superseded").get("memories"));

        assertThat(active)
                .anyMatch(fact -> fact.get("text").asText().contains("Odense"))
                .noneMatch(fact -> fact.get("text").asText().contains("Aarhus"));
        assertThat(superseded).anyMatch(fact -> fact.get("text").asText().contains("Aarhus"));
    }

    @Test
    default void secretsDoNotReachMemory() {
        EndUser user = new EndUser(stack());
        user.says("Pay the ferry with my card 4539 1488 0343 6467, the password is Tr0ub4dor&3x.");

        JsonNode reply = user.context("Which card do I pay the ferry with?", Map.of("min_score", 0));

        assertThat(reply.toString())
                .contains("ferry")
                .doesNotContain("4539 1488")
                .doesNotContain("Tr0ub4dor");
    }

    @Test
    default void severalSpeakersKeepTheirNames() {
        EndUser user = new EndUser(stack());
        Map<String, Object> hers = user.turn("I collect barometers.");
        hers.put("speaker", "Philippa");
        Map<String, Object> his = user.turn("I collect typewriters.");
        his.put("speaker", "Casimir");
        user.publish(List.of(hers, his));

        List<JsonNode> found =
                user.search("What does Casimir collect?", Map.of("kinds", List.of("episode"), "limit", 1));

        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("text").asText()).contains("typewriters");
        assertThat(found.get(0).get("speaker").asText()).isEqualTo("Casimir");
    }

    @Test
    default void oddNamesAndTextsComeThrough() {
        EndUser user = new EndUser(stack(), "Ærø/Łódź ?&=#%+ \u00e9 " + System.nanoTime());
        String text = "Grüße aus Malmö 🌊: \"quoted\" <i>tags</i> & \\paths\\ \u202e and what looks like \\u0007.";
        user.says(text);

        List<String> found = user.found("Malmö", Map.of("limit", 5));

        assertThat(found).anyMatch(item -> item.contains("Grüße aus Malmö 🌊"));
        assertThat(user.read("/summary").get("episodes").asInt()).isEqualTo(1);
    }

    @Test
    default void nullForAnOptionalFieldIsItsAbsence() {
        EndUser user = new EndUser(stack());
        Map<String, Object> turn = user.turn("The kettle whistles in F sharp.");
        for (String field :
                List.of("turn_id", "occurred_at", "speaker", "conversation_id", "scope", "attachments", "metadata")) {
            turn.put(field, null);
        }

        user.publish(List.of(turn));

        assertThat(user.found("kettle", Map.of())).hasSize(1);
    }

    @Test
    default void aUserNobodyKnowsIsEmptyNotAnError() {
        EndUser nobody = new EndUser(stack());

        assertThat(nobody.context("anything at all").get("items")).isEmpty();
        assertThat(nobody.read("/memories").get("memories")).isEmpty();
        assertThat(nobody.read("/summary").get("episodes").asInt()).isZero();
    }

    @Test
    default void theGatewaySaysWhatItCannotTake() {
        Map<String, Object> good = new EndUser(stack()).turn("hello there");
        Stream<Object> broken = Stream.of(
                with(good, "user_id", ""),
                with(good, "user_id", "n".repeat(300)),
                with(good, "user_id", "line\nbreak"),
                with(good, "session_id", ""),
                with(good, "role", "narrator"),
                with(good, "content", ""),
                with(good, "content", List.of("no")),
                with(good, "content", null),
                with(good, "occurred_at", "next week"),
                with(good, "attachments", "a photo"),
                with(good, "metadata", List.of()),
                List.of(),
                List.of(good),
                Map.of("turns", Map.of()),
                "{\"turns\": [",
                "not json at all");

        broken.forEach(body -> assertProblem(stack().write("POST", "/v1/turns", body), 400));

        assertProblem(stack().write("POST", "/v1/turns", with(good, "content", "z".repeat(1_200_000))), 413);
    }

    @Test
    default void aBatchWithOneBadTurnTakesNoneAndNamesIt() {
        EndUser user = new EndUser(stack());
        Map<String, Object> bad = user.turn("third");
        bad.put("role", "nobody");

        StackApi.Reply reply = stack().write(
                        "POST", "/v1/turns", Map.of("turns", List.of(user.turn("first"), user.turn("second"), bad)));

        assertProblem(reply, 400);
        assertThat(reply.body().get("detail").asText()).contains("turns[2]").contains("role");
        user.says("The only one that counts.");
        assertThat(user.read("/summary").get("episodes").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/context", "/v1/search"})
    default void retrievalSaysWhatItCannotTake(String path) {
        Map<String, Object> good = Map.of("user_id", "somebody", "query", "what is up");
        Stream<Object> broken = Stream.of(
                Map.of("query", "x"),
                Map.of("user_id", "somebody"),
                with(good, "as_of", "tomorrow-ish"),
                with(good, "after", "no position of ours"),
                with(good, "timeout_ms", -5),
                with(good, "min_score", "high"),
                "[",
                List.of());

        broken.forEach(body -> assertProblem(stack().ask(path, body), 400));
    }

    @Test
    default void contextHasItsOwnBounds() {
        Map<String, Object> good = Map.of("user_id", "somebody", "query", "what is up");

        assertProblem(stack().ask("/v1/context", with(good, "max_tokens", -1)), 400);
        assertProblem(stack().ask("/v1/context", with(good, "format", "parchment")), 400);
    }

    @Test
    default void whatIsNotThereIsNotFound() {
        assertProblem(stack().read("/v1/users/nobody/memories/11111111-2222-3333-4444-555555555555"), 404);
        assertProblem(stack().read("/v1/nowhere"), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready", "/openapi.json"})
    default void operationsAnswer(String path) {
        assertThat(stack().read(path).status()).isEqualTo(200);
        assertThat(stack().get(stack().gateway(), path).status()).isEqualTo(200);
    }

    private static void assertProblem(StackApi.Reply reply, int status) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.contentType()).startsWith("application/problem+json");
        assertThat(reply.body().path("detail").asText()).isNotBlank();
    }

    private static Map<String, Object> with(Map<String, Object> fields, String name, @Nullable Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(fields);
        changed.put(name, value);
        return Collections.unmodifiableMap(changed);
    }

    private static JsonNode itemWith(JsonNode items, String words) {
        return elements(items).stream()
                .filter(item -> item.get("text").asText().contains(words))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no item says \"" + words + "\": " + items));
    }

    private static List<String> ids(JsonNode items) {
        return elements(items).stream().map(item -> item.get("id").asText()).toList();
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
