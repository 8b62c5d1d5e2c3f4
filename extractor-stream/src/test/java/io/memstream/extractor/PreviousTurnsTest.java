package io.memstream.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.adapters.crypto.InMemoryKeyStore;
import io.memstream.adapters.crypto.KeyEncryption;
import io.memstream.adapters.crypto.TinkVault;
import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Role;
import io.memstream.core.model.Turn;
import io.memstream.schemas.event.EraseOrdered;
import io.memstream.schemas.serde.InMemoryFrames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviousTurnsTest {
    private static final Instant SAID = Instant.parse("2026-06-01T09:00:00Z");

    private final InMemoryFrames frames = new InMemoryFrames();
    private final InMemoryKeyStore keys = new InMemoryKeyStore();
    private SealedEvents events;
    private PreviousTurns previous;
    private Owner owner;

    @BeforeEach
    void start(@TempDir Path folder) {
        TinkVault vault = new TinkVault(keys, KeyEncryption.fromFile(folder.resolve("keys.json")), true);
        events = new SealedEvents(vault, frames);
        previous = new PreviousTurns(events, vault, frames);
        owner = vault.owner("acme", "user-1");
    }

    @Test
    void theLastOfTheSameSessionInTheirOrder() {
        for (int i = 0; i < 6; i++) {
            take(i, turn("t" + i, "s1", "number " + i, SAID));
        }
        take(6, turn("t6", "s2", "elsewhere", SAID));

        assertThat(before(7, turn("t7", "s1", "now", SAID)))
                .containsExactly("number 2", "number 3", "number 4", "number 5");
    }

    @Test
    void whatIsDeliveredAgainSeesWhatItSawTheFirstTime() {
        take(0, turn("t0", "s1", "one", SAID));
        take(1, turn("t1", "s1", "two", SAID));
        take(2, turn("t2", "s1", "three", SAID));

        assertThat(before(1, turn("t1", "s1", "two", SAID))).containsExactly("one");
    }

    @Test
    void whatIsSentTwiceCountsOnce() {
        take(0, turn("t0", "s1", "one", SAID));
        take(1, turn("t1", "s1", "two", SAID));
        take(2, turn("t0", "s1", "one", SAID));

        assertThat(before(3, turn("t3", "s1", "now", SAID))).containsExactly("one", "two");
    }

    @Test
    void whatIsLongAgoOrLaterIsNotBefore() {
        take(0, turn("t0", "s1", "an hour ago", SAID.minus(Duration.ofHours(1))));
        take(1, turn("t1", "s1", "a minute ago", SAID.minus(Duration.ofMinutes(1))));
        take(2, turn("t2", "s1", "in a minute", SAID.plus(Duration.ofMinutes(1))));

        assertThat(before(3, turn("t3", "s1", "now", SAID))).containsExactly("a minute ago");
    }

    @Test
    void whatIsFarBehindInTheLogIsLetGo() {
        take(0, turn("t0", "s1", "far", SAID));
        take(1, turn("t1", "s1", "near", SAID));

        assertThat(before(PreviousTurns.RECORDS, turn("t2", "s1", "now", SAID))).containsExactly("near");
    }

    @Test
    void ofWhatIsLongTheEndIsKept() {
        take(0, turn("t0", "s1", "x".repeat(100_000) + " Where do you live?", SAID));

        assertThat(before(1, turn("t1", "s1", "now", SAID)))
                .singleElement()
                .satisfies(text -> assertThat(text).hasSize(1_000).endsWith("x Where do you live?"));
    }

    @Test
    void nothingIsLeftOfAnErasedLife() {
        take(0, turn("t0", "s1", "one", SAID));
        previous.take(1, owner, frames.write(new EraseOrdered("e1", SAID, 1, null)));

        assertThat(before(2, turn("t2", "s1", "now", SAID))).isEmpty();
    }

    @Test
    void whatIsNoRecordIsPassedOver() {
        previous.take(0, owner, "not a frame".getBytes(StandardCharsets.UTF_8));
        take(1, turn("t1", "s1", "one", SAID));

        assertThat(before(2, turn("t2", "s1", "now", SAID))).containsExactly("one");
    }

    private void take(long offset, Turn turn) {
        previous.take(offset, owner, frames.write((SpecificRecord) events.sealTurn(owner, turn)));
    }

    private List<String> before(long offset, Turn turn) {
        return previous.before(owner, events.sealTurn(owner, turn), turn, offset).stream()
                .map(Turn::content)
                .toList();
    }

    private static Turn turn(String id, String session, String content, Instant said) {
        return new Turn(
                id, "user-1", session, Role.USER, content, null, null, null, null, List.of(), Map.of(), null, said,
                said);
    }
}
