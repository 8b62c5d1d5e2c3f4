package io.memstream.core.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What a command is about, without what is said around it. */
final class Content {
    private static final Pattern NUMBER = Pattern.compile(".*\\p{N}.*");

    private final Pattern courtesy;
    private final Pattern tail;
    private final Pattern reason;
    private final Pattern vague;
    private final Pattern pronoun;
    private final Pattern opening;
    private final Pattern verb;
    private final Pattern filler;
    private final Pattern asking;
    private final Pattern aspect;

    Content(PhraseBook book) {
        courtesy = book.set("courtesy");
        tail = book.set("tail");
        reason = book.set("reason");
        vague = book.set("vague");
        pronoun = book.set("pronoun");
        opening = book.set("opening");
        verb = book.set("verb");
        filler = book.set("filler");
        asking = book.set("asking");
        aspect = book.set("aspect");
    }

    /** Without courtesies at its ends. */
    Utterance polished(Utterance about) {
        return withoutTail(withoutStart(about, courtesy), courtesy);
    }

    /** Empty when it only names something and states nothing about it: that is no memory. */
    Utterance statement(Utterance about) {
        Utterance polished = polished(about);
        return states(polished) ? polished : polished.until(0);
    }

    /** What is to be forgotten, one by one; empty when that is not clear. */
    List<Utterance> toForget(Utterance about) {
        Utterance what = withoutStart(about, courtesy);
        Matcher why = reason.matcher(what.line());
        if (why.find() && why.start() > 0) {
            what = what.part(0, why.start());
        }
        return listed(withoutTail(withoutStart(what, filler), tail)).stream()
                .map(part -> withoutTail(withoutStart(part, filler), tail))
                .filter(part -> !isVague(part))
                .toList();
    }

    /** The same; empty unless all of it are names or begin as things of the user's do. */
    List<Utterance> namedToForget(Utterance about) {
        List<Utterance> parts = toForget(about);
        return parts.stream().allMatch(part -> isName(part) || isTheirs(part)) ? parts : List.of();
    }

    private boolean isVague(Utterance part) {
        return !part.isEmpty()
                        && fits(asking, part, 0)
                        && !aspect.matcher(part.line()).matches()
                || IntStream.range(0, part.size())
                        .allMatch(word -> fits(vague, part, word) || isPunctuation(part, word));
    }

    private boolean states(Utterance text) {
        if (text.size() < 2) {
            return false;
        }
        if (fits(pronoun, text, 0)) {
            return true;
        }
        if (fits(opening, text, 0)) {
            return text.size() > 2;
        }
        boolean numbered = text.words().stream()
                .anyMatch(word ->
                        NUMBER.matcher(word.plain()).matches() || word.plain().equals(":"));
        for (int word = 1; word < text.size(); word++) {
            if (fits(verb, text, word) || text.plain(word).endsWith("n't")) {
                return true;
            }
            if (fits(pronoun, text, word)) {
                return numbered;
            }
        }
        boolean named = text.words().get(0).capital() && text.plain(1).matches("\\p{L}+(s|ed)");
        return numbered || named;
    }

    /** Names, or things of the user's, one after the other: each is forgotten, not only what holds them all. */
    private static List<Utterance> listed(Utterance what) {
        List<Utterance> parts = new ArrayList<>();
        int start = 0;
        for (int word = 0; word <= what.size(); word++) {
            if (word == what.size()
                    || what.plain(word).equals(",")
                    || what.plain(word).equals("and")) {
                if (word > start) {
                    parts.add(what.until(word).from(start));
                }
                start = word + 1;
            }
        }
        boolean names = parts.stream().allMatch(part -> part.words().stream().allMatch(Utterance.Word::capital));
        boolean theirs = parts.stream().allMatch(Content::isTheirs);
        return names || theirs ? parts : List.of(what);
    }

    private static boolean isName(Utterance part) {
        return part.words().stream().allMatch(Utterance.Word::capital);
    }

    private static boolean isTheirs(Utterance part) {
        return part.size() > 1 && (part.plain(0).equals("my") || part.plain(0).equals("our"));
    }

    private static Utterance withoutStart(Utterance text, Pattern set) {
        Matcher matcher = set.matcher(text.line());
        return !text.isEmpty() && matcher.lookingAt()
                ? withoutStart(text.part(matcher.end(), Integer.MAX_VALUE), set)
                : text;
    }

    static Utterance withoutTail(Utterance text, Pattern set) {
        for (int word = Math.max(0, text.size() - MOST_TAIL); word < text.size(); word++) {
            if (set.matcher(text.from(word).line()).matches()) {
                return withoutTail(text.until(word), set);
            }
        }
        return text;
    }

    /** Words of the longest tail. */
    private static final int MOST_TAIL = 4;

    private static boolean fits(Pattern set, Utterance text, int word) {
        return set.matcher(text.plain(word) + " ").matches();
    }

    private static boolean isPunctuation(Utterance text, int word) {
        return !Character.isLetterOrDigit(text.plain(word).charAt(0));
    }
}
