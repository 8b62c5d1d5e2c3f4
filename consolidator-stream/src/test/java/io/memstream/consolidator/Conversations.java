package io.memstream.consolidator;

import io.memstream.adapters.crypto.InMemoryKeyStore;
import io.memstream.adapters.crypto.KeyEncryption;
import io.memstream.adapters.crypto.TinkVault;
import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.model.Claim;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Reading;
import io.memstream.core.model.Role;
import io.memstream.core.model.Span;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Turn;
import io.memstream.core.model.Vector;
import io.memstream.schemas.event.TurnExtraction;
import io.memstream.schemas.serde.InMemoryFrames;
import io.memstream.schemas.serde.RecordFrames;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Makes extractions as the extractor would have, for one tenant's users. */
final class Conversations {
    final InMemoryKeyStore keys = new InMemoryKeyStore();
    final TinkVault vault;
    final RecordFrames frames = new InMemoryFrames();
    final SealedEvents events;

    Conversations(Path folder) {
        vault = new TinkVault(keys, KeyEncryption.fromFile(folder.resolve("keys.json")), true);
        events = new SealedEvents(vault, frames);
    }

    Owner owner(String user) {
        return vault.owner("acme", user);
    }

    /** A turn that says where the user lives. */
    TurnExtraction home(String user, String turnId, Instant at, String home) {
        String content = "I live in " + home + ".";
        Claim claim = new Claim(
                Kind.FACT,
                Claim.USER,
                "home",
                home,
                "The user lives in " + home + ".",
                true,
                true,
                .9,
                null,
                new Span(0, content.length()),
                null,
                null,
                true,
                null);
        return said(user, turnId, at, content, List.of(new Extraction.FoundClaim(claim, features())));
    }

    TurnExtraction said(String user, String turnId, Instant at, String content, List<Extraction.FoundClaim> claims) {
        Turn turn = new Turn(
                turnId, user, "s1", Role.USER, content, null, null, null, null, List.of(), Map.of(), null, at, at);
        Owner owner = owner(user);
        return events.sealExtraction(
                owner,
                events.sealTurn(owner, turn),
                new Extraction("patterns", "1", "model", "hash", features(), claims, Reading.NOTHING));
    }

    private static TextFeatures features() {
        return new TextFeatures(
                Vector.of(new float[] {.6f, .8f}), List.of(new KeyedTerm(7, 1)), new byte[] {1, 127}, 0, 4);
    }
}
