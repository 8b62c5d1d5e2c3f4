package io.memstream.core.query;

import static io.memstream.core.query.YearlyWords.FEAST;
import static io.memstream.core.query.YearlyWords.MONTH;
import static io.memstream.core.query.YearlyWords.SEASON;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * Finds the expressions of a text that name days. The rules stand in their order: the more exact first, and what one has
 * read no other reads again. Words that are seldom dates (may, march, fall) are read with a word before them that makes
 * them one.
 */
final class DateWords {
    /** What was read is overwritten with it. */
    private static final char READ = '\0';

    private static final String YEAR = "(?<year>(?:19|20)\\d\\d)";
    private static final String NUMBER =
            "(?<n>\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
                    + "|(?:an? )?couple(?: of)?|an? few|few|several)";
    private static final String UNIT = "(?<unit>minute|hour|day|night|weekend|week|month|year)";
    private static final String WEEKDAY = "(?<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)";
    private static final String DAY = "(?<day>\\d{1,2})(?<suffix>st|nd|rd|th)?";
    private static final String NAMED_MONTH = "(?<month>" + MONTH + ")";

    /** Before a month, a season or a feast these say that a time is meant. */
    private static final String WHEN =
            "(?<=\\b(?:in|since|until|till|before|after|by|from|during|around|throughout|last"
                    + "|this|next|past|between|month of)\\s)";

    private static final String FEAST_WHEN = "(?<=\\b(?:at|on|for|over|since|until|till|before|after|by|during|around"
            + "|last|this|next|between|and|to)\\s)";

    /** What the feast is of, not when. */
    private static final String NO_THING = "(?! (?:tree|dinner|party|market|markets|cards?|presents?|gifts?|eggs?|bunny"
            + "|carols?|songs?|cookies|decorations?|lights|movies?|sweater|costumes?|resolutions?)\\b)";

    /** A number of something else. */
    private static final String NO_AMOUNT = "(?! ?(?:dollars|euros|pounds|bucks|usd|eur|words|people|steps|pages|miles"
            + "|meters|metres|km|kilometers|kilometres|calories|kcal|pieces|times|years|points|percent|%|mg|ml|watts|tokens|characters|bytes|bits|lines|rows|files|pixels|users|items|messages)\\b)";

    /** Without one of these before it a number that looks like a year may be any. */
    private static final String OF_YEARS = "(?:(?<=\\b(?:in|since|of|from|until|till|during|throughout|before|after|by"
            + "|around|between|early|mid|late|year)[\\s-])|(?<=\\x00,? (?:and|to|or|until|till|through|&)\\s))";

    /** An ordinal that counts nothing else. */
    private static final String END = "(?=\\s*(?:$|[.,;:!?)]|\\b(?:and|or|to|at|in|with|when|did|was|were|morning"
            + "|afternoon|evening|night|i|we|he|she|they|you|until|till|through|of)\\b))";

    private static final Set<String> SELDOM_MONTHS = Set.of("may", "march", "mar");

    /** After these a seldom month without an ordinal is one. */
    private static final Set<String> BEFORE_DAYS =
            Set.of("on", "since", "until", "till", "before", "after", "by", "of", "from", "around", "between", "the");

    /** After these a name of somebody is a month all the same. */
    private static final Set<String> BEFORE_MONTHS =
            Set.of("in", "during", "throughout", "last", "this", "next", "past", "of", "early", "mid", "late");

    /** After these too, at the end of a clause: "since April left" is somebody's leaving. */
    private static final Set<String> SINCE = Set.of("since", "until", "till");

