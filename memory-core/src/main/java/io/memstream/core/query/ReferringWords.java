package io.memstream.core.query;

import io.memstream.core.port.TermAnalyzer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a message needs what was said before it to be understood: it is elliptic ("and in Porto?"), or it has a word
 * that stands for something that it does not name itself.
 */
final class ReferringWords {
    /** A message with more words of its own is found by them. */
    private static final int MOST_OWN = 4;

    /** With so few words of its own it says nothing by itself. */
    private static final int FEW_OWN = 1;

    /** Of "he" and "she" more is asked in so few words: "his phone number". */
    private static final int FEW_OF_SOMEBODY = 2;

    private static final int ELLIPTIC_OWN = 3;

    /** What names nothing: the weather, the time of day, a judgement. */
    private static final List<Pattern> EMPTY = patterns(
            "\\bit(?:'s|'ll be| is| was| will be| has been| seems| looks| feels| gets| got)?(?:"
                    + " (?:so|very|too|really|always|still|almost|about|like))?"
                    + " (?:rain\\w*|snow\\w*|storm\\w*|freez\\w*|cold|hot|warm|sunny|windy|late|early|dark|time|noon"
                    + "|midnight|possible|important|true|clear|hard|easy|nice|good|great|fun|funny|ok|okay|fine|winter|summer|spring"
                    + "|autumn|depends|takes|monday|tuesday|wednesday|thursday|friday|saturday|sunday|christmas|easter|\\d+)\\b",
            "\\b(?:is|was|will) it (?:be"
                    + " )?(?:rain\\w*|snow\\w*|cold|hot|warm|sunny|windy|late|early|dark|time|possible|true|ok|okay|fine|going"
                    + " to|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\\b",
            "\\b(?:how is it going|how's it going|take it easy|make it|got it|believe it or not|as it happens|it turns"
                    + " out)\\b",
            "\\b(?:that|this)(?:'s| is| was| sounds| looks| seems)(?: (?:so|very|really|just|all|quite)){0,5}"
                    + " (?:great|good|nice|fine|cool|lovely|perfect|true|right|fun|funny|awesome|amazing|wonderful|sad|bad|terrible|ok"
                    + "|okay|all|enough|interesting|helpful)\\b",
            "\\b(?:this|these|that)"
                    + " (?:morning|afternoon|evening|night|day|days|week|weekend|month|year|spring|summer|autumn|fall"
                    + "|winter|time|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june"
                    + "|july|august|september|october|november|december|christmas|easter)\\b",
            "\\b(?:is|are|was|were|will) there\\b|\\bthere(?:'s|'re| is| are| was| were| will| has| have| must)\\b",
            "\\b(?:hi|hello|hey|good morning) there\\b",
            "\\b(?:one of|one by one|one day|no one|any one|at one|one more)\\b",
            "\\bin (?:that|this) case\\b|\\bthis (?:app|chat|conversation)\\b");

    private static final String PERSON = "(?:he|him|his|she|her|hers|they|them|their|theirs)";

    private static final Pattern ELLIPSIS = Pattern.compile("^(?:(?:ok|okay|hm+|oh|ah|well|so|yes|no|right),?"
            + " )?(?:(?:and|or|but)"
            + " (?:in|at|on|for|with|to|from|after|before|the|my|our|his|her|their|what|who|when|where|why|how|then)\\b.*|(?:and"
            + " )?(?:what|how) about\\b.*|(?:and )?(?:why|why not|how|how so|how come|when|where|who|which|what|since"
            + " when|how much|how many|how long|how often|what else|anything else|who else|where else|what then|and"
            + " then|like what|such as|for example|more|tell me more|go on|more details|details|explain|say"
            + " more|really|with whom|what for|which ones?)\\W*|(?:same|the same) (?:for|with|in)\\b.*)$");

    private static final Pattern NTH =
            Pattern.compile("\\bthe (?:first|second|third|fourth|fifth|last|other|former|latter|previous|\\w+)"
                    + " (?:one|ones)\\b|\\bthe"
                    + " (?:first|second|third|fourth|fifth|former|latter|other|last)(?=\\W*$)|\\bthe"
                    + " same\\b|\\b(?:which|that|this|each) one\\b");

