package io.memstream.extractor.embedded;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Span;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells how the assistant is to behave from now on from what is asked for one task alone. An instruction stands when it says
 * so, or when it is short and the message asks for nothing else; who gives the assistant a role, or lifts its rules, gives
 * none.
 */
final class StandingInstructions {
    /** A longer message is a task with its material. */
    private static final int LONG_MESSAGE = 60;

    /** What is longer tells of one text. */
    private static final int SHORT_INSTRUCTION = 8;

    private static final Pattern PARTS = Pattern.compile("[.!?\\n;:,]+\\s*|\\s*-\\s+|\\s+(?:and|then)\\s+");

    private final Pattern refused;
    private final Pattern forGood;
    private final Pattern asRule;
    private final Pattern thisOnce;
    private final Pattern task;

    StandingInstructions(Phrases phrases) {
        refused = words(phrases, "takes a role", "(?!\\s+\\p{L}+\\s+as\\b|\\s+(?:if|soon|usual)\\b)");
        forGood = words(phrases, "for good", "");
        asRule = words(phrases, "as a rule", "");
        thisOnce = words(phrases, "this once", "");
        task = Pattern.compile(
                "(?:(?:please|also|now|then|just|ok|okay|first|next|finally|hi|hey|hello|so|kindly)\\s+)*"
                        + words(phrases, "task verb", "").pattern(),
                Pattern.CASE_INSENSITIVE);
    }

    private static Pattern words(Phrases phrases, String list, String unless) {
        String any = phrases.list(list).stream().map(Pattern::quote).collect(Collectors.joining("|"));
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}])(?:" + any + ")(?![\\p{L}\\p{N}])" + unless, Pattern.CASE_INSENSITIVE);
    }

    /** Without the instructions that are for one task alone. */
    List<Claim> only(String text, List<Claim> claims) {
        List<Claim> instructions = claims.stream()
                .filter(claim -> claim.kind() == Kind.INSTRUCTION)
                .toList();
        if (instructions.isEmpty()) {
            return claims;
        }
        String rest = without(text, instructions);
        return claims.stream()
                .filter(claim -> claim.kind() != Kind.INSTRUCTION || stands(text, rest, claim))
                .toList();
    }

    private boolean stands(String text, String rest, Claim claim) {
        if (refused.matcher(text).find()) {
            return false;
        }
        String said = sentence(text, claim.evidence()) + " " + claim.value();
        if (forGood.matcher(said).find()) {
            return true;
        }
        if (wordsOf(text) > LONG_MESSAGE || thisOnce.matcher(said).find() || asksForTask(rest)) {
            return false;
        }
        return asRule.matcher(said).find() || rest.indexOf('?') < 0 && wordsOf(claim.value()) <= SHORT_INSTRUCTION;
    }

    private boolean asksForTask(String rest) {
        return PARTS.splitAsStream(rest)
                .anyMatch(part -> task.matcher(part.strip()).lookingAt());
    }

    private static String sentence(String text, Span evidence) {
        return Sentences.of(text).stream()
                .filter(span -> span.start() <= evidence.start() && evidence.start() < span.end())
                .map(span -> span.of(text))
                .findFirst()
                .orElse("");
    }

    private static String without(String text, List<Claim> instructions) {
        StringBuilder rest = new StringBuilder(text);
        for (Claim claim : instructions) {
            for (int i = claim.evidence().start(); i < claim.evidence().end(); i++) {
                rest.setCharAt(i, ' ');
            }
        }
        return rest.toString();
    }

    private static int wordsOf(String text) {
        Matcher words = Pattern.compile("\\S+").matcher(text);
        int count = 0;
        while (words.find()) {
            count++;
        }
        return count;
    }
}
