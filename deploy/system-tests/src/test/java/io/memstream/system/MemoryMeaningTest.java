package io.memstream.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What memory means to its users, through the running stack: facts, change, commands, forgetting, what is learned. */
class MemoryMeaningTest {
    private final EndUser user = new EndUser(SharedStack.api());

    @Test
    void whatTheUserSaysOfThemselvesBecomesFacts() {
        user.says(
                "Hello, my name is Ingrid and I work as a nurse at Rigshospitalet.",
                "I have two daughters, Freja and Alma.",
                "I never eat pork.",
                "Always answer me in plain language.");

        assertThat(String.join(" | ", user.known()))
                .contains("Ingrid", "nurse", "Rigshospitalet", "Freja", "Alma", "pork", "plain language");
        assertThat(user.facts("active")).allSatisfy(fact -> {
            assertThat(fact.get("evidence")).isNotEmpty();
            assertThat(fact.at("/why/explanation").asText()).isNotEmpty();
        });
    }

    @Test
    void anAnswerIsUnderstoodByItsQuestion() {
        Map<String, Object> question = user.turn("Where do you live?");
        question.put("role", "assistant");
        user.publish(List.of(question));
        user.says("Tromsø.");

        assertThat(user.known()).anyMatch(text -> text.contains("Tromsø"));
    }

    @Test
    void aNewEmployerTakesThePlaceOfTheOldOne() {
        user.saysAt("2026-02-01T10:00:00Z", "winter", "I work for Lindqvist Shipping.");
        user.saysAt("2026-07-01T10:00:00Z", "summer", "I switched jobs: I work for Baltic Rail now.");

        assertThat(String.join(" | ", user.known())).contains("Baltic Rail").doesNotContain("Lindqvist");
        JsonNode then = user.context("Where does the user work?", Map.of("as_of", "2026-04-01T00:00:00Z"));
        assertThat(then.get("context").asText()).contains("Lindqvist").doesNotContain("Baltic Rail");
        JsonNode now = user.facts("active").stream()
                .filter(fact -> fact.get("text").asText().contains("Baltic Rail"))
                .findFirst()
                .orElseThrow();
        assertThat(user.read("/memories/" + now.get("id").asText() + "/history").get("versions"))
                .isNotEmpty();
    }

    @Test
    void aMemoryIsMadeCorrectedAndForgottenById() {
        String id = user.commands("POST", "/memories", Map.of("content", "The printer on floor two is named Bertha."))
                .get("id")
                .asText();
        assertThat(user.known()).anyMatch(text -> text.contains("Bertha"));

        user.commands("PATCH", "/memories/" + id, Map.of("content", "The printer on floor two is named Gustav."));
        assertThat(String.join(" | ", user.known())).contains("Gustav").doesNotContain("Bertha");
        assertThat(user.read("/memories/" + id).toString()).contains("Gustav");

        user.commands("DELETE", "/memories/" + id, Map.of());
        assertThat(user.known()).noneMatch(text -> text.contains("Gustav"));
        assertThat(user.context("what is the printer on floor two called?").toString())
                .doesNotContain("Gustav", "Bertha");
    }

