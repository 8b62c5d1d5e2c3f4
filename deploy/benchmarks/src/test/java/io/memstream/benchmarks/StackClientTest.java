package io.memstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.memstream.benchmarks.Dialogue.Utterance;
import io.memstream.benchmarks.ScriptedStack.Refusal;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StackClientTest {
    private final ScriptedStack stack = start();
    private final List<Duration> pauses = new ArrayList<>();
    private final StackClient client = clientOf(stack.uri());

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void aBatchRefusedForNowIsSentAgainAsItWasAfterTheTimeTheServerNames() throws Exception {
        stack.refuseNext(new Refusal(429, "2", "too many unsettled turns"));
        stack.refuseNext(new Refusal(503, "1", "the log does not answer"));

        String position = client.publish(batch());

        assertThat(position).isEqualTo("p3");
        assertThat(pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(1));
        assertThat(stack.published()).hasSize(3);
        assertThat(stack.published()).containsOnly(stack.published().get(0));
    }

    @Test
    void aBatchRefusedForGoodFailsAtOnceAndSaysWhy() {
        stack.refuseNext(new Refusal(400, null, "turns[0].content: must not be empty"));

        assertThatThrownBy(() -> client.publish(batch()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("400")
                .hasMessageContaining("turns[0].content: must not be empty");
        assertThat(pauses).isEmpty();
    }

    @Test
    void patienceEnds() {
        for (int i = 0; i < 10; i++) {
            stack.refuseNext(new Refusal(503, "7", "away"));
        }

        assertThatThrownBy(() -> client.publish(batch()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("503");
        assertThat(pauses).hasSize(4);
    }

    @Test
    void aServerThatIsAwayIsTriedAgain() throws Exception {
        URI nobody = stack.uri();
        stack.close();

        assertThatThrownBy(() -> clientOf(nobody).publish(batch()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no answer");
        assertThat(pauses).hasSizeGreaterThan(3);
    }

    @Test
    void withoutAReadyStackItSaysHowToStartOne() {
        URI nobody = stack.uri();
        stack.close();

        assertThatThrownBy(() -> clientOf(nobody).requireReady())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("./memstream up");
    }

    private static ArrayNode batch() {
        Utterance utterance = new Utterance("D1:1", 1, "user", "Ottilie", "The tide is out.", "a photo of mud", null);
        return JsonNodeFactory.instance.arrayNode().add(new TurnBody("u", "D1:1", utterance).toJson());
    }

    private StackClient clientOf(URI uri) {
        return new StackClient(uri, uri, null, new RetryAfter(Clock.systemUTC()), Duration.ofSeconds(30), pauses::add);
    }

    private static ScriptedStack start() {
        try {
            return new ScriptedStack();
        } catch (IOException noPort) {
            throw new IllegalStateException(noPort);
        }
    }
}
