package io.memstream.core.context;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a message only opens a conversation or takes it up again, and asks for nothing in particular. */
final class Greeting {
    private static final Set<String> OPENING = Arrays.stream(("good morning afternoon evening night day hey hiya howdy"
                            + " greetings back here up go going gone continue carry resume proceed pick left off leave where let lets"
                            + " start begin ready again later on things thing everything all been doing nice see long time next not much"
                            + " you there last stop stopped hola buenos buenas dias tardes noches hallo guten tag morgen abend moin servus"
                            + " bonjour bonsoir salut ciao buongiorno ola bom dia merhaba ahoj hej")
                    .split(" "))
            .flatMap(word -> ContentWords.of(word).stream())
            .collect(Collectors.toUnmodifiableSet());

    private Greeting() {}

    static boolean isAll(String query) {
        Set<String> words = new HashSet<>(ContentWords.of(query));
        words.removeAll(OPENING);
        return words.isEmpty();
    }
}
