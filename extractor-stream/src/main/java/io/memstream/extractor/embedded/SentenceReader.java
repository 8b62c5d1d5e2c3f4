package io.memstream.extractor.embedded;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Span;
import io.memstream.core.model.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the claims of one sentence, clause by clause: about the speaker, about others, and what the speaker chooses. */
final class SentenceReader {
    private static final String NOTE = "note";
    private static final double NOTE_CONFIDENCE = .8;
    private static final int SHORTEST_NOTE_WORDS = 3;

    /** What the attributes begin with that say something of others as it was said. */
    private static final String ABOUT = "about ";

    /** Of somebody close the relation has it. */
    private static final String NAME = "name";

    /** What is read of somebody who is only named. */
    private static final Set<String> OF_ANYBODY =
            Set.of("home", "employer", "occupation", "spouse", "fiancé", "school", "marital status", "origin");

    private static final String CHOICES = "choices.claims";

    static final List<String> FILES = List.of(
            "identity.claims",
            "work.claims",
            "relationships.claims",
            "diet.claims",
            "health.claims",
            "finances.claims",
            "tastes.claims",
            "life.claims",
            "projects.claims",
            "plans.claims",
            "events.claims",
            "instructions.claims",
            "habits.claims",
            "others.claims");

    private final StatementGate gate;
    private final ClauseReader clauses;
    private final ClauseReader choices;
    private final ThirdPerson others;
    private final Sensitivity sensitivity;

    SentenceReader(Phrases phrases, Dates dates) {
        this.gate = new StatementGate(phrases, dates);
        this.sensitivity = new Sensitivity(phrases);
        this.clauses = new ClauseReader(phrases, dates, sensitivity, ClaimFiles.read(phrases, FILES));
        this.choices = new ClauseReader(phrases, dates, sensitivity, ClaimFiles.read(phrases, List.of(CHOICES)));
        this.others = new ThirdPerson(phrases);
    }

    /**
     * @param text of the turn, or another that says what the turn means
     * @param mentioned by the sentences before; this one adds to it
     */
    List<Claim> claims(Turn turn, String text, Span sentence, Mentioned mentioned) {
        Voice speaker = Voice.of(turn.speaker(), turn.occurredAt());
        boolean withoutCapitals = sentence.of(text).chars().noneMatch(Character::isUpperCase);
        List<Claim> claims = new ArrayList<>();
        for (Clause clause : gate.clauses(text, sentence)) {
            List<Claim> found = new ArrayList<>(clauses.claims(speaker, text, clause, withoutCapitals));
            found.addAll(ofOthers(speaker, text, clause, found, mentioned));
            claims.addAll(found);
        }
        if (claims.isEmpty()) {
            gate.requests(text, sentence)
                    .forEach(asked -> claims.addAll(choices.claims(speaker, text, asked, withoutCapitals)));
        }
        return claims;
    }

    /** What an app says of the user in the third person. */
    List<Claim> told(Turn turn, String text, Span sentence) {
        Voice user = Voice.of(turn.speaker(), turn.occurredAt());
        List<Claim> claims = new ArrayList<>();
        for (Clause clause : gate.clauses(text, sentence)) {
            others.ofUser(user, text, clause).ifPresent(said -> {
                Clause whole = new Clause(0, 0, said.length(), clause.trust(), clause.anymore(), clause.momentary());
                clauses.claims(user, said, whole, false).stream()
                        .map(claim -> Claims.withEvidence(claim, evidence(text, clause)))
                        .forEach(claims::add);
            });
        }
        return claims;
    }

    /** What is said of others, in place of what was read of them less exactly. */
    private List<Claim> ofOthers(Voice speaker, String text, Clause clause, List<Claim> found, Mentioned mentioned) {
        Optional<ThirdPerson.Retold> retold = others.retold(speaker, mentioned.last(), text, clause);
        retold.filter(ThirdPerson.Retold::close).ifPresent(other -> mentioned.mention(other.voice()));
        mentioned.mentionIn(found, speaker);
        if (retold.isEmpty()) {
            return List.of();
        }
        String said = retold.get().text();
        Clause whole = new Clause(0, 0, said.length(), clause.trust(), clause.anymore(), clause.momentary());
        List<Claim> theirs = clauses.claims(retold.get().voice(), said, whole, false).stream()
                .filter(claim ->
                        claim.kind() != Kind.INSTRUCTION && !claim.attribute().equals(NAME))
                .filter(claim -> retold.get().close() || OF_ANYBODY.contains(claim.attribute()))
                .map(claim -> Claims.withEvidence(claim, evidence(text, clause)))
                .toList();
        if (!theirs.isEmpty()) {
            found.removeIf(claim -> claim.attribute().startsWith(ABOUT));
        }
        return theirs;
    }

    private static Span evidence(String text, Clause clause) {
        int end = clause.end();
        while (end > clause.start() && ".!\u2026 ".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return new Span(clause.start(), end);
    }

    /** What is to be remembered as it is said; empty when that is too little to be understood later. */
    Optional<Claim> note(Turn turn, String text, Span said) {
        String value = Wording.trimmed(said.of(text).replaceAll("[.!\u2026]+$", ""));
        if (value.split("\\s+").length < SHORTEST_NOTE_WORDS) {
            return Optional.empty();
        }
        Voice speaker = Voice.of(turn.speaker(), turn.occurredAt());
        return Optional.of(new Claim(
                Kind.FACT,
                speaker.subject(),
                NOTE,
                value,
                speaker.wording().fill("{Subject} asked to remember: ", Map.of()) + value + ".",
                false,
                true,
                NOTE_CONFIDENCE,
                sensitivity.of(value),
                said,
                null,
                null,
                true,
                null));
    }
}
