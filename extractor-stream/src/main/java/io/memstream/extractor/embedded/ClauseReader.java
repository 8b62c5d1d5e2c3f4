package io.memstream.extractor.embedded;

import io.memstream.core.model.Claim;
import io.memstream.core.model.EntityType;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the claims of one clause in the first person: each attribute's first saying that fits. */
final class ClauseReader {
    private static final double RELAXED = .85;
    private static final Pattern ANYTHING = Pattern.compile("");

    /** What leads to a date and goes with it. */
    private static final Pattern LEADS_TO_DATE = Pattern.compile(
            "\\s+(?:(?:starting|beginning|about|around|almost|nearly)|(?:for|by|until|till|since|from|on)(?:\\s+(?:about|around))?)\\s*$",
            Pattern.CASE_INSENSITIVE);

    /** "Today's session" and "July 15th-19th" are not dates alone. */
    private static final Pattern OF_THE_DATE = Pattern.compile("'s\\b|s'|-\\d");

    /** Gaps that keep their capitals in a statement. */
    private static final Set<String> AS_SAID = Set.of("value", "when", "old", "name", "detail");

    private final Phrases phrases;
    private final Dates dates;
    private final Sensitivity sensitivity;
    private final WholePhrase whole;
    private final Pattern change;
    private final Beginnings<Way> strict;
    private final Beginnings<Way> relaxed;

    ClauseReader(Phrases phrases, Dates dates, Sensitivity sensitivity, List<Attribute> attributes) {
        this.phrases = phrases;
        this.dates = dates;
        this.sensitivity = sensitivity;
        this.whole = new WholePhrase(phrases);
        this.change = Pattern.compile("(?i)(?<![\\p{L}\\p{N}])(?:"
                + phrases.list("tells of change").stream().map(Pattern::quote).collect(Collectors.joining("|"))
                + ")(?![\\p{L}\\p{N}])");
        List<Way> ways = new ArrayList<>();
        for (int i = 0; i < attributes.size(); i++) {
            for (Attribute.Saying saying : attributes.get(i).sayings()) {
                ways.add(new Way(i, attributes.get(i), saying));
            }
        }
        this.strict = new Beginnings<>(ways, way -> way.beginning(way.saying().strict()));
        this.relaxed = new Beginnings<>(ways, way -> way.beginning(way.saying().relaxed()));
    }

    /** @param place of the attribute among all */
    private record Way(int place, Attribute attribute, Attribute.Saying saying) {
        Pattern beginning(PatternCompiler.Compiled compiled) {
            return saying.within() ? ANYTHING : compiled.expression();
        }
    }

    List<Claim> claims(Voice voice, String text, Clause clause, boolean withoutCapitals) {
        List<Claim> claims = new ArrayList<>();
        int read = -1;
        for (Way way : (withoutCapitals ? relaxed : strict).at(text, clause.start(), clause.end())) {
            if (way.place() == read || !mayStand(way, clause, claims)) {
                continue;
            }
            List<Claim> found = claims(voice, text, clause, way.attribute(), way.saying(), withoutCapitals);
            claims.addAll(found);
            read = found.isEmpty() ? read : way.place();
        }
        return claims;
    }

    private static boolean mayStand(Way way, Clause clause, List<Claim> claims) {
        Attribute attribute = way.attribute();
        Attribute.Saying saying = way.saying();
        return !(clause.momentary() && !attribute.momentary())
                && !(attribute.alone() && !claims.isEmpty())
                && !(clause.anymore() && saying.affirmed() && !saying.anymore())
                && !(saying.anymore() && !clause.anymore());
    }