    private static final List<DateRule> RULES = List.of(
            DateRule.of("\\b" + YEAR + "-(?<month>\\d\\d)(?:-(?<day>\\d\\d))?\\b", DateReadings::dated),
            DateRule.of(
                    "\\bthe (?<part>first|last) week of " + NAMED_MONTH + "(?: " + YEAR + ")?\\b",
                    DateReadings::weekOfMonth),
            DateRule.of(
                    "\\b(?<part>early|mid|late|(?:the )?(?:beginning|start|middle|end) of)[ -]" + NAMED_MONTH
                            + "(?:,?(?: of)? " + YEAR + ")?\\b",
                    DateReadings::partOfMonth),
            DateRule.of("\\b" + DAY + "(?: of)? " + NAMED_MONTH + ",? " + YEAR + "\\b", DateReadings::dated),
            DateRule.of("\\b" + NAMED_MONTH + " (?:the )?" + DAY + ",? " + YEAR + "\\b", DateReadings::dated),
            DateRule.of("\\b" + NAMED_MONTH + ",?(?: of)? " + YEAR + "\\b", DateReadings::dated),
            DateRule.of("\\b(?<season>" + SEASON + ")(?: of)? " + YEAR + "\\b", DateReadings::season),
            DateRule.of("\\b(?<feast>" + FEAST + "),?(?: of| in)? " + YEAR + "\\b", DateReadings::feast),
            DateRule.of("\\b" + DAY + "(?: of)? " + NAMED_MONTH + "\\b", DateReadings::dayOfMonth),
            DateRule.of(
                    "\\b" + NAMED_MONTH + " (?:the )?" + DAY + "\\b(?![:\\d])" + NO_AMOUNT, DateReadings::dayOfMonth),
            DateRule.of("\\bthe day before yesterday\\b", (words, today) -> DateReadings.day(today, -2)),
            DateRule.of("\\bthe day after tomorrow\\b", (words, today) -> DateReadings.day(today, 2)),
            DateRule.of("\\b(?:yesterday|(?<!the )last night)\\b", (words, today) -> DateReadings.day(today, -1)),
            DateRule.of(
                    "\\b(?:today|tonight|this (?:morning|afternoon|evening))\\b",
                    (words, today) -> DateReadings.day(today, 0)),
            DateRule.of("\\btomorrow\\b", (words, today) -> DateReadings.day(today, 1)),
            DateRule.of("\\bhalf a year ago\\b", (words, today) -> DateReadings.halfAYearAgo(today)),
            DateRule.of("\\b" + NUMBER + " " + UNIT + "s? (?:ago|back)\\b", DateReadings::ago),
            DateRule.of("\\bin " + NUMBER + " " + UNIT + "s?\\b(?! of\\b)", DateReadings::ahead),
            DateRule.of(
                    "\\b(?:the|these|this) (?:last|past)(?: " + NUMBER + ")? " + UNIT + "s?\\b(?! (?:of|before)\\b)",
                    DateReadings::lastFew),
            DateRule.of("\\bthe " + UNIT + " before last\\b", DateReadings::beforeLast),
            DateRule.of(
                    "\\b(?<!the )(?<which>last|this|next|previous|past) " + UNIT + "\\b(?! (?:of|and a half)\\b)",
                    DateReadings::calendar),
            DateRule.of(
                    "\\b(?:at|on|over|for|during|since|until|before|after) the weekend\\b",
                    (words, today) -> DateReadings.theWeekend(today)),
            DateRule.of(
                    "\\b(?<which>last|this|next|past) " + WEEKDAY + "\\b(?! (?:nights|mornings|evenings))",
                    DateReadings::weekday),
            DateRule.of(
                    "(?<=\\b(?:on|since|until|till|before|after|by|from|between)\\s)" + WEEKDAY
                            + "\\b(?! (?:nights|mornings|afternoons|evenings|school|club|roast))",
                    DateReadings::weekday),
            DateRule.of("(?<=\\x00 (?:and|to|or|until|till|through)\\s)" + WEEKDAY + "\\b", DateReadings::weekday),
            DateRule.of(
                    "(?<!\\b(?:good|black|ash|easter|every|each|a|most|some|super|bloody|cyber) )\\b" + WEEKDAY
                            + "\\b(?=\\s*(?:$|[.,;!?]|(?:morning|afternoon|evening|night)\\b))",
                    DateReadings::weekday),
            DateRule.of("\\b(?:in|during|over) the (?<season>" + SEASON + ")\\b(?!')", DateReadings::season),
            DateRule.of(
                    WHEN + "(?<season>" + SEASON + ")\\b(?!')(?! (?:rolls?|sports?|olympics|school|jobs?|coats?))",
                    DateReadings::season),
            DateRule.of(FEAST_WHEN + "(?<feast>" + FEAST + ")\\b(?!')" + NO_THING, DateReadings::feast),
            DateRule.of(
                    "(?:" + WHEN + "|(?<=\\x00 (?:and|to|or|until|till|through)\\s))" + NAMED_MONTH + "(?![\\w'-])",
                    DateReadings::month),
            DateRule.of(
                    "(?<=\\b(?:on|since|until|till|before|after|by|around)\\s)the (?<day>\\d{1,2})(?:st|nd|rd|th)"
                            + END,
                    DateReadings::dayOfAnyMonth),
            DateRule.of(
                    "\\b(?:recently|lately|these days|nowadays|of late|the other (?:day|night|evening))\\b",
                    (words, today) -> DateReadings.recently(today)),
            DateRule.of(OF_YEARS + "\\b" + YEAR + "\\b(?![-.,:]\\d)" + NO_AMOUNT, DateReadings::year));

