package io.memstream.core.consolidation;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Fact;
import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Vector;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether two statements about one attribute say the same in other words. Wrongly merged, a memory is lost; wrongly kept
 * apart, it is there twice. So everything has to agree: the meaning, the words, the numbers and the names.
 */
final class Sameness {
    /**
     * Of the statements' vectors, as seen with bge-small: paraphrases ("jazz", "jazz music"; "running", "going for a run")
     * come to .969 and more, other things of one attribute to .96 at most ("diabetes", "type 2 diabetes" .960; "the room on
     * the left", "on the right" .958; "wine", "red wine" .951).
     */
    static final double COSINE = .965;

    /** Of terms. In a long statement one other word hardly moves the vector. */
    private static final int SHORT = 6;

    private static final Pattern WORD = Pattern.compile("[^\\p{L}\\p{N}']+");

    private static final Set<String> NUMBERS = Set.of(
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "first",
            "second",
            "third",
            "once",
            "twice",
            "half",
            "hundred",
            "thousand",
            "million",
            "dozen");

    private static final Set<String> TURNS_AROUND =
            Set.of("not", "no", "never", "without", "none", "neither", "nor", "less", "more", "before", "after");

    private Sameness() {}

    /** The fact of the same many-valued attribute that the mention repeats in other words; the nearest, if several. */
    static Optional<Fact> inOtherWords(Draft draft, Mention mention) {
        if (mention.claim().singleValued()) {
            return Optional.empty();
        }
        return draft.attribute(mention.slot()).stream()
                .filter(FactRules::holdsStill)
                .filter(fact -> FactRules.holdsAt(fact, mention.holdsFrom()))
                .filter(fact -> says(fact, mention.claim(), mention.features()))
                .max(Comparator.comparingDouble(fact ->
                        cosine(fact.features().vector(), mention.features().vector())));
    }

    static boolean says(Fact fact, Claim claim, TextFeatures features) {
        return fact.standing().names() == null
                && claim.names() == null
                && haveTheSame(NUMBERS, fact.value(), claim.value())
                && haveTheSame(TURNS_AROUND, fact.value(), claim.value())
                && names(fact.value()).equals(names(claim.value()))
                && shareTerms(fact.features(), features)
                && cosine(fact.features().vector(), features.vector()) >= COSINE;
    }

    /** Numbers in digits always count. */
    private static boolean haveTheSame(Set<String> words, String one, String other) {
        return telling(words, one).equals(telling(words, other));
    }

    private static List<String> telling(Set<String> words, String text) {
        return words(text)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> words.contains(word)
                        || word.endsWith("n't")
                        || word.chars().anyMatch(Character::isDigit))
                .sorted()
                .toList();
    }

    /** What is written with a capital; the first word may be so for another reason. */
    private static Set<String> names(String text) {
        return words(text)
                .skip(1)
                .filter(word -> Character.isUpperCase(word.codePointAt(0)))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static Stream<String> words(String text) {
        return WORD.splitAsStream(text).filter(word -> !word.isEmpty());
    }

    /** All terms of the shorter statement are in the longer one; but for one, if it is short. */
    private static boolean shareTerms(TextFeatures one, TextFeatures other) {
        Set<Long> first = terms(one);
        Set<Long> second = terms(other);
        Set<Long> shorter = first.size() <= second.size() ? first : second;
        Set<Long> longer = shorter == first ? second : first;
        long missing = shorter.stream().filter(term -> !longer.contains(term)).count();
        return !shorter.isEmpty() && missing <= (shorter.size() > 2 && shorter.size() <= SHORT ? 1 : 0);
    }

    private static Set<Long> terms(TextFeatures features) {
        return features.terms().stream().map(KeyedTerm::term).collect(Collectors.toSet());
    }

    static double cosine(Vector one, Vector other) {
        if (one.components().length != other.components().length) {
            return 0;
        }
        double product = 0;
        double squares = 0;
        double otherSquares = 0;
        for (int i = 0; i < one.components().length; i++) {
            product += one.components()[i] * other.components()[i];
            squares += one.components()[i] * one.components()[i];
            otherSquares += other.components()[i] * other.components()[i];
        }
        return squares == 0 || otherSquares == 0 ? 0 : product / Math.sqrt(squares * otherSquares);
    }
}
