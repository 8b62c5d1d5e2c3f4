package io.memstream.consolidator;

import io.memstream.core.consolidation.Change;
import io.memstream.core.consolidation.Decision;
import io.memstream.core.context.ContextItem;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.AuditEntry;
import io.memstream.core.model.Episode;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Status;
import io.memstream.core.port.AuditTrail;
import io.memstream.core.port.KeyStore;
import io.memstream.core.port.MemoryIndex;
import io.memstream.core.port.MemoryIndex.Collected;
import io.memstream.core.port.MemoryIndex.Entry;
import io.memstream.core.port.MemoryWriter;
import io.memstream.core.port.MemoryWriter.OwnedChange;
import io.memstream.core.port.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Writes a batch of changes to both stores, and what is audited to its trail; returns when all have acknowledged. An erasure
 * is executed here, once more wherever it was before: rows, index entries and key go, and then the trail tells that it is
 * done.
 */
final class Projection {
    private final Vault vault;
    private final MemoryWriter writer;
    private final MemoryIndex index;
    private final AuditTrail auditTrail;
    private final KeyStore keys;
    private final String generation;

    Projection(
            String generation,
            Vault vault,
            KeyStore keys,
            MemoryWriter writer,
            MemoryIndex index,
            AuditTrail auditTrail) {
        this.generation = generation;
        this.keys = keys;
        this.vault = vault;
        this.writer = writer;
        this.index = index;
        this.auditTrail = auditTrail;
    }

    /** Throws {@code Unavailable} when a store does not answer: some may be written, and all may be written again. */
    void write(List<OwnedChange> changes) {
        List<OwnedChange> living = new ArrayList<>();
        for (OwnedChange change : changes) {
            if (change.change() instanceof Change.UserErased erased) {
                // Written first, it would be sealed with the key of the next life, if there is one already.
                living.removeIf(former ->
                        former.owner().equals(change.owner()) && !(former.change() instanceof Change.Audited));
                writeLiving(living);
                living.clear();
                erase(change, erased);
            } else {
                living.add(change);
            }
        }
        writeLiving(living);
    }

    private void writeLiving(List<OwnedChange> changes) {
        CompletableFuture<Void> written = writer.write(changes).toCompletableFuture();
        CompletableFuture<Void> audited = audited(changes);
        IndexBatch episodes = new IndexBatch(Collected.EPISODE);
        IndexBatch facts = new IndexBatch(Collected.FACT);
        for (OwnedChange change : changes) {
            try {
                collect(change, episodes, facts);
            } catch (Rejected erased) {
                if (!erased.code().equals("erased")) {
                    throw erased;
                }
            }
        }
        episodes.write(index);
        facts.write(index);
        join(written);
        join(audited);
    }

    /** The key last but for the receipt: as long as it is there, an erasure that was cut short has not been told as done. */
    private void erase(OwnedChange change, Change.UserErased erased) {
        Owner owner = change.owner();
        join(writer.write(List.of(change)).toCompletableFuture());
        index.deleteOwner(owner);
        keys.destroy(owner, erased.erasure().life(), erased.erasureId());
        vault.forget(owner);
        AuditEntry receipt = new AuditEntry(
                "erasure " + erased.erasureId() + " " + generation,
                erased.erasure().at(),
                "erase",
                erased.actor(),
                AuditEntry.DONE,
                Map.of("erasure_id", erased.erasureId(), "generation", generation));
        join(auditTrail.append(owner, receipt).toCompletableFuture());
    }

    private void collect(OwnedChange owned, IndexBatch episodes, IndexBatch facts) {
        if (owned.change() instanceof Change.EpisodeRemembered remembered) {
            episodes.put(entry(owned, remembered.episode()));
        } else if (owned.change() instanceof Change.EpisodeForgotten forgotten) {
            episodes.remove(owned.owner(), forgotten.trace().id());
        } else if (owned.change() instanceof Change.FactUpdated updated) {
            facts.put(entry(owned, updated.fact()));
        } else if (owned.change() instanceof Change.FactForgotten forgotten) {
            facts.remove(owned.owner(), forgotten.id());
        }
    }

    private CompletableFuture<Void> audited(List<OwnedChange> changes) {
        return CompletableFuture.allOf(changes.stream()
                .filter(owned -> owned.change() instanceof Change.Audited)
                .map(owned -> auditTrail.append(owned.owner(), ((Change.Audited) owned.change()).entry()))
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture<?>[]::new));
    }

    private Entry entry(OwnedChange change, Episode episode) {
        Owner owner = change.owner();
        return new Entry(
                owner,
                episode.id(),
                episode.features().vector(),
                episode.features().terms(),
                episode.ordinal(),
                vault.key(owner, "session", episode.turn().sessionId()),
                ContextItem.EPISODE,
                keyed(owner, "speaker", lower(episode.turn().speaker())),
                keyed(owner, "scope", episode.turn().scope()),
                true,
                episode.turn().occurredAt(),
                version(change));
    }

    private Entry entry(OwnedChange change, Fact fact) {
        return new Entry(
                change.owner(),
                fact.id(),
                fact.features().vector(),
                fact.features().terms(),
                0,
                "",
                fact.kind().name().toLowerCase(Locale.ROOT),
                "",
                keyed(change.owner(), "scope", fact.scope()),
                fact.status() == Status.ACTIVE || fact.status() == Status.CONTESTED,
                Objects.requireNonNullElse(fact.validFrom(), fact.recordedAt()),
                version(change));
    }

    private String keyed(Owner owner, String purpose, @Nullable String name) {
        return name == null ? "" : vault.key(owner, purpose, name);
    }

    private static @Nullable String lower(@Nullable String name) {
        return name == null ? null : name.toLowerCase(Locale.ROOT);
    }

    private static long version(OwnedChange change) {
        return change.origin().offset() * Decision.MAX_CHANGES + change.sequence();
    }

    private static void join(CompletableFuture<Void> written) {
        try {
            written.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }
}
