package io.memstream.core.ranking;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A question about a speaker as the speaker would have answered it: "What did Ana paint?" becomes "I painted". People
 * speak of themselves in the first person, so the statement lies nearer to what was said than the question does.
 */
public final class Statement {
    private static final Set<String> QUESTION_WORDS =
            Set.of("what", "which", "who", "whom", "whose", "when", "where", "why", "how");
    private static final Set<String> DO = Set.of("do", "does", "did");
    private static final Set<String> BE_AND_HAVE = Set.of("is", "are", "was", "were", "has", "have", "had");
    private static final Set<String> MODALS =
            Set.of("can", "could", "will", "would", "should", "might", "may", "shall");
    private static final Pattern PAUSES = Pattern.compile("[,;:]");
    private static final Map<String, String> PAST = irregularPasts();

    private Statement() {}

    /** @param names of the speakers that the question may name, lower case */
    public static String of(String question, Set<String> names) {
        List<String> words = new ArrayList<>(Arrays.asList(question.trim()
                .replaceAll("(?<![?.!])[?.!]++$", "")
                .replaceAll("[\u2019]", "'")
                .split("\\s+")));
        boolean did = dropQuestionWords(words);
        List<String> said = firstPerson(words, names);
        if (did) {
            restorePast(said);
        }
        return String.join(" ", said);
    }

    /** Drops the question word and its auxiliary; true when the auxiliary was "did". */
    private static boolean dropQuestionWords(List<String> words) {
        if (!words.isEmpty() && QUESTION_WORDS.contains(lower(words.get(0)))) {
            String asked = lower(words.remove(0));
            if (asked.equals("how")
                    && !words.isEmpty()
                    && Set.of("long", "many", "much", "often", "old").contains(lower(words.get(0)))) {
                words.remove(0);
            }
        }
        for (int i = 0; i < Math.min(words.size(), 6); i++) {
            String word = lower(words.get(i));
            if (DO.contains(word)) {
                words.remove(i);
                return word.equals("did");
            }
            if (i == 0 && (BE_AND_HAVE.contains(word) || MODALS.contains(word))) {
                words.remove(i);
                return false;
            }
        }
        return false;
    }

    private static List<String> firstPerson(List<String> words, Set<String> names) {
        List<String> said = new ArrayList<>();
        for (String word : words) {
            String bare = PAUSES.matcher(lower(word)).replaceAll("");
            if (names.contains(bare)) {
                said.add("I");
            } else if (bare.endsWith("'s") && names.contains(bare.substring(0, bare.length() - 2))
                    || bare.endsWith("'") && names.contains(bare.substring(0, bare.length() - 1))) {
                said.add("my");
            } else {
                said.add(word);
            }
        }
        return said;
    }

    private static void restorePast(List<String> words) {
        int subject = words.indexOf("I");
        if (subject >= 0 && subject + 1 < words.size()) {
            words.set(subject + 1, past(words.get(subject + 1)));
        }
    }

    static String past(String verb) {
        String base = lower(verb);
        String irregular = PAST.get(base);
        if (irregular != null) {
            return irregular;
        }
        if (!base.matches("[a-z]{2,}")) {
            return verb;
        }
        if (base.endsWith("e")) {
            return base + "d";
        }
        if (base.matches(".*[^aeiou]y")) {
            return base.substring(0, base.length() - 1) + "ied";
        }
        if (base.matches("[^aeiou]*[aeiou][bdgklmnprt]")) {
            return base + base.charAt(base.length() - 1) + "ed";
        }
        return base + "ed";
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> irregularPasts() {
        InputStream resource = Statement.class.getResourceAsStream("irregular-pasts.txt");
        if (resource == null) {
            throw new IllegalStateException("irregular-pasts.txt is not on the class path");
        }
        Map<String, String> pasts = new HashMap<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            reader.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] forms = line.split(" ");
                pasts.put(forms[0], forms[1]);
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return Map.copyOf(pasts);
    }
}
