package io.memstream.extractor.embedded;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns what is said of somebody close into what they would say themselves: "My sister Paula works at Google" into Paula's "I
 * work at Google", so that the same patterns read both.
 */
final class ThirdPerson {
    private final Pattern someone;
    private final Pattern pronoun;
    private final Pattern named;
    private final Pattern user;
    private final Pattern users;
    private final Phrases phrases;
    private final Pattern owned;
    private final Map<String, String> verbs = new HashMap<>();

    ThirdPerson(Phrases phrases) {
        this.phrases = phrases;
        for (String verb : phrases.list("third person")) {
            int arrow = verb.indexOf('>');
            verbs.put(verb.substring(0, arrow), verb.substring(arrow + 1));
        }
        String relation = phrases.list("relation").stream().map(Pattern::quote).collect(Collectors.joining("|"));
        String name = Slot.NAME.expression(false);
        String verb = verbs.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"));
        String adverb = "(?:(?:also|now|currently|still|really|just|recently|always|usually|both)\\s+)?";
        someone = pattern("(?:my|our)\\s+(?<relation>" + relation + ")(?:,?\\s+(?<name>" + name
                + "),?)?(?:\\s+who)?\\s+(?<adverb>" + adverb + ")(?<verb>" + verb + ")(?![\\p{L}\\p{N}'])");
        pronoun = pattern("(?:he|she)\\s+(?<adverb>" + adverb + ")(?<verb>" + verb + ")(?![\\p{L}\\p{N}'])");
        named = pattern("(?<name>" + name + ")\\s+(?<adverb>" + adverb + ")(?<verb>" + verb + ")(?![\\p{L}\\p{N}'])");
        user = pattern("(?:the\\s+)?user\\s+(?<adverb>" + adverb + ")(?<verb>" + verb + ")(?![\\p{L}\\p{N}'])");
        users = pattern("(?:the\\s+)?user's\\s+");
        owned = pattern("(?:my|our)\\s+(?<relation>" + relation + ")(?:\\s+(?<name>" + name
                + "))?'s\\s+(?!name\\b|names\\b|called\\b|named\\b)(?=[\\p{L} -]{2,40}\\s(?:is|are)\\s)");
    }

    private static Pattern pattern(String expression) {
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /**
     * What somebody would say.
     *
     * @param close whether the speaker said what they are to each other; a mere name may be anything's
     */
    record Retold(Voice voice, String text, boolean close) {}

    /**
     * Empty when the clause is not about somebody close.
     *
     * @param mentioned who was mentioned last; null for nobody
     */
    Optional<Retold> retold(Voice speaker, @Nullable Voice mentioned, String text, Clause clause) {
        Matcher speaks = someone.matcher(text).region(clause.start(), clause.end());
        if (speaks.lookingAt()) {
            return Optional.of(new Retold(voice(speaker, speaks), spoken(speaker, speaks, text, clause), true));
        }
        Matcher theyDo = pronoun.matcher(text).region(clause.start(), clause.end());
        if (mentioned != null && theyDo.lookingAt()) {
            return Optional.of(new Retold(mentioned, spoken(speaker, theyDo, text, clause), true));
        }
        Matcher has = owned.matcher(text).region(clause.start(), clause.end());
        if (has.lookingAt()) {
            String said = "My " + theSpeakers(speaker, text, has.end(), clause.end());
            return Optional.of(new Retold(voice(speaker, has), said, true));
        }
        Matcher called = named.matcher(text).region(clause.start(), clause.end());
        return called.lookingAt() && Slot.NAME.admits(called.group("name"), phrases)
                ? Optional.of(
                        new Retold(speaker.ofNamed(called.group("name")), spoken(speaker, called, text, clause), false))
                : Optional.empty();
    }

    /** "The user lives in Rome" as the user would say it; empty when the text does not begin with the user. */
    Optional<String> ofUser(Voice speaker, String text, Clause clause) {
        Matcher does = user.matcher(text).region(clause.start(), clause.end());
        if (does.lookingAt()) {
            return Optional.of(spoken(speaker, does, text, clause));
        }
        Matcher has = users.matcher(text).region(clause.start(), clause.end());
        return has.lookingAt() ? Optional.of("My " + text.substring(has.end(), clause.end())) : Optional.empty();
    }

    private static Voice voice(Voice speaker, Matcher matcher) {
        String name = matcher.group("name");
        return name == null
                ? speaker.ofRelation(matcher.group("relation").toLowerCase(Locale.ROOT))
                : speaker.ofNamed(name);
    }

    private String spoken(Voice speaker, Matcher matcher, String text, Clause clause) {
        String verb = verbs.getOrDefault(matcher.group("verb").toLowerCase(Locale.ROOT), "");
        return "I " + matcher.group("adverb") + verb + theSpeakers(speaker, text, matcher.end(), clause.end());
    }

    /** What is the speaker's stays so when somebody else speaks. */
    private static String theSpeakers(Voice speaker, String text, int from, int end) {
        String name = Matcher.quoteReplacement(speaker.wording().within());
        return text.substring(from, end)
                .replaceAll("(?i)\\b(?:my|our)\\b", name + "'s")
                .replaceAll("(?i)\\b(?:me|us)\\b", name)
                .replaceAll("(?i)\\bh(?:is|er) own\\b", "my own");
    }
}
