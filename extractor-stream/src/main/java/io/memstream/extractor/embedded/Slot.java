package io.memstream.extractor.embedded;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may stand in a pattern's gap. Each type is a regular expression with bounded repetitions, for texts with capitals
 * and, relaxed, for texts that have none; and a check of what was found.
 */
enum Slot {
    /** One person's name. */
    NAME(Shape.NAME, "\\p{L}{2,20}" + Shape.WORD_END, "not a name"),
    /** Names joined by commas and "and". */
    NAMES(
            Shape.NAME + "(?:(?:,\\s+|,?\\s+and\\s+)" + Shape.NAME + "){0,7}",
            "\\p{L}{2,20}" + Shape.WORD_END,
            "not a name"),
    PLACE(
            "(?:the\\s+)?" + Shape.CAPITALISED
                    + "(?:(?:\\s+|-)(?:(?:of|de|del|la|le|los|las|upon|am|the)\\s+){0,2}" + Shape.CAPITALISED + "){0,4}"
                    + "(?:,\\s+(?!I\\b|And\\b)" + Shape.CAPITALISED + "(?:\\s+" + Shape.CAPITALISED + "){0,2})?"
                    + Shape.WORD_END,
            "\\p{L}{3,20}(?:\\s+\\p{L}{3,20})?" + Shape.PHRASE_END,
            "not a place"),
    /** A company, a school, or "a small bakery". */
    ORGANISATION(
            "(?:(?:a|an|the|my"
                    + " own)\\s+[^,;()]{2,60}?|\\p{Lu}[^,;()]{0,60}?)(?=\\s+(?:as|in|for|since|on|where|from|with|which"
                    + "|near|until|and)\\b|" + Shape.NAME_END + ")",
            "[^,;()]{2,60}?(?=\\s+(?:as|in|for|since|on|where|from|with|which|near|until|and)\\b|" + Shape.END + ")",
            "not an organisation"),
    /** Words that end in the name of an occupation. */
    OCCUPATION(
            "(?:[\\p{L}/+#.-]{1,20}\\s+){0,4}?<occupation>" + Shape.WORD_END,
            "(?:[\\p{L}/+#.-]{1,20}\\s+){0,4}?<occupation>" + Shape.WORD_END,
            ""),
    /** Capitalised words joined by commas and "and". */
    LANGUAGES(
            Shape.CAPITALISED + "(?:(?:,\\s+|,?\\s+and\\s+)(?:(?:a bit of|some|a little|also)\\s+)?" + Shape.CAPITALISED
                    + "){0,7}" + Shape.WORD_END,
            "<language>(?:(?:,\\s+|,?\\s+and\\s+)<language>){0,7}" + Shape.WORD_END,
            "not a language"),
    RELATION("(?:<relation>)", "(?:<relation>)", ""),
    NUMBER("\\d{1,3}", "\\d{1,3}", ""),
    /** "3" or "3rd". */
    ORDINAL("\\d{1,2}(?:st|nd|rd|th)?", "\\d{1,2}(?:st|nd|rd|th)?", ""),
    YEAR("(?:19|20)\\d{2}", "(?:19|20)\\d{2}", ""),
    ISO_DATE("(?:19|20)\\d{2}-\\d{2}-\\d{2}", "(?:19|20)\\d{2}-\\d{2}-\\d{2}", ""),
    /** What somebody is in the course of doing for some time. */
    ACTIVITY(
            "\\p{L}{2,16}ing\\s+[^;()]{1,120}?" + Shape.DEED_END,
            "\\p{L}{2,16}ing\\s+[^;()]{1,120}?" + Shape.DEED_END,
            "not an activity"),
    PLAN("[^;()]{1,140}?" + Shape.DEED_END, "[^;()]{1,140}?" + Shape.DEED_END, "not planned"),
    HEIGHT(Shape.HEIGHT, Shape.HEIGHT, ""),
    WEIGHT(Shape.WEIGHT, Shape.WEIGHT, ""),
    MONEY(
            "[$\u20ac\u00a3]?\\d[\\d,.]{0,12}(?:\\s?(?:k|million|thousand|dollars|euros|pounds))?"
                    + "(?:\\s+(?:a|per)\\s+(?:year|month|week|hour|day))?" + Shape.WORD_END,
            "[$\u20ac\u00a3]?\\d[\\d,.]{0,12}(?:\\s?(?:k|million|thousand|dollars|euros|pounds))?"
                    + "(?:\\s+(?:a|per)\\s+(?:year|month|week|hour|day))?" + Shape.WORD_END,
            ""),
    /** Names of products, joined by commas and "and". */
    TOOLS(Shape.PRODUCT + "(?:(?:,\\s+|,?\\s+and\\s+)" + Shape.PRODUCT + "){0,7}", "(?!)", "not a name"),
    /** What somebody did: a verb and what follows it, not "it" or "you". */
    DEED("[^;()]{1,140}?" + Shape.DEED_END, "[^;()]{1,140}?" + Shape.DEED_END, "not a thing"),
    /** One to four words. */
    WORDS(Shape.FEW_WORDS, Shape.FEW_WORDS, ""),
    /** With whom, where to or what for. */
    DETAIL("(?:to|with|in|at|for|of)\\s+" + Shape.FEW_WORDS, "(?:to|with|in|at|for|of)\\s+" + Shape.FEW_WORDS, ""),
    /** One to four words that name something. */
    TERM(Shape.FEW_WORDS, Shape.FEW_WORDS, "not a thing"),
    /** Things joined by commas, "and" and "or". */
    THINGS(Shape.THINGS, Shape.THINGS, "not a phrase"),
    /** Words that end in something that can be owned. */
    POSSESSION(Shape.POSSESSION, Shape.POSSESSION, ""),
    /** Anything up to the end of the clause. */
    PHRASE("[^,;()]{1,120}?" + Shape.PHRASE_END, "[^,;()]{1,120}?" + Shape.PHRASE_END, "not a phrase"),
    /** A phrase of a list: the type is the list's name. */
    LISTED("", "", ""),
    /** A verb of a list with its objects. */
    DONE("", "", ""),
    /** The rest of the sentence. */
    REST(".{2,240}" + Shape.END, ".{2,240}" + Shape.END, ""),
    /** Something that can be liked or owned, not "it" or "that you came". */
    THING("[^,;()]{1,80}?" + Shape.PHRASE_END, "[^,;()]{1,80}?" + Shape.PHRASE_END, "not a thing");

