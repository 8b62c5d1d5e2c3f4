package io.memstream.consolidator;

import io.memstream.adapters.events.SealedEvents;
import io.memstream.core.model.Claim;
import io.memstream.core.model.Command;
import io.memstream.core.model.EntityType;
import io.memstream.core.model.Extraction;
import io.memstream.core.model.Highlight;
import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Reading;
import io.memstream.core.model.Role;
import io.memstream.core.model.Span;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Turn;
import io.memstream.core.model.Vector;
import io.memstream.core.port.Vault;
import io.memstream.schemas.event.EraseOrdered;
import io.memstream.schemas.event.MaintenanceTick;
import io.memstream.schemas.serde.InMemoryFrames;
import io.memstream.schemas.serde.RecordFrames;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Records as they come out of the extractor, of one tenant's users. */
final class LogRecords {
    final Vault vault = new FixedVault();
    final RecordFrames frames = new InMemoryFrames();
    final SealedEvents events = new SealedEvents(vault, frames);

    /** @param key of the record */
    record Keyed(String key, SpecificRecord value) {}

    Owner owner(String user) {
        return vault.owner("acme", user);
    }

    /** @param claim null for a turn that claims nothing */
    Keyed turn(String user, String session, String turnId, Instant at, String content, @Nullable Claim claim) {
        Owner owner = owner(user);
        Turn turn = new Turn(
                turnId, user, session, Role.USER, content, null, null, null, null, List.of(), Map.of(), null, at, at);
        return new Keyed(
                owner.value(),
                events.sealExtraction(owner, events.sealTurn(owner, turn), extraction(owner, content, claim)));
    }

    Keyed command(String user, String commandId, Instant at, Command command, String text, @Nullable Claim claim) {
        Owner owner = owner(user);
        return new Keyed(
                owner.value(),
                events.sealExtraction(
                        owner,
                        events.sealCommand(owner, commandId, command, at, at, "app"),
                        extraction(owner, text, claim)));
    }

    Keyed later(String user, String turnId, Instant at, String content, Claim claim) {
        Owner owner = owner(user);
        Extraction found = extraction(owner, content, claim);
        Extraction later = new Extraction(
                "llm", "1", found.model(), found.inputHash(), found.features(), found.claims(), Reading.NOTHING);
        return new Keyed(owner.value(), events.sealRecorded(owner, vault.key(owner, "turn", turnId), at, later));
    }

    Keyed used(String user, Instant hour, Map<UUID, Integer> served) {
        Owner owner = owner(user);
        return new Keyed(owner.value(), events.sealUsage(owner, hour, hour.plus(Duration.ofHours(1)), served));
    }

    Keyed erased(String user, Instant at) {
        return new Keyed(owner(user).value(), new EraseOrdered("e1", at, 1, "app"));
    }

    static Keyed tick(Instant at) {
        return new Keyed("", new MaintenanceTick(at.toString(), at));
    }

    /** @param many whether the attribute has many values */
    static Claim claim(String attribute, String value, boolean many, boolean affirmed, @Nullable String sensitivity) {
        return new Claim(
                attribute.equals("likes") ? Kind.PREFERENCE : Kind.FACT,
                Claim.USER,
                attribute,
                value,
                "The user's " + attribute + " is " + value + ".",
                !many,
                affirmed,
                .9,
                sensitivity,
                new Span(0, value.length()),
                null,
                null,
                true,
                attribute.equals("sister") ? EntityType.PERSON : null);
    }

    private Extraction extraction(Owner owner, String text, @Nullable Claim claim) {
        TextFeatures features = features(owner, text);
        List<Extraction.FoundClaim> claims = claim == null
                ? List.of()
                : List.of(new Extraction.FoundClaim(claim, features(owner, claim.statement())));
        Reading reading =
                new Reading(List.of(new Reading.Note(Highlight.Type.POINT, text, .5)), List.of("talk"), 0, List.of());
        return new Extraction("patterns", "1", "model", "hash", features, claims, reading);
    }

    /** Terms are the words; the vector counts them in eight places. */
    private TextFeatures features(Owner owner, String text) {
        String[] words = text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+");
        Map<Long, Integer> terms = new TreeMap<>();
        float[] vector = new float[8];
        Arrays.stream(words).filter(word -> !word.isEmpty()).forEach(word -> {
            terms.merge(vault.term(owner, word), 1, Integer::sum);
            vector[Math.floorMod(word.hashCode(), vector.length)]++;
        });
        return new TextFeatures(
                Vector.of(vector),
                terms.entrySet().stream()
                        .map(term -> new KeyedTerm(term.getKey(), term.getValue()))
                        .sorted(Comparator.comparingLong(KeyedTerm::term))
                        .toList(),
                new byte[0],
                0,
                words.length);
    }
}
