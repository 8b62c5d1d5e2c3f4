package io.memstream.retrieval;

import static io.memstream.retrieval.MemoryFixture.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Standing;
import io.memstream.core.model.Status;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was to be kept for a time, and no tick has come since. */
class ExpiryTest {
    private static final String STATEMENT = "The heron nests in the mill.";

    private InMemoryStack stack;

    @BeforeEach
    void start(@TempDir Path folder) {
        stack = new InMemoryStack(folder);
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    private void keptUntil(Instant expiresAt) {
        var written = stack.remember(turn("ada", "Noted."));
        Fact fact = stack.fixture.fact("ada", Kind.FACT, STATEMENT, written.episode(), Status.ACTIVE, null);
        stack.remember("ada", until(fact, expiresAt));
    }

    @Test
    void untilThenItIsShown() {
        keptUntil(MemoryFixture.NOW.plusMillis(1));

        assertThat(everywhere()).contains(STATEMENT);
    }

    @Test
    void fromThenOnItIsArchived() {
        keptUntil(MemoryFixture.NOW);

        assertThat(everywhere()).doesNotContain(STATEMENT);
        assertThat(stack.api()
                        .get("/v1/users/ada/memories?status=archived")
                        .ok()
                        .toString())
                .contains(STATEMENT);
    }

    @Test
    void anEarlierTimeFindsItAndALaterOneDoesNot() {
        keptUntil(MemoryFixture.NOW.plusSeconds(60));

        assertThat(memories("?as_of=" + MemoryFixture.NOW.plusSeconds(59))).contains(STATEMENT);
        assertThat(memories("?as_of=" + MemoryFixture.NOW.plusSeconds(60))).doesNotContain(STATEMENT);
    }

    private String memories(String query) {
        return stack.api().get("/v1/users/ada/memories" + query).ok().toString();
    }

    private String everywhere() {
        String body = "{\"user_id\": \"ada\", \"query\": \"Where does the heron nest?\"}";
        return memories("") + stack.context(body) + stack.search(body);
    }

    private static Fact until(Fact fact, Instant expiresAt) {
        Standing standing = fact.standing();
        return fact.with(new Standing(
                standing.explicit(),
                standing.pinned(),
                standing.sensitivity(),
                standing.names(),
                expiresAt,
                standing.importance(),
                standing.uses(),
                standing.lastSeenAt()));
    }
}
