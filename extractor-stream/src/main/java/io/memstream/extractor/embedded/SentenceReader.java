package io.memstream.extractor.embedded;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Span;
import io.memstream.core.model.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Reads the claims of one sentence: each attribute's first saying that fits a clause. */
final class SentenceReader {
    private static final String NOTE = "note";
    private static final double NOTE_CONFIDENCE = .8;
    private static final int SHORTEST_NOTE_WORDS = 3;
    private static final double RELAXED = .85;

    /** Gaps that keep their capitals in a statement. */
    private static final Set<String> AS_SAID = Set.of("value", "when", "old", "name");

    private static final List<String> FILES = List.of(
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

    private final Phrases phrases;
    private final Dates dates;
    private final StatementGate gate;
    private final List<Attribute> attributes;
    private final Sensitivity sensitivity;

    SentenceReader(Phrases phrases) {
        this.phrases = phrases;
        this.dates = Dates.read(phrases, "dates.txt");
        this.gate = new StatementGate(phrases, dates);
        this.sensitivity = new Sensitivity(phrases);
        this.attributes = ClaimFiles.read(phrases, FILES);
    }

    /** @param text of the turn, or another that says what the turn means */
    List<Claim> claims(Turn turn, String text, Span sentence) {
        boolean withoutCapitals = sentence.of(text).chars().noneMatch(Character::isUpperCase);
        List<Claim> claims = new ArrayList<>();
        for (Clause clause : gate.clauses(text, sentence)) {
            List<Claim> found = claims(turn, text, clause, withoutCapitals);
            if (found.isEmpty() && clause.remembered()) {
                note(turn, text, clause).ifPresent(found::add);
            }
            claims.addAll(found);
            if (clause.remembered()) {
                break;
            }
        }
        return claims;
    }

    private List<Claim> claims(Turn turn, String text, Clause clause, boolean withoutCapitals) {
        List<Claim> claims = new ArrayList<>();
        for (Attribute attribute : attributes) {
            if (clause.momentary() && !attribute.momentary() || attribute.alone() && !claims.isEmpty()) {
                continue;
            }
            for (Attribute.Saying saying : attribute.sayings()) {
                if (clause.anymore() && saying.affirmed() || saying.anymore() && !clause.anymore()) {
                    continue;
                }
                List<Claim> found = claims(turn, text, clause, attribute, saying, withoutCapitals);
                claims.addAll(found);
                if (!found.isEmpty()) {
                    break;
                }
            }
        }
        return claims;
    }

    private List<Claim> claims(
            Turn turn,
            String text,
            Clause clause,
            Attribute attribute,
            Attribute.Saying saying,
            boolean withoutCapitals) {
        PatternCompiler.Compiled compiled = withoutCapitals ? saying.relaxed() : saying.strict();
        Matcher matcher = compiled.expression().matcher(text).region(clause.start(), clause.end());
        if (!matcher.lookingAt()) {
            return List.of();
        }
        Optional<Dates.Found> date = date(turn, text, clause, attribute, saying);
        if (attribute.datedOnly() && date.isEmpty()) {
            return List.of();
        }
        Map<String, String> values = new HashMap<>();
        double confidence = saying.confidence() * clause.trust();
        for (Map.Entry<String, Slot> slot : compiled.slots().entrySet()) {
            String found = matcher.group(slot.getKey());
            String value = found == null
                    ? ""
                    : Wording.trimmed(
                            date.isEmpty()
                                    ? found
                                    : without(
                                            date.get().said(),
                                            text,
                                            new Span(matcher.start(slot.getKey()), matcher.end(slot.getKey()))));
            if (found != null && (value.isEmpty() || !slot.getValue().admits(value, phrases))) {
                return List.of();
            }
            boolean first = slot.getValue() == Slot.LISTED && matcher.start(slot.getKey()) == clause.from();
            values.put(slot.getKey(), first ? Wording.continued(value) : value);
            if (withoutCapitals && slot.getValue().isProper()) {
                confidence *= RELAXED;
            }
        }
        Span evidence = evidence(matcher, date);
        values.put("when", date.map(found -> " " + found.written()).orElse(""));
        values.computeIfAbsent("value", absent -> Wording.trimmed(withoutPlease(evidence.of(text))));
        Slot type = compiled.slots().getOrDefault("value", Slot.PHRASE);
        List<String> items = type.isList()
                ? Slot.items(values.getOrDefault("value", ""))
                : List.of(values.getOrDefault("value", ""));
        List<Claim> claims = new ArrayList<>();
        for (String item : items) {
            values.put("value", item);
            claims.add(claim(turn, attribute, saying, values, confidence, evidence, date));
        }
        return claims;
    }

    private Optional<Dates.Found> date(
            Turn turn, String text, Clause clause, Attribute attribute, Attribute.Saying saying) {
        if (attribute.dates() == Attribute.Dated.NOT && !saying.since()) {
            return Optional.empty();
        }
        return dates.find(
                text, clause.from(), clause.end(), turn.occurredAt(), attribute.dates() == Attribute.Dated.COMING);
    }

    /** The date is said elsewhere, so that two tellings of one event are one. */
    private static String without(Span date, String text, Span found) {
        if (date.end() <= found.start() || date.start() >= found.end()) {
            return found.of(text);
        }
        String before = text.substring(found.start(), Math.max(found.start(), date.start()));
        String after = text.substring(Math.min(found.end(), date.end()), found.end());
        return before.strip() + " " + after.strip();
    }

    private static Span evidence(Matcher matcher, Optional<Dates.Found> date) {
        int start = date.map(found -> Math.min(found.said().start(), matcher.start()))
                .orElse(matcher.start());
        int end = date.map(found -> Math.max(found.said().end(), matcher.end())).orElse(matcher.end());
        return new Span(start, end);
    }

    private static String withoutPlease(String value) {
        return value.regionMatches(true, 0, "please ", 0, 7) ? value.substring(7) : value;
    }

    private Claim claim(
            Turn turn,
            Attribute attribute,
            Attribute.Saying saying,
            Map<String, String> values,
            double confidence,
            Span evidence,
            Optional<Dates.Found> date) {
        Wording wording = new Wording(turn.speaker());
        Map<String, String> lower = new HashMap<>(values);
        lower.replaceAll((gap, value) -> spelled(value.toLowerCase(Locale.ROOT)));
        String name = wording.fill(attribute.name(), lower);
        Map<String, String> shown = new HashMap<>(values);
        shown.replaceAll((gap, value) -> AS_SAID.contains(gap) ? value : lower.getOrDefault(gap, value));
        String statement = wording.fill(saying.affirmed() ? attribute.statement() : attribute.ended(), shown);
        return new Claim(
                attribute.kind(),
                subject(turn.speaker()),
                name,
                values.getOrDefault("value", ""),
                statement,
                attribute.singleValued(),
                saying.affirmed(),
                confidence,
                attribute.sensitivity() == null ? sensitivity.of(statement) : attribute.sensitivity(),
                evidence,
                date.map(Dates.Found::start).orElse(saying.since() ? turn.occurredAt() : (@Nullable Instant) null),
                null,
                true,
                null);
    }

    private Optional<Claim> note(Turn turn, String text, Clause clause) {
        String value =
                Wording.trimmed(text.substring(clause.start(), clause.end()).replaceAll("[.!\u2026]+$", ""));
        if (value.split("\\s+").length < SHORTEST_NOTE_WORDS) {
            return Optional.empty();
        }
        Wording wording = new Wording(turn.speaker());
        return Optional.of(new Claim(
                Kind.FACT,
                subject(turn.speaker()),
                NOTE,
                value,
                wording.fill("{Subject} asked to remember: ", Map.of()) + value + ".",
                false,
                true,
                NOTE_CONFIDENCE * clause.trust(),
                sensitivity.of(value),
                new Span(clause.start(), clause.end()),
                null,
                null,
                true,
                null));
    }

    private static String subject(@Nullable String speaker) {
        return speaker == null ? Claim.USER : speaker;
    }

    /** One spelling for one attribute. */
    private static String spelled(String name) {
        return name.replace("color", "colour").replace("favorite", "favourite");
    }
}
