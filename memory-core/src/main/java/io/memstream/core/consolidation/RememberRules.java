package io.memstream.core.consolidation;

import io.memstream.core.command.SpokenCommands;
import io.memstream.core.model.Alias;
import io.memstream.core.model.Claim;
import io.memstream.core.model.Command;
import io.memstream.core.model.Extraction.FoundClaim;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Span;
import io.memstream.core.model.TextFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a user tells to remember. The first claim found in it gives the memory its place among the facts; without any it is a
 * note. Further claims are memories that belong to the first: parts of it, which go when it is forgotten.
 */
final class RememberRules {
    /** The attribute of what has no other. */
    static final String NOTE = "note";

    /** Told outright, for this very purpose. */
    static final double CONFIDENCE = .95;

    /** Of one command. */
    private static final int MAX_CLAIMS = 100;

    private RememberRules() {}

    static Effect decide(Draft draft, Event.Commanded event, Command.Remember command) {
        UUID id = draft.id("memory", event.commandId());
        List<FoundClaim> claims = event.extraction().claims().stream()
                .filter(found -> !PatternRules.isChoice(found.claim()))
                .limit(MAX_CLAIMS)
                .toList();
        boolean withheld =
                claims.stream().anyMatch(found -> !PolicyRules.admits(draft, found.claim(), event.recordedAt()));
        List<FoundClaim> told = withheld ? claims : asTold(claims, event, command);
        List<UUID> facts = new ArrayList<>();
        for (FoundClaim found : told) {
            Keeping keeping = new Keeping(
                    facts.isEmpty() ? id : draft.id("memory", event.commandId() + " " + facts.size()),
                    command.pinned(),
                    command.expiresAt());
            FactRules.decide(draft, mention(found, event, command, keeping)).ifPresent(facts::add);
        }
        if (facts.isEmpty()) {
            return Effect.none(withheld ? Effect.WITHHELD : Effect.UNCHANGED, Map.of("id", id.toString()));
        }
        name(draft, id, facts);
        return Effect.done(Map.of("id", id.toString(), "fact", facts.get(0).toString()));
    }

    /** The fact that an answered id stands for. */
    static Optional<Fact> fact(Draft draft, UUID id) {
        return draft.fact(id)
                .or(() -> draft.holding(Alias.class, id.toString()).flatMap(alias -> draft.fact(alias.fact())));
    }

    /** The other facts that were made by the same command. */
    static List<Fact> parts(Draft draft, UUID id) {
        return draft.holdings(Alias.class).stream()
                .filter(alias -> alias.id().startsWith(id + " "))
                .flatMap(alias -> draft.fact(alias.fact()).stream())
                .toList();
    }

    /** A claim that says nothing but the text. */
    static FoundClaim note(String text, @Nullable Kind kind, Span evidence, TextFeatures features) {
        return new FoundClaim(
                new Claim(
                        kind == null ? kindOf(text) : kind,
                        Claim.USER,
                        NOTE,
                        text,
                        text,
                        false,
                        true,
                        CONFIDENCE,
                        null,
                        evidence,
                        null,
                        null,
                        true,
                        null),
                features);
    }

    /** Of a text without a recognisable attribute. */
    static Kind kindOf(String text) {
        return SpokenCommands.english().isInstruction(text) ? Kind.INSTRUCTION : Kind.FACT;
    }

    /** The same claim, told outright. */
    static Claim outright(Claim claim, Kind kind, String statement) {
        return new Claim(
                kind,
                claim.subject(),
                claim.attribute(),
                claim.value(),
                statement,
                claim.singleValued(),
                claim.affirmed(),
                Math.max(CONFIDENCE, claim.confidence()),
                claim.sensitivity(),
                claim.evidence(),
                claim.validFrom(),
                claim.validTo(),
                true,
                claim.names());
    }

    /** A memory of one claim reads as the user told it. What only denies is a note as well: there is something to remember. */
    private static List<FoundClaim> asTold(List<FoundClaim> claims, Event.Commanded event, Command.Remember command) {
        TextFeatures features = event.extraction().features();
        List<FoundClaim> told = new ArrayList<>();
        if (claims.stream().noneMatch(found -> found.claim().affirmed())) {
            told.add(note(command.content(), command.kind(), new Span(0, 0), features));
        }
        for (FoundClaim found : claims) {
            Claim claim = found.claim();
            Kind kind = told.isEmpty() && command.kind() != null ? command.kind() : claim.kind();
            told.add(
                    claims.size() == 1
                            ? new FoundClaim(outright(claim, kind, command.content()), features)
                            : new FoundClaim(outright(claim, kind, claim.statement()), found.features()));
        }
        return told;
    }

    private static Mention mention(FoundClaim found, Event.Commanded event, Command.Remember command, Keeping keeping) {
        return new Mention(
                found.claim(),
                found.features(),
                event.extraction().model(),
                event.commandId(),
                null,
                command.scope(),
                event.occurredAt(),
                event.recordedAt(),
                List.of(),
                keeping);
    }

    private static void name(Draft draft, UUID id, List<UUID> facts) {
        if (!facts.get(0).equals(id)) {
            draft.update(new Alias(id.toString(), facts.get(0)));
        }
        for (int part = 1; part < facts.size(); part++) {
            draft.update(new Alias(id + " " + part, facts.get(part)));
        }
    }
}
