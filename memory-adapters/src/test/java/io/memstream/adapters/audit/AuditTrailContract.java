package io.memstream.adapters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.model.AuditEntry;
import io.memstream.core.model.Owner;
import io.memstream.core.port.AuditTrail;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every audit trail is held to. */
public abstract class AuditTrailContract {
    private static final Instant START = Instant.parse("2024-01-30T08:00:00.123Z");

    private final Owner owner = new Owner("acme", UUID.randomUUID().toString().replace("-", ""));

    /** The same trail each time, or another one over the same entries. */
    protected abstract AuditTrail auditTrail();

    @Test
    void ownerOfWhomNothingIsKnownHasNoEntries() {
        assertThat(entries(owner, 10)).isEmpty();
    }

    @Test
    void entryIsReadAsWritten() {
        AuditEntry told = new AuditEntry(
                "0:17:2", START, "forget", "support-desk", "done", Map.of("id", "4711", "episodes", "3"));
        AuditEntry bySystem = new AuditEntry("0:18:0", START.plusSeconds(1), "expire", null, "done", Map.of());

        append(told);
        append(bySystem);

        assertThat(entries(owner, 10)).containsExactly(bySystem, told);
    }

    @Test
    void latestComeFirstAndNoMoreThanAskedFor() {
        for (int second : new int[] {3, 1, 4, 0, 2}) {
            append(at(second));
        }

        List<AuditEntry> latest = entries(owner, 3);

        assertThat(latest).containsExactly(at(4), at(3), at(2));
    }

    @Test
    void entryWrittenAgainIsOneEntry() {
        append(at(1));
        append(at(2));

        append(at(1));

        assertThat(entries(owner, 10)).containsExactly(at(2), at(1));
    }

    @Test
    void entriesOfOneInstantAreAllKept() {
        AuditEntry first = new AuditEntry("a", START, "read", "app", "done", Map.of());
        AuditEntry second = new AuditEntry("b", START, "export", "app", "denied", Map.of());

        append(second);
        append(first);

        assertThat(entries(owner, 10)).containsExactly(first, second);
    }

    @Test
    void ownersDoNotSeeEachOther() {
        append(at(1));

        assertThat(entries(new Owner("other", owner.userHash()), 10)).isEmpty();
    }

    private static AuditEntry at(int second) {
        return new AuditEntry(
                "entry-" + second, START.plusSeconds(second), "remember", "app", "done", Map.of("n", "" + second));
    }

    private void append(AuditEntry entry) {
        done(auditTrail().append(owner, entry));
    }

    private List<AuditEntry> entries(Owner of, int limit) {
        return done(auditTrail().entries(of, limit));
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