    @Test
    void aMemoryThatWasAlreadyThereAnswersToItsNewIdToo() {
        user.says("I am allergic to shellfish.");
        String id = user.commands("POST", "/memories", Map.of("content", "I am allergic to shellfish."))
                .get("id")
                .asText();

        assertThat(user.read("/memories/" + id).toString()).contains("shellfish");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please forget everything you know about Marguerite.",
                "Forget about Marguerite, please.",
                "Could you delete what I told you about Marguerite?",
                "I want you to forget about Marguerite."
            })
    void theUserAsksInTheirOwnWordsToForget(String asked) {
        user.says("My former landlady is called Marguerite.", "I practise the viola every evening.");
        user.saysIn("later", asked);

        assertThat(user.context("Who is Marguerite?").toString()).doesNotContain("landlady");
        assertThat(user.known()).noneMatch(text -> text.contains("Marguerite"));
        assertThat(user.context("which instrument do I practise?")
                        .get("context")
                        .asText())
                .contains("viola");
    }

    @Test
    void theUserAsksInTheirOwnWordsToRemember() {
        user.says("Please remember that the gate code at my mother's house is on the blue card.");

        assertThat(user.known()).anyMatch(text -> text.contains("blue card"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forget it, that was a silly idea.",
                "Never mind, forget about it and let's go on.",
                "Do you remember the ferry timetable?",
                "Did you forget my brother's name?",
                "I'll never forget the ferry ride with my brother.",
                "I forgot the ferry tickets at home."
            })
    void wordsThatOnlyLookLikeACommandChangeNothing(String said) {
        user.says("My brother is called Anselm.", "The ferry to Bornholm leaves at seven.");
        user.saysIn("later", said);

        assertThat(user.context("what is my brother called?").get("context").asText())
                .contains("Anselm");
        assertThat(user.context("when does the ferry leave?").get("context").asText())
                .contains("seven");
    }

    @Test
    void whatIsForgottenStaysForgottenWhenHistoryComesAgain() {
        Map<String, Object> turn = user.turn("My locker number is 4711.");
        turn.put("turn_id", "locker");
        turn.put("occurred_at", "2026-01-05T08:00:00Z");
        user.publish(List.of(turn));
        user.commands("POST", "/forget", Map.of("matching", "locker number"));
        Map<String, Object> elsewhere = user.turn("My locker number is 4711.");
        elsewhere.put("turn_id", "locker from another export");
        elsewhere.put("occurred_at", "2026-01-05T08:00:00Z");

        user.publish(List.of(turn, elsewhere));

        assertThat(user.context("locker number").toString()).doesNotContain("4711");
        assertThat(user.read("/export").toString()).doesNotContain("4711");
    }

    @Test
    void whatIsSaidAnewAfterForgettingIsANewMemory() {
        user.saysAt("2026-01-05T08:00:00Z", "old", "I collect fountain pens.");
        user.commands("POST", "/forget", Map.of("matching", "fountain pens"));
        assertThat(user.context("what do I collect?").toString()).doesNotContain("fountain");

        user.saysIn("new", "I started to collect fountain pens again.");

        assertThat(user.context("what do I collect?").get("context").asText()).contains("fountain pens");
    }

    @Test
    void aSpanOfTimeIsForgotten() {
        user.saysAt("2026-03-01T08:00:00Z", "march", "The kiln broke in the night.");
        user.saysAt("2026-04-01T08:00:00Z", "april", "I fired the bowls in the new kiln.");
        user.commands("POST", "/forget", Map.of("from", "2026-03-01T00:00:00Z", "until", "2026-03-31T23:59:59Z"));

        assertThat(user.found("kiln", Map.of())).noneMatch(text -> text.contains("broke"));
        assertThat(user.found("kiln", Map.of())).anyMatch(text -> text.contains("bowls"));
        assertThat(user.read("/summary").get("episodes").asInt()).isEqualTo(1);
    }

    @Test
    void aPausedMemoryTakesNothing() {
        user.commands("PUT", "/mode", Map.of("mode", "paused"));
        StackApi.Reply reply = SharedStack.api().write("POST", "/v1/turns", user.turn("I breed carnivorous plants."));
        assertThat(reply.body().get("remembered").asBoolean()).isFalse();
        assertThat(reply.body().get("position").isNull()).isTrue();

        user.commands("PUT", "/mode", Map.of("mode", "on"));
        user.says("I also keep bees.");

        assertThat(user.context("what do I breed and keep?").toString())
                .contains("bees")
                .doesNotContain("carnivorous");
    }

    @Test
    void anErasedUserLeavesNothingAndBeginsAnew() {
        Map<String, Object> old = user.turn("My parrot is called Figaro and I live in Tallinn.");
        SharedStack.api().write("POST", "/v1/turns", old);
        user.says("Figaro bites the postman.");
        user.commands("PUT", "/blocks/pets", Map.of("value", "A parrot, Figaro."));
        assertThat(user.context("Who is Figaro?").toString()).contains("parrot");

        user.commands("DELETE", "", Map.of());

        assertThat(user.context("Who is Figaro?").toString()).doesNotContain("parrot", "postman", "Tallinn");
        assertThat(user.known()).isEmpty();
        assertThat(user.read("/export").toString()).doesNotContain("Figaro");
        assertThat(user.read("/audit").get("entries").toString()).contains("\"erase\"");

        user.saysAt("2025-05-01T08:00:00Z", "import", "My parrot Figaro hates rain.");
        user.says("I have a canary now.");

        assertThat(user.context("Which pets do I have?").toString())
                .contains("canary")
                .doesNotContain("Figaro", "parrot");
    }

    @Test
    void whatIsSensitiveNeedsConsentAndGoesWithIt() {
        user.says("I was diagnosed with rheumatoid arthritis.");
        assertThat(user.known()).noneMatch(text -> text.contains("arthritis"));
        assertThat(user.read("/consents").toString()).contains("health");

        user.commands("PUT", "/consents/health", Map.of("granted", true));
        user.saysIn("second", "I told you already, I was diagnosed with rheumatoid arthritis.");
        assertThat(user.known()).anyMatch(text -> text.contains("arthritis"));

        user.commands("PUT", "/consents/health", Map.of("granted", false));
        assertThat(user.known()).noneMatch(text -> text.contains("arthritis"));
    }

    @Test
    void aBlockIsAlwaysInContext() {
        user.commands("PUT", "/blocks/tone", Map.of("value", "Speaks like an old sailor.", "limit", 60));
        assertThat(user.context("how are trams built?").get("context").asText()).contains("old sailor");

        user.commands("PUT", "/blocks/tone", Map.of("append", "Keeps it short."));
        assertThat(user.read("/blocks").toString()).contains("old sailor", "Keeps it short");

        user.commands("PUT", "/blocks/tone", Map.of("append", "And tells long stories of whales and storms at sea."));
        assertThat(user.read("/blocks").toString()).doesNotContain("whales");
        assertThat(user.read("/audit").toString()).contains("over_limit");
    }

    @Test
    void theApproachThatWorksMoreOftenIsOffered() {
        for (boolean success : new boolean[] {true, true, false, true}) {
            outcome("debug a test", "write a smaller test first", success);
        }
        outcome("debug a test", "read the whole log", true);
        outcome("debug a test", "read the whole log", false);

        JsonNode procedure = StreamSupport.stream(
                        user.read("/procedures").get("procedures").spliterator(), false)
                .filter(one -> one.get("task_type").asText().equals("debug a test"))
                .findFirst()
                .orElseThrow();
        assertThat(procedure.get("best_approach").asText()).isEqualTo("write a smaller test first");
        assertThat(user.context("Help me debug this failing test")
                        .get("context")
                        .asText())
                .contains("write a smaller test first");
    }

    private void outcome(String taskType, String approach, boolean success) {
        user.commands("POST", "/outcomes", Map.of("task_type", taskType, "approach", approach, "success", success));
    }

    @Test
    void aSessionIsClosedByTheNextAndSummarised() {
        user.saysAt("2026-05-01T09:00:00Z", "kitchen", "Let's plan the new kitchen. I want oak worktops.");
        user.saysAt(
                "2026-05-01T09:04:00Z", "kitchen", "We decided to order from Nordholm. I need to measure the wall.");
        user.saysAt("2026-05-02T09:00:00Z", "next day", "Good morning.");

        JsonNode kitchen = StreamSupport.stream(
                        user.read("/sessions").get("sessions").spliterator(), false)
                .filter(session -> session.get("session_id").asText().equals("kitchen"))
                .findFirst()
                .orElseThrow();
        assertThat(kitchen.get("closed").asBoolean()).isTrue();
        assertThat(kitchen.get("turns").asInt()).isEqualTo(2);
        assertThat(kitchen.get("summary").asText()).contains("kitchen");
        assertThat(kitchen.get("decisions").toString()).contains("Nordholm");
        assertThat(kitchen.get("action_items").toString()).contains("measure the wall");
    }

    @Test
    void aSummaryIsRebuiltWithoutWhatWasForgotten() {
        user.saysAt("2026-05-01T09:00:00Z", "garden", "Let's plan the garden party.");
        user.saysAt("2026-05-01T09:04:00Z", "garden", "We decided to invite Cornelius.");
        user.commands("POST", "/forget", Map.of("matching", "Cornelius"));

        assertThat(user.read("/sessions").toString()).contains("garden").doesNotContain("Cornelius");
        assertThat(user.read("/export").toString()).doesNotContain("Cornelius");
    }

    @Test
    void peopleAreEntitiesAndRelated() {
        user.says("My sister is called Paula.", "My sister Paula works at Vestas.");
        JsonNode entities = user.read("/entities").get("entities");
        String paula = idOf(entities, "Paula");
        String vestas = idOf(entities, "Vestas");

        assertThat(user.read("/entities/" + paula).toString()).contains("sister");
        assertThat(user.read("/entities/user/path?to=" + vestas).toString()).contains("Paula", "Vestas");
    }

    private static String idOf(JsonNode entities, String name) {
        return StreamSupport.stream(entities.spliterator(), false)
                .filter(entity -> entity.get("name").asText().contains(name))
                .map(entity -> entity.get("id").asText())
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + entities));
    }

    @Test
    void sessionsOfOneConversationAreAThread() {
        for (String session : List.of("monday", "tuesday")) {
            Map<String, Object> turn = user.turn("The roof survey of the barn needs a second quote.");
            turn.put("session_id", session);
            turn.put("conversation_id", "roof");
            user.publish(List.of(turn));
        }

        JsonNode threads = user.read("/threads").get("threads");

        assertThat(threads).hasSize(1);
        assertThat(threads.get(0).toString()).contains("monday", "tuesday");
    }

    @Test
    void aDeadlineIsAReminderShortlyBefore() {
        user.saysAt("2026-02-01T10:00:00Z", "first", "My grant proposal is due on 12 March 2026.");

        assertThat(user.read("/reminders?as_of=2026-03-11T08:00:00Z").toString())
                .contains("grant proposal");
        assertThat(user.read("/reminders?as_of=2026-02-05T08:00:00Z").toString())
                .doesNotContain("grant proposal");
    }

    @Test
    void theProfileIsStructured() {
        user.says("My name is Oluwaseun.", "I prefer window seats.", "My wife is called Temi.", "Never use emojis.");

        JsonNode profile = user.read("/profile");

        assertThat(profile.get("identity").toString()).contains("Oluwaseun");
        assertThat(profile.get("preferences").toString()).contains("window seats");
        assertThat(profile.get("relationships").toString()).contains("Temi");
        assertThat(profile.get("instructions").toString()).contains("emojis");
    }

    @Test
    void whoDidWhatIsInTheAuditWithoutContent() {
        user.says("I play handball.");
        user.commands("POST", "/memories", Map.of("content", "The club meets in the old gym."));
        user.commands("POST", "/forget", Map.of("matching", "old gym"));
        user.read("/export");

        String audit = user.read("/audit").toString();

        assertThat(audit).contains("remember", "forget", "export").doesNotContain("gym", "handball");
    }

    @Test
    void aQuestionAboutWhatIsKnownIsMarked() {
        user.says("I live in Ghent.");

        JsonNode reply = user.context("What do you know about me?");

        assertThat(reply.get("asks_what_is_known").asBoolean()).isTrue();
        assertThat(reply.get("context").asText()).contains("Ghent");
    }
}
