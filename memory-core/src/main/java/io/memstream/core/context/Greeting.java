package io.memstream.core.context;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether a message only opens a conversation or takes it up again, and asks for nothing in particular. */
final class Greeting {
    /** More is no greeting. */
    private static final int LONGEST = 400;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    /** Opening words that say nothing elsewhere either. */
    private static final Set<String> HELLO = Set.of("hi", "hello", "hey");

    private static final Set<String> OPENING = Arrays.stream(("good morning afternoon evening night day hey hiya howdy"
                            + " greetings back here up go going gone continue carry resume proceed pick left off leave where let lets"
                            + " start begin ready again later on things thing everything all been doing nice see long time next not much"
                            + " you there last stop stopped hola buenos buenas dias tardes noches hallo guten tag morgen abend moin servus"
                            + " bonjour bonsoir salut ciao buongiorno ola bom dia merhaba ahoj hej")
                    .split(" "))
            .flatMap(word -> ContentWords.of(word).stream())
            .collect(Collectors.toUnmodifiableSet());

    /** Questions that ask for nothing but to begin or to go on. */
    private static final Pattern CIVILITY = Pattern.compile(
            "\\b(?:how (?:are (?:you|things)|is (?:it|everything) going|have you been|do you do)(?: doing)?|how's"
                    + " (?:it going|everything)|what's up|where (?:are|were) we|where did (?:we|i)"
                    + " (?:leave|stop|break|end)(?: off| up)?|where we (?:left|stopped)(?: off)?)(?: again| now| today|"
                    + " last time)?(?=\\h?(?:[?!.,]|$))");

    private static final Pattern QUESTION_WORD =
            Pattern.compile("\\b(?:what|which|who|whom|whose|when|where|why|how)\\b");

    /** With such a word in front, whether there is a question mark or not. */
    private static final Pattern ASKS = Pattern.compile("(?:^|[.!?,]\\h?)" + QUESTION_WORD.pattern());

    private Greeting() {}

    /** A message without a word asks for nothing. */
    static boolean isAll(String query) {
        if (query.length() > LONGEST) {
            return query.isBlank();
        }
        String plain = query.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        String rest = CIVILITY.matcher(plain).replaceAll("hello");
        if (ASKS.matcher(rest).find()
                || (rest.contains("?") && QUESTION_WORD.matcher(rest).find())) {
            return false;
        }
        Set<String> said =
                WORD.matcher(rest).results().map(word -> word.group()).collect(Collectors.toSet());
        Set<String> words = new HashSet<>(ContentWords.of(rest));
        boolean opens = said.isEmpty() || said.stream().anyMatch(HELLO::contains) || !words.isEmpty();
        words.removeAll(OPENING);
        return opens && words.isEmpty();
    }
}
