package io.memstream.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.memstream.schemas.event.ConversationTurn;
import io.memstream.schemas.event.Role;
import io.memstream.schemas.producer.TurnProducer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Turns that an app writes straight to Kafka. */
class InboxPathTest {
    @SuppressWarnings("NullAway.Init")
    private static TurnProducer producer;

    private final EndUser user = new EndUser(SharedStack.api());

    @BeforeAll
    static void open() {
        producer = TurnProducer.to(SharedStack.bootstrapServers(), SharedStack.registryUrl())
                .build();
    }

    @AfterAll
    static void close() {
        producer.close();
    }

    @Test
    void aTurnWrittenToTheInboxIsContext() {
        publish(turn("t-1", "I am saving for a trip to the Faroe Islands."));

        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(user.context("what am I saving for?")
                                .get("context")
                                .asText())
                        .contains("Faroe Islands"));
    }

    @Test
    void inboxAndGatewayShareOneIdentity() {
        Map<String, Object> overHttp = user.turn("The piano is tuned every October.");
        overHttp.put("turn_id", "piano-1");
        user.publish(List.of(overHttp));

        publish(turn("piano-1", "The piano is tuned every October."));
        publish(turn("piano-2", "It was bought in Leipzig."));

        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> user.read("/summary").get("episodes").asInt() == 2);
        assertThat(user.found("piano", Map.of("kinds", List.of("episode"), "min_score", 0)))
                .hasSize(2);
    }

    @Test
    void aUsersTurnsKeepTheOrderOfTheInbox() {
        List<String> texts = IntStream.range(0, 40)
                .mapToObj(i -> "Step " + i + " of the recipe.")
                .toList();
        texts.forEach(text -> producer.publish(turn(text, text)));
        producer.flush();

        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> user.read("/summary").get("episodes").asInt() == texts.size());

        assertThat(user.read("/sessions/inbox/turns?last=100").get("turns"))
                .extracting(turn -> turn.get("content").asText())
                .containsExactlyElementsOf(texts);
    }

    private static void publish(ConversationTurn turn) {
        CompletableFuture<?> published = producer.publish(turn).toCompletableFuture();
        assertThat(published).succeedsWithin(10, TimeUnit.SECONDS);
    }

    private ConversationTurn turn(String turnId, String content) {
        return ConversationTurn.newBuilder()
                .setTenant(SharedStack.TENANT)
                .setUserId(user.id())
                .setSessionId("inbox")
                .setRole(Role.USER)
                .setContent(content)
                .setTurnId(turnId)
                .build();
    }
}