    private final String shape;
    private final String relaxed;
    private final String excluded;

    Slot(String shape, String relaxed, String excluded) {
        this.shape = shape;
        this.relaxed = relaxed;
        this.excluded = excluded;
    }

    /** As a regular expression; capitals count unless relaxed. */
    String expression(boolean withoutCapitals) {
        return withoutCapitals ? relaxed : "(?-i:" + shape + ")";
    }

    /** Whether what was found may stand here: it does not begin with a word of the type's list of exclusions. */
    boolean admits(String found, Phrases phrases) {
        if (excluded.isEmpty()) {
            return true;
        }
        String lower = found.toLowerCase(Locale.ROOT);
        return phrases.list(excluded).stream()
                .noneMatch(exclusion -> lower.equals(exclusion) || lower.startsWith(exclusion + " "));
    }

    /** A verb of a named list with its objects, which may be missing. */
    static String verbs(String list, boolean objectNeeded) {
        return "<" + list + ">(?![\\p{L}\\p{N}])(?!\\s+<not done>(?![\\p{L}\\p{N}]))(?:\\s+[^;()]{1,140}?)"
                + (objectNeeded ? "" : "??") + Shape.DEED_END;
    }

    /** Whether any words may stand here, so that what was found may be cut or say nothing. */
    boolean isFree() {
        return FREE.contains(this);
    }

    boolean isListed() {
        return this == LISTED || this == DONE;
    }

    /** Whether it names something, rather than tells what is done. */
    boolean isThing() {
        return this == THING || this == THINGS || this == TERM;
    }

    boolean isList() {
        return this == NAMES || this == LANGUAGES || this == TOOLS || this == THINGS;
    }

