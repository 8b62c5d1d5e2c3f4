package io.memstream.extractor.claims;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Role;
import io.memstream.core.model.Span;
import io.memstream.core.model.Turn;
import io.memstream.core.port.ClaimExtractor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Recognises explicit statements of users about themselves, without a model: deterministic, in microseconds. What can be
 * said and how is in the data files beside this class; this class only looks for it, sentence by sentence.
 */
public final class EmbeddedClaimExtractor implements ClaimExtractor {
    /** What is read of a long document; statements about oneself stand at its beginning or nowhere. */
    private static final int LONGEST_TEXT = 32_768;

    /** Each claim is embedded by itself. */
    private static final int MOST_CLAIMS = 32;

    private static final String NOTE = "note";
    private static final double NOTE_CONFIDENCE = .8;
    private static final int SHORTEST_NOTE_WORDS = 3;
    private static final double RELAXED = .85;

    private static final List<String> FILES = List.of(
            "identity.claims",
            "work.claims",
            "relationships.claims",
            "diet.claims",
            "tastes.claims",
            "life.claims",
            "instructions.claims");

    private final Phrases phrases;
    private final StatementGate gate;
    private final List<Attribute> attributes;

    private EmbeddedClaimExtractor(Phrases phrases) {
        this.phrases = phrases;
        this.gate = new StatementGate(phrases);
        this.attributes = ClaimFiles.read(phrases, FILES);
    }

    public static EmbeddedClaimExtractor english() {
        return new EmbeddedClaimExtractor(Phrases.read("phrases.txt"));
    }

    @Override
    public String name() {
        return "embedded";
    }

    /** Changes with the data files too. */
    @Override
    public String version() {
        return "1";
    }

    @Override
    public List<Claim> extract(Turn turn, List<Turn> previous) {
        if (turn.role() != Role.USER) {
            return List.of();
        }
        String content = turn.content();
        String text =
                content.substring(0, Math.min(content.length(), LONGEST_TEXT)).replace('\u2019', '\'');
        Quotes quotes = new Quotes(text);
        List<Claim> claims = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Span sentence : Sentences.of(text)) {
            if (claims.size() >= MOST_CLAIMS) {
                break;
            }
            if (!quotes.contains(sentence.start())) {
                for (Claim claim : claims(turn, text, sentence)) {
                    String what = claim.attribute() + "\n" + claim.value().toLowerCase(Locale.ROOT);
                    if (!quotes.contains(claim.evidence().start()) && known.add(what)) {
                        claims.add(claim);
                    }
                }
            }
        }
        claims.sort(Comparator.comparingInt(claim -> claim.evidence().start()));
        return List.copyOf(claims.subList(0, Math.min(claims.size(), MOST_CLAIMS)));
    }

    private List<Claim> claims(Turn turn, String text, Span sentence) {
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
            if (clause.momentary() && !attribute.momentary()) {
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
        Map<String, String> values = new HashMap<>();
        double confidence = saying.confidence() * clause.trust();
        for (Map.Entry<String, Slot> slot : compiled.slots().entrySet()) {
            String found = matcher.group(slot.getKey());
            String value = found == null ? "" : Wording.trimmed(found);
            if (found != null && (value.isEmpty() || !slot.getValue().admits(value, phrases))) {
                return List.of();
            }
            values.put(slot.getKey(), value);
            if (withoutCapitals && slot.getValue().isProper()) {
                confidence *= RELAXED;
            }
        }
        Span evidence = new Span(matcher.start(), matcher.end());
        values.computeIfAbsent("value", absent -> Wording.trimmed(withoutPlease(evidence.of(text))));
        Slot type = compiled.slots().getOrDefault("value", Slot.PHRASE);
        List<String> items = type.isList()
                ? Slot.items(values.getOrDefault("value", ""))
                : List.of(values.getOrDefault("value", ""));
        List<Claim> claims = new ArrayList<>();
        for (String item : items) {
            values.put("value", item);
            claims.add(claim(turn, attribute, saying, values, confidence, evidence));
        }
        return claims;
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
            Span evidence) {
        Wording wording = new Wording(turn.speaker());
        Map<String, String> lower = new HashMap<>(values);
        lower.replaceAll((gap, value) -> spelled(value.toLowerCase(Locale.ROOT)));
        String name = wording.fill(attribute.name(), lower);
        Map<String, String> shown = new HashMap<>(values);
        shown.replaceAll((gap, value) -> gap.equals("value") ? value : lower.getOrDefault(gap, value));
        return new Claim(
                attribute.kind(),
                subject(turn.speaker()),
                name,
                values.getOrDefault("value", ""),
                wording.fill(saying.affirmed() ? attribute.statement() : attribute.ended(), shown),
                attribute.singleValued(),
                saying.affirmed(),
                confidence,
                attribute.sensitivity(),
                evidence,
                saying.since() ? turn.occurredAt() : (@Nullable Instant) null,
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
                null,
                new Span(clause.start(), clause.end()),
                null,
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