    /** Followed by what they point at: "that issue"; or at an end: "about that?"; not "the book that I read". */
    private static final Pattern POINTING = Pattern.compile(
            "\\b(?:about|of|with|for|to|in|on|at|from|like|after|before|by|is|was|are|were|did|does|do|mean|meant|call|fix|use|buy|solve|and|what's|where's|who's|how's)"
                    + " (?:that|this|these|those)\\b(?! (?:i|you|we|he|she|they|it|the|my)\\b)"
                    + "|^(?:that|this|these|those)\\b|\\b(?:that|this|these|those)"
                    + " (?:issue|problem|thing|things|idea|plan|place|person|man|woman|guy|trip|meeting|project|book|film|movie|song|recipe|topic|question|one|bug|error|task|story|name|number|event|day"
                    + " trip)s?\\b|\\b(?:that|this|these|those)(?=\\W*$)");

    /** What is pointed at is not named by that. */
    private static final Pattern POINTED_AT = Pattern.compile("\\b(?:that|this|these|those)"
            + " (?:issue|problem|thing|idea|plan|question|topic|bug|error|task|event|matter)s?\\b");

    private static final Pattern IT = Pattern.compile("\\b(?:it|its|it's|there)\\b");
    private static final Pattern SOMEBODY = Pattern.compile("\\b" + PERSON + "\\b");
    private static final Pattern THING_BEFORE = Pattern.compile(
            "\\b(?:the|my|our|a|an|any|some|which|each|every) (?!(?:first|second|other|same|last)\\b)\\p{L}{3,}");
    private static final Pattern NAME = Pattern.compile("(?<=[\\p{L}\\p{N},] )\\p{Lu}\\p{L}+");
    private static final Pattern SOMEBODY_BEFORE = Pattern.compile("\\b(?:my|our|the)"
            + " (?:wife|husband|partner|girlfriend|boyfriend|mother|mum|mom|father|dad|sister|brother|son|daughter|kids?"
            + "|children|parents|friends?|boss|colleagues?|neighbou?rs?|doctor|dentist|teacher|team|uncle|aunt|cousins?|grandma"
            + "|grandpa|people|guests|twins|cat|dog)\\b");

    private final TermAnalyzer analyzer;

    ReferringWords(TermAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    enum Reach {
        /** It says itself what it is about. */
        NONE,
        /** It may refer back. */
        PERHAPS,
        /** Without what was said before it says nothing. */
        SURELY
    }

    Reach of(String message) {
        String plain = DateWords.plain(message.strip());
        Set<String> own = new HashSet<>(analyzer.terms(POINTED_AT.matcher(plain).replaceAll(" ")));
        if (ELLIPSIS.matcher(plain).matches() && own.size() <= ELLIPTIC_OWN) {
            return Reach.SURELY;
        }
        String meant = plain;
        for (Pattern empty : EMPTY) {
            meant = empty.matcher(meant).replaceAll(match -> " ".repeat(match.end() - match.start()));
        }
        boolean person = unresolved(SOMEBODY, SOMEBODY_BEFORE, meant, message.strip());
        boolean thing = NTH.matcher(meant).find()
                || POINTING.matcher(meant).find()
                || unresolved(IT, THING_BEFORE, meant, message.strip());
        if ((!person && !thing) || own.size() > MOST_OWN) {
            return Reach.NONE;
        }
        return own.size() <= (person ? FEW_OF_SOMEBODY : FEW_OWN) ? Reach.SURELY : Reach.PERHAPS;
    }

    /** Whether the first such word stands for something that is not named before it. */
    private static boolean unresolved(Pattern word, Pattern named, String plain, String message) {
        Matcher found = word.matcher(plain);
        return found.find()
                && !named.matcher(plain.substring(0, found.start())).find()
                && !NAME.matcher(message.substring(0, Math.min(found.start(), message.length())))
                        .find();
    }

    private static List<Pattern> patterns(String... patterns) {
        return List.of(patterns).stream().map(Pattern::compile).toList();
    }
}