    private static final Set<Slot> FREE = Set.of(ACTIVITY, PLAN, DEED, TERM, THING, THINGS, PHRASE, DONE, REST);
    private static final Set<Slot> PROPER = Set.of(NAME, NAMES, PLACE, ORGANISATION, LANGUAGES, TOOLS);
    private static final Pattern LIST = Pattern.compile(",\\s+(?:and|or)\\s+|,\\s+|\\s+(?:and|or)\\s+");

    /** "French and a bit of Catalan" are two languages. */
    private static final Pattern LITTLE = Pattern.compile("^(?:a bit of|some|a little|also)\\s+");

    /** Whether the strict form goes by capitals, so that the relaxed one is less sure. */
    boolean isProper() {
        return PROPER.contains(this);
    }

    static List<String> items(String list) {
        return LIST.splitAsStream(list)
                .map(item -> LITTLE.matcher(item).replaceFirst(""))
                .toList();
    }

    /** Pieces of expressions. */
    private static final class Shape {
        static final String WORD_END = "(?![\\p{L}\\p{N}'-])";
        static final String CAPITALISED =
                "\\p{Lu}[\\p{L}\\p{M}]*+(?:\\.(?=\\s*\\p{Lu})|(?:-\\p{L}++|'(?!s\\b)\\p{L}++)*+)";
        static final String PRODUCT =
                "\\p{Lu}[\\p{L}\\p{N}.+#/-]{0,30}(?<!\\.)(?:\\s+[\\p{Lu}\\p{N}][\\p{L}\\p{N}.+#-]{0,30}(?<!\\.)){0,3}";
        static final String NAME = CAPITALISED + "(?:\\s+(?:(?:de|da|van|von|der|den|la|le|bin|al|el|di)\\s+){0,2}"
                + CAPITALISED + "){0,3}" + WORD_END;
        static final String HEIGHT =
                "\\d(?:\\d{2}\\s?cm|[.,]\\d{1,2}\\s?(?:m|meters|metres)|\\s?(?:foot|feet|ft|')(?:\\s?\\d{1,2}(?:\\s?(?:inches|in|\"))?)?)";
        static final String WEIGHT = "\\d{2,3}(?:[.,]\\d)?\\s?(?:kg|kilos|kilograms|pounds|lbs|stone)" + WORD_END;
        static final String FEW_WORDS = "[\\p{L}\\p{N}'/+#.-]{1,30}(?:\\s+[\\p{L}\\p{N}'/+#-]{1,30}){0,3}?";
        static final String POSSESSION = "(?:[\\p{L}\\p{N}-]{1,20}\\s+){0,3}?<possession>" + WORD_END;
        static final String END = "(?=\\s*(?:$|[,;:.!?()\u2026\u2013\u2014]))";
        static final String NAME_END = "(?=\\s*(?:$|[,;:!?()\u2026\u2013\u2014]|(?<!\\b(?:St|Mt|Dr|Co))\\.(?:\\s|$)))";
        static final String DEED_END =
                "(?=\\s*(?:$|[;:!?()\u2026\u2013\u2014]|\\.(?:\\s|$)|,(?!\\s+(?:19|20)\\d{2}))|\\s+(?:but|because|since|so|although|though|(?<!\\ba"
                        + " )(?<!\\ball the )(?<!\\bthe whole )while|whereas|which|except|if|unless|and"
                        + " (?:i|we|my|it|he|she|they|then))\\b)";
        static final String PHRASE_END =
                "(?=\\s*(?:$|-\\s|[,;:!?()\u2026\u2013\u2014]|(?<!\\b\\p{Lu})\\.(?:\\s|$))|\\s+(?:but|because|since|so|although|though|(?<!\\ba"
                        + " )(?<!\\ball the )(?<!\\bthe whole )while|whereas|which|except|if|unless|and"
                        + " (?:i|we|my|it|he|she|they|then))\\b)";
        static final String THINGS =
                "[^,;()]{1,60}?(?:(?:,\\s+(?:and\\s+|or\\s+)?|\\s+(?:and|or)\\s+)[^,;()]{1,60}?){0,7}" + PHRASE_END;
    }
}