    private DateWords() {}

    /**
     * In their order.
     *
     * @param names words that name somebody here, lower case: April may be one of them
     */
    static List<Expression> in(String message, Set<String> names) {
        String text = Beginning.of(message);
        StringBuilder rest = new StringBuilder(plain(text));
        List<Expression> found = new ArrayList<>();
        for (DateRule rule : RULES) {
            Matcher matcher = rule.pattern().matcher(rest);
            int from = 0;
            while (from < rest.length() && matcher.find(from)) {
                from = matcher.end();
                Words words = Words.of(matcher, rule.groups(), wordBefore(rest, matcher.start()));
                if (rule.groups().contains("season")
                        ? isSeason(words, text, matcher, names)
                        : isMeant(words, text, rule.groups().contains("month") ? matcher.start("month") : -1, names)) {
                    found.add(new Expression(matcher.start(), matcher.end(), words, rule.days()));
                    for (int i = matcher.start(); i < matcher.end(); i++) {
                        rest.setCharAt(i, READ);
                    }
                }
            }
        }
        found.sort(Comparator.comparingInt(Expression::start));
        return found;
    }

    /** Lower case with plain apostrophes, character by character, so that places stay. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.chars()
                .forEach(character ->
                        plain.append(character == '\u2019' ? '\'' : Character.toLowerCase((char) character)));
        return plain.toString();
    }

    private static String wordBefore(CharSequence text, int place) {
        int end = place;
        while (end > 0 && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        int start = end;
        while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
            start--;
        }
        return text.subSequence(start, end).toString();
    }

    /** A month that is also a verb, or somebody's name, needs more to be one. */
    private static boolean isMeant(Words words, String text, int month, Set<String> names) {
        String name = words.text("month");
        if (month < 0 || words.has("year") || name.isEmpty() || words.has("part")) {
            return true;
        }
        String before = words.text("before");
        boolean capital = Character.isUpperCase(text.charAt(month));
        if (words.has("day")) {
            return !SELDOM_MONTHS.contains(name) || words.has("suffix") || BEFORE_DAYS.contains(before) || capital;
        }
        if (before.equals("this") && SELDOM_MONTHS.contains(name) && !capital) {
            return false;
        }
        return !names.contains(name)
                || BEFORE_MONTHS.contains(before)
                || (SINCE.contains(before) && endsClause(text, month + name.length()));
    }

    /** "Spring Boot" is none, nor is "before Summer left" where somebody is called so. */
    private static boolean isSeason(Words words, String text, Matcher found, Set<String> names) {
        int start = found.start("season");
        int next = found.end("season") + 1;
        boolean capital = Character.isUpperCase(text.charAt(start));
        if (words.has("year")) {
            return true;
        }
        if (capital && next < text.length() && Character.isUpperCase(text.charAt(next))) {
            return false;
        }
        return !names.contains(words.text("season"))
                || !capital && (found.start() < start || BEFORE_MONTHS.contains(words.text("before")));
    }

    private static boolean endsClause(String text, int end) {
        return text.substring(end).isBlank() || ".,;:?!)".indexOf(text.charAt(end)) >= 0;
    }
}
