package io.memstream.extractor.embedded;

import io.memstream.core.model.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lets through what is stated; keeps out questions, what is only supposed, and what others are said to have said. */
final class StatementGate {
    /** Nobody states a fact about themselves in a longer sentence; also bounds the time that one takes. */
    private static final int LONGEST_SENTENCE = 600;

    private static final Pattern ANYMORE = pattern("\\b(?:anymore|any more|any longer|no longer)\\b");

    private static final double HEDGED = .6;

    private final Pattern supposed;
    private final Pattern reported;
    private final Pattern moment;
    private final Pattern asked;
    private final Pattern questionAfterStatement;
    private final Pattern cut;
    private final Pattern begun;
    private final Pattern leadIn;
    private final Pattern remember;
    private final Pattern hedge;
    private final Pattern request;

    private final Dates dates;

    StatementGate(Phrases phrases, Dates dates) {
        this.dates = dates;
        String asks = phrase(phrases, "asks");
        String subject = phrase(phrases, "clause begins");
        supposed = pattern("\\b" + phrase(phrases, "supposed") + "\\b");
        reported = pattern("(?<!\\bas i )(?<!\\blike i )\\b" + phrase(phrases, "reported") + "\\b(?!\\s+you\\b)");
        moment = pattern("\\b" + phrase(phrases, "moment") + "\\b");
        asked = pattern(asks + "\\b");
        questionAfterStatement = pattern(
                "(?:[,;:\u2013\u2014]|\\s-|\\s(?:and|but|so))\\s+(?:(?:and|but|so|then|please)\\s+)?" + asks + "\\b");
        cut = pattern("\\s*(?:;|\u2014|\u2013|\\s-\\s|:(?=\\s+" + subject + "\\b))\\s*|,?\\s+"
                + phrase(phrases, "joins") + "\\s+(?=" + subject + "\\b)|,\\s+(?=" + subject + "\\b)");
        begun = pattern(subject + "\\b");
        leadIn = pattern(phrase(phrases, "leads in") + "(?:\\s*[,!:\u2013\u2014-]+\\s*|\\s+)");
        remember = pattern(
                phrase(phrases, "remember") + "(?:\\s*[,:]\\s*|\\s+)(?!when\\b|how\\b|the time\\b|the day\\b|me\\b)");
        request = pattern(phrase(phrases, "requests") + "(?:\\s*,\\s*|\\s+)");
        hedge = pattern(phrase(phrases, "hedges") + "(?:\\s*,\\s*|\\s+)");
    }

    private static Pattern pattern(String expression) {
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String phrase(Phrases phrases, String list) {
        return phrases.list(list).stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
    }

    /** The clauses of a sentence that state something; empty when none does. */
    List<Clause> clauses(String text, Span sentence) {
        int end = sentence.end();
        if (end - sentence.start() > LONGEST_SENTENCE
                || asked.matcher(text).region(sentence.start(), end).lookingAt()
                || supposed.matcher(text).region(sentence.start(), end).find()) {
            return List.of();
        }
        if (isQuestion(text, sentence)) {
            end = endOfStatement(text, sentence);
        }
        boolean momentary =
                moment.matcher(text).region(sentence.start(), sentence.end()).find();
        List<Clause> clauses = new ArrayList<>();
        int start = sentence.start();
        Matcher cuts = cut.matcher(text).region(start, end);
        while (start < end) {
            int stop = cuts.find() ? cuts.start() : end;
            if (stop > start) {
                Clause clause = led(text, start, stop, momentary);
                if (reported.matcher(text)
                        .region(sentence.start(), clause.start())
                        .find()) {
                    break;
                }
                clauses.add(clause);
                if (introduces(text, clause, stop, end)) {
                    break;
                }
            }
            start = stop == end ? end : cuts.end();
        }
        return clauses;
    }

    /** What a sentence asks for, behind what only makes it polite; empty when it only supposes or reports. */
    List<Clause> requests(String text, Span sentence) {
        if (sentence.end() - sentence.start() > LONGEST_SENTENCE
                || supposed.matcher(text)
                        .region(sentence.start(), sentence.end())
                        .find()
                || reported.matcher(text)
                        .region(sentence.start(), sentence.end())
                        .find()) {
            return List.of();
        }
        List<Clause> requests = new ArrayList<>();
        requests.add(asked(text, sentence.start(), sentence.end()));
        int start = sentence.start();
        Matcher cuts = cut.matcher(text).region(start, sentence.end());
        while (start < sentence.end()) {
            int stop = cuts.find() ? cuts.start() : sentence.end();
            if (stop > start && stop - start < sentence.end() - sentence.start()) {
                requests.add(asked(text, start, stop));
            }
            start = stop == sentence.end() ? stop : cuts.end();
        }
        return requests;
    }

    private Clause asked(String text, int from, int end) {
        int start = from;
        boolean moved = true;
        while (moved) {
            int led = led(text, start, end, false).start();
            Matcher polite = request.matcher(text).region(led, end);
            int next = polite.lookingAt() ? polite.end() : led;
            moved = next > start;
            start = next;
        }
        return new Clause(from, start, end, 1, false, false);
    }

    /** "Translate: I live in Rome" states nothing; "I moved house: I live in Rome" does. */
    private boolean introduces(String text, Clause clause, int stop, int end) {
        return stop < end
                && text.charAt(stop) == ':'
                && !begun.matcher(text).region(clause.start(), clause.end()).lookingAt();
    }

    private static boolean isQuestion(String text, Span sentence) {
        return sentence.of(text).indexOf('?') >= 0;
    }

    /** "I'm vegetarian, can you suggest a recipe?" states something before it asks. */
    private int endOfStatement(String text, Span sentence) {
        Matcher question = questionAfterStatement.matcher(text).region(sentence.start(), sentence.end());
        return question.find() ? question.start() : sentence.start();
    }

    private static int afterSeparator(String text, int from, int end) {
        int at = from;
        while (at < end && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == ',')) {
            at++;
        }
        return at;
    }

    /** Skips what leads in: greetings, "actually", "last week", "remember that", "I think". */
    private Clause led(String text, int from, int end, boolean momentary) {
        int start = from;
        double trust = 1;
        boolean moved = true;
        while (moved) {
            moved = false;
            Matcher remembers = remember.matcher(text).region(start, end);
            if (remembers.lookingAt()) {
                start = remembers.end();
                moved = true;
            }
            Matcher hedges = hedge.matcher(text).region(start, end);
            if (hedges.lookingAt()) {
                start = hedges.end();
                trust *= HEDGED;
                moved = true;
            }
            int date = dates.endOfDateAt(text, start, end);
            if (date > start) {
                start = afterSeparator(text, date, end);
                moved = true;
            }
            Matcher leads = leadIn.matcher(text).region(start, end);
            if (leads.lookingAt()) {
                start = leads.end();
                moved = true;
            }
        }
        boolean anymore = ANYMORE.matcher(text).region(start, end).find();
        return new Clause(from, start, end, trust, anymore, momentary);
    }
}