    private List<Claim> claims(
            Voice voice,
            String text,
            Clause clause,
            Attribute attribute,
            Attribute.Saying saying,
            boolean withoutCapitals) {
        PatternCompiler.Compiled compiled = withoutCapitals ? saying.relaxed() : saying.strict();
        Matcher matcher = compiled.expression().matcher(text).region(clause.start(), clause.end());
        if (!(saying.within() ? found(matcher, text) : matcher.lookingAt())) {
            return List.of();
        }
        Optional<Dates.Found> date = date(voice, text, clause, attribute, saying);
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
            if (found != null
                    && attribute.kind() != Kind.INSTRUCTION
                    && slot.getValue().isFree()) {
                value = completed(value, text, matcher.end(slot.getKey()), clause, slot.getValue(), withoutCapitals);
            }
            if (found != null && (value.isEmpty() || !slot.getValue().admits(value, phrases))) {
                return List.of();
            }
            boolean first = slot.getValue().isListed() && matcher.start(slot.getKey()) == clause.from();
            values.put(slot.getKey(), first ? Wording.continued(value) : value);
            if (withoutCapitals && slot.getValue().isProper()) {
                confidence *= RELAXED;
            }
        }
        Span evidence = evidence(matcher, date);
        values.put("when", date.map(found -> " " + found.written()).orElse(""));
        values.computeIfAbsent(
                "value",
                absent -> attribute.dates() == Attribute.Dated.NOT || date.isEmpty()
                        ? Wording.trimmed(withoutPlease(evidence.of(text)))
                        : date.get().named());
        Slot type = compiled.slots().getOrDefault("value", Slot.PHRASE);
        List<String> items = type.isList() && !attribute.singleValued()
                ? Slot.items(values.getOrDefault("value", ""))
                : List.of(values.getOrDefault("value", ""));
        Optional<Instant> since = date.map(Dates.Found::start)
                .or(() -> beginsNow(text, clause, attribute, saying) ? Optional.of(voice.said()) : Optional.empty());
        List<Claim> claims = new ArrayList<>();
        for (String item : items) {
            values.put("value", item);
            claims.add(claim(voice, attribute, saying, values, confidence, evidence, since, withoutCapitals));
        }
        return claims;
    }

    /**
     * Read on where a comma has parted the qualities of one thing, and without what only points.
     *
     * @return empty for half a phrase, and for what says nothing
     */
    private String completed(String value, String text, int end, Clause clause, Slot slot, boolean withoutCapitals) {
        String read = value;
        int at = end;
        while (whole.wantsNoun(read) && at + 1 < clause.end() && text.charAt(at) == ',') {
            Matcher more = Pattern.compile(slot.expression(withoutCapitals))
                    .matcher(text)
                    .region(afterSpace(text, at + 1, clause.end()), clause.end());
            if (!more.lookingAt()) {
                break;
            }
            read = read + ", " + Wording.trimmed(more.group());
            at = more.end();
        }
        read = Wording.trimmed(whole.bare(read));
        return whole.isWhole(read) && !(slot.isThing() && whole.isSentence(read)) ? read : "";
    }

    private static int afterSpace(String text, int from, int end) {
        int at = from;
        while (at < end && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Of what has one value at a time, a word of change tells that another one held before. */
    private boolean beginsNow(String text, Clause clause, Attribute attribute, Attribute.Saying saying) {
        return saying.since()
                || attribute.singleValued()
                        && saying.affirmed()
                        && change.matcher(text)
                                .region(clause.from(), clause.end())
                                .find();
    }

    /** At the beginning of a word. */
    private static boolean found(Matcher matcher, String text) {
        boolean found = matcher.find();
        while (found && matcher.start() > 0 && Character.isLetterOrDigit(text.charAt(matcher.start() - 1))) {
            found = matcher.find();
        }
        return found;
    }

    private Optional<Dates.Found> date(
            Voice voice, String text, Clause clause, Attribute attribute, Attribute.Saying saying) {
        if (attribute.dates() == Attribute.Dated.NOT && !saying.since()) {
            return Optional.empty();
        }
        return dates.find(text, clause.from(), clause.end(), voice.said(), attribute.dates() == Attribute.Dated.COMING);
    }

    /** The date is said elsewhere, so that two tellings of one event are one. */
    private static String without(Span date, String text, Span found) {
        if (date.end() <= found.start() || date.start() >= found.end()) {
            return found.of(text);
        }
        String before = text.substring(found.start(), Math.max(found.start(), date.start()));
        String after = text.substring(Math.min(found.end(), date.end()), found.end());
        if (OF_THE_DATE.matcher(after).lookingAt()) {
            return found.of(text);
        }
        return LEADS_TO_DATE.matcher(before).replaceFirst("").strip() + " " + after.strip();
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
            Voice voice,
            Attribute attribute,
            Attribute.Saying saying,
            Map<String, String> values,
            double confidence,
            Span evidence,
            Optional<Instant> since,
            boolean withoutCapitals) {
        Map<String, String> lower = new HashMap<>(values);
        lower.replaceAll((gap, value) -> spelled(value.toLowerCase(Locale.ROOT)));
        String name = voice.wording().fill(attribute.name(), lower);
        Map<String, String> shown = new HashMap<>(values);
        shown.replaceAll((gap, value) -> AS_SAID.contains(gap) ? value : spelled(value));
        String statement = voice.wording().fill(saying.affirmed() ? attribute.statement() : attribute.ended(), shown);
        String value = values.getOrDefault("value", "");
        return new Claim(
                attribute.kind(),
                voice.subject(),
                name,
                value,
                statement,
                attribute.singleValued(),
                saying.affirmed(),
                confidence,
                attribute.sensitivity() == null ? sensitivity.of(statement) : attribute.sensitivity(),
                evidence,
                since.orElse(null),
                null,
                !attribute.inferred(),
                names(attribute, value, withoutCapitals));
    }

    /** "A small bakery" names nothing. */
    private static @Nullable EntityType names(Attribute attribute, String value, boolean withoutCapitals) {
        String name = value.startsWith("the ") ? value.substring(4) : value;
        boolean proper = !name.isEmpty() && Character.isUpperCase(name.charAt(0));
        return proper || withoutCapitals ? attribute.names() : null;
    }

    /** One spelling for one attribute. */
    private static String spelled(String name) {
        return name.replace("color", "colour").replace("favorite", "favourite");
    }
}
