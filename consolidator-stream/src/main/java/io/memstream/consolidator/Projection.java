package io.memstream.consolidator;

import io.memstream.core.consolidation.Change;
import io.memstream.core.consolidation.Decision;
import io.memstream.core.context.ContextItem;
import io.memstream.core.failure.Rejected;
import io.memstream.core.model.Episode;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Status;
import io.memstream.core.port.MemoryIndex;
import io.memstream.core.port.MemoryIndex.Collected;
import io.memstream.core.port.MemoryIndex.Entry;
import io.memstream.core.port.MemoryWriter;
import io.memstream.core.port.MemoryWriter.OwnedChange;
import io.memstream.core.port.Vault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Writes a batch of changes to both stores; returns when both have acknowledged. */
final class Projection {
    private final Vault vault;
    private final MemoryWriter writer;
    private final MemoryIndex index;

    Projection(Vault vault, MemoryWriter writer, MemoryIndex index) {
        this.vault = vault;
        this.writer = writer;
        this.index = index;
    }

    /** Throws {@code Unavailable} when a store does not answer: some may be written, and all may be written again. */
    void write(List<OwnedChange> changes) {
        CompletableFuture<Void> written = writer.write(changes).toCompletableFuture();
        Map<UUID, Entry> episodes = new LinkedHashMap<>();
        Map<UUID, Entry> facts = new LinkedHashMap<>();
        for (OwnedChange change : changes) {
            try {
                if (change.change() instanceof Change.EpisodeRemembered remembered) {
                    episodes.put(remembered.episode().id(), entry(change, remembered.episode()));
                } else if (change.change() instanceof Change.FactUpdated updated) {
                    facts.put(updated.fact().id(), entry(change, updated.fact()));
                }
            } catch (Rejected erased) {
                if (!erased.code().equals("erased")) {
                    throw erased;
                }
            }
        }
        if (!episodes.isEmpty()) {
            index.upsert(Collected.EPISODE, new ArrayList<>(episodes.values()));
        }
        if (!facts.isEmpty()) {
            index.upsert(Collected.FACT, new ArrayList<>(facts.values()));
        }
        join(written);
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
