package io.memstream.core.ranking;

import io.memstream.core.model.Owner;
import io.memstream.core.port.Embedder;
import io.memstream.core.port.Embedder.Embedded;
import io.memstream.core.port.TermAnalyzer;
import io.memstream.core.port.TokenProjection;
import io.memstream.core.port.Vault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a question: its vectors, terms, and whom and when it names. Costs two short forward passes. */
public final class QueryReader {
    /** How the model marks a word piece that continues the one before it. */
    private static final String CONTINUED = "##";

    private final Embedder embedder;
    private final TokenProjection projection;
    private final TermAnalyzer analyzer;
    private final Vault vault;

    public QueryReader(Embedder embedder, TokenProjection projection, TermAnalyzer analyzer, Vault vault) {
        this.embedder = embedder;
        this.projection = projection;
        this.analyzer = analyzer;
        this.vault = vault;
    }

    /**
     * @param preferences what the caller wants more of
     * @param at the time that it is asked for
     * @param asOf only what occurred by then counts; null for all
     */
    public RankQuery read(
            Owner owner, String text, OwnerView view, Preferences preferences, Instant at, @Nullable Instant asOf) {
        Map<String, Double> speakers = SpeakerCue.in(text, view.speakers());
        Set<String> names = namesIn(text, speakers.keySet());
        boolean people = view.conversation() == Conversation.PEOPLE;
        Embedded asked = withoutNames(embedder.embedPassage(text), names);
        float[] vector = people && !names.isEmpty()
                ? embedder.embedPassage(Statement.of(text, names)).vector()
                : embedder.embedQuery(text).vector();
        Aspect whole = new Aspect(vector, terms(owner, text, names), projection.project(asked), 1);
        return new RankQuery(List.of(whole), speakers, List.copyOf(DateCue.in(text)), preferences, at, asOf);
    }

    private Map<Long, Double> terms(Owner owner, String text, Set<String> names) {
        Set<String> ofNames = new HashSet<>();
        names.forEach(name -> ofNames.addAll(analyzer.terms(name)));
        Map<Long, Double> terms = new HashMap<>();
        analyzer.terms(text).stream()
                .filter(term -> !ofNames.contains(term))
                .forEach(term -> terms.put(vault.term(owner, term), 1.0));
        return terms;
    }

    /** The words of the text that name a speaker, lower case. */
    private static Set<String> namesIn(String text, Set<String> speakers) {
        Set<String> names = new HashSet<>();
        for (String word : SpeakerCue.words(text)) {
            if (speakers.stream().anyMatch(speaker -> SpeakerCue.match(word, speaker) > 0)) {
                names.add(word);
            }
        }
        return names;
    }

    /**
     * Names tell who is asked about, not what: as tokens they match every turn that greets somebody. They are dropped after
     * the forward pass, so that the other tokens still know of them.
     */
    private static Embedded withoutNames(Embedded question, Set<String> names) {
        String[] tokens = question.tokens();
        List<Integer> kept = new ArrayList<>();
        int start = 0;
        while (start < tokens.length) {
            int end = start + 1;
            StringBuilder word = new StringBuilder(tokens[start]);
            while (end < tokens.length && tokens[end].startsWith(CONTINUED)) {
                word.append(tokens[end++].substring(CONTINUED.length()));
            }
            for (int token = start; token < end && !names.contains(word.toString()); token++) {
                kept.add(token);
            }
            start = end;
        }
        boolean vectors = question.tokenVectors().length == tokens.length;
        return new Embedded(
                question.vector(),
                kept.stream().map(token -> tokens[token]).toArray(String[]::new),
                vectors
                        ? kept.stream()
                                .map(token -> question.tokenVectors()[token])
                                .toArray(float[][]::new)
                        : question.tokenVectors());
    }

    /** Which speakers a text names. */
    private static final class SpeakerCue {
        private SpeakerCue() {}

        static Map<String, Double> in(String text, Set<String> speakers) {
            Map<String, Double> named = new HashMap<>();
            for (String speaker : speakers) {
                String name = speaker.toLowerCase(Locale.ROOT);
                words(text).stream()
                        .mapToDouble(word -> match(word, name))
                        .max()
                        .ifPresent(best -> {
                            if (best > 0) {
                                named.put(name, best);
                            }
                        });
            }
            return named;
        }

        static List<String> words(String text) {
            return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                    .filter(word -> word.length() > 1)
                    .toList();
        }

        /** 1 for the name or its first word, .8 for a short form, .7 for one typo in a long name, else 0. */
        static double match(String word, String name) {
            String first = name.split("[^\\p{L}\\p{N}]+")[0];
            if (word.equals(name) || word.equals(first)) {
                return 1;
            }
            if (word.length() >= 3 && first.length() > word.length() && first.startsWith(word)) {
                return .8;
            }
            return word.length() >= 5 && first.length() >= 5 && oneTypo(word, first) ? .7 : 0;
        }

        private static boolean oneTypo(String one, String other) {
            if (Math.abs(one.length() - other.length()) > 1) {
                return false;
            }
            int from = 0;
            while (from < Math.min(one.length(), other.length()) && one.charAt(from) == other.charAt(from)) {
                from++;
            }
            int same = 0;
            while (same < Math.min(one.length(), other.length()) - from
                    && one.charAt(one.length() - 1 - same) == other.charAt(other.length() - 1 - same)) {
                same++;
            }
            return from + same >= Math.max(one.length(), other.length()) - 1;
        }
    }
}
