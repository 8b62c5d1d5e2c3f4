package io.memstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.schemas.event.ConversationTurn;
import io.memstream.schemas.event.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TrustedEventsTest {
    /** An application whose first deed is to make an event. */
    static final class FirstDeed {
        private FirstDeed() {}

        public static void main(String[] arguments) {
            System.out.println(ConversationTurn.newBuilder()
                    .setTenant("acme")
                    .setUserId("ada")
                    .setSessionId("monday")
                    .setRole(Role.USER)
                    .setContent("hello")
                    .build());
        }
    }

    @Test
    void anApplicationMakesEventsWithoutAnySetting() throws Exception {
        Process application = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstDeed.class.getName())
                .redirectErrorStream(true)
                .start();

        String output = new String(application.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(application.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains("\"tenant\": \"acme\"");
        assertThat(application.exitValue()).isZero();
    }
}
