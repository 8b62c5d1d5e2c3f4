package io.memstream.core.query;

import io.memstream.core.model.Owner;
import io.memstream.core.model.Turn;
import io.memstream.core.port.Embedder;
import io.memstream.core.port.Embedder.Embedded;
import io.memstream.core.port.TermAnalyzer;
import io.memstream.core.port.TokenProjection;
import io.memstream.core.port.Vault;
import io.memstream.core.ranking.Aspect;
import io.memstream.core.ranking.Conversation;
import io.memstream.core.ranking.Statement;
import io.memstream.core.ranking.TimeCue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a message in two steps: its words, which costs no forward pass, and then each phrase of it in two short passes that
 * can run side by side. A plain question is one phrase.
 */
public final class QueryReader {
    /** How the model marks a word piece that continues the one before it. */
    private static final String CONTINUED = "##";

    /** What a message means together with what it refers back to, beside 1 for the message alone. */
    private static final double JOINED = .9;

    /** The message in words that nobody said. */
    private static final double REPHRASED = .7;

    private final Embedder embedder;
    private final TokenProjection projection;
    private final TermAnalyzer analyzer;
    private final Vault vault;
    private final Asking asking;
    private final References references;

    public QueryReader(Embedder embedder, TokenProjection projection, TermAnalyzer analyzer, Vault vault) {
        this.embedder = embedder;
        this.projection = projection;
        this.analyzer = analyzer;
        this.vault = vault;
        this.asking = new Asking(analyzer);
        this.references = new References(analyzer);
    }

    /** What its words tell. */
    public Wording wording(Message message) {
        Set<String> all = message.view().speakers();
        SpeakerCue cue = SpeakerCue.in(message.text(), all, analyzer);
        List<AspectText> phrases = new ArrayList<>();
        phrases.add(phrase(message, message.text(), cue, Map.of(), 1));
        asking.parts(
                        message.text(),
                        sentence -> rarity(
                                message,
                                terms(message.owner(), sentence, Set.of()).keySet()))
                .forEach(part -> phrases.add(phrase(message, part.text(), cue, Map.of(), part.weight())));
        Set<String> names = new HashSet<>(SpeakerCue.firstNames(all));
        names.addAll(NamedEntities.ofPeople(message));
        return new Wording(phrases, cue.speakers(), times(message, names, cue));
    }

    /**
     * What the message refers back to; empty when it says itself what it is about.
     *
     * @param turns before it, oldest first
     */
    public Optional<Reference> reference(Message message, List<Turn> turns) {
        return references.in(message.text(), turns, term -> rarity(message, Set.of(vault.term(message.owner(), term))));
    }

    /** The message together with what it refers back to. */
    public AspectText joined(Message message, Reference reference) {
        Map<Long, Double> added = new HashMap<>();
        reference.terms().forEach((term, weight) -> added.put(vault.term(message.owner(), term), weight));
        return further(message, message.text(), added, JOINED).of(reference.text());
    }

    /** The message in other words. */
    public AspectText rephrased(Message message, String words) {
        return further(message, words, Map.of(), REPHRASED);
    }

    private AspectText further(Message message, String text, Map<Long, Double> added, double weight) {
        SpeakerCue cue = SpeakerCue.in(message.text(), message.view().speakers(), analyzer);
        return phrase(message, text, cue, added, weight);
    }

    /** What was said lately, as messages are compared with it. */
    public float[] vector(String text) {
        return embedder.embedPassage(text).vector();
    }

    private List<TimeCue> times(Message message, Set<String> names, SpeakerCue cue) {
        List<Expression> dates = DateWords.in(message.text(), names);
        List<TimeCue> times = new ArrayList<>(TimeCues.in(message.text(), dates, names, message.at()));
        Function<String, Set<Long>> terms =
                words -> terms(message.owner(), words, cue.namesIn(words)).keySet();
        times.addAll(new EventCues(message, terms).in(dates));
        return times;
    }

    /** Its vector and those of its tokens, in one pass. */
    public Embedded asked(AspectText text) {
        return embedder.embedQuery(text.text());
    }

    /** The vector of whom it names saying it; empty when it names nobody who speaks. */
    public Optional<float[]> stated(AspectText text) {
        return text.statement()
                ? Optional.of(embedder.embedPassage(Statement.of(Beginning.of(text.text()), text.names()))
                        .vector())
                : Optional.empty();
    }

    /**
     * In the form that finds turns of this kind of conversation. Where speakers are named it is as near to the question,
     * which lies near what it is about, as to the statement, which lies near how that is said.
     *
     * @param asked as {@link #asked} gives it
     * @param stated as {@link #stated} gives it
     */
    public Aspect aspect(AspectText text, Embedded asked, Optional<float[]> stated) {
        return new Aspect(
                stated.map(statement -> between(asked.vector(), statement)).orElse(asked.vector()),
                text.terms(),
                projection.project(withoutNames(asked, text.names())),
                text.weight());
    }

    private static float[] between(float[] one, float[] other) {
        float[] sum = new float[one.length];
        double squares = 0;
        for (int i = 0; i < sum.length; i++) {
            sum[i] = one[i] + other[i];
            squares += (double) sum[i] * sum[i];
        }
        float length = (float) Math.sqrt(squares);
        for (int i = 0; i < sum.length && length > 0; i++) {
            sum[i] /= length;
        }
        return sum;
    }

    private AspectText phrase(Message message, String text, SpeakerCue cue, Map<Long, Double> added, double weight) {
        Set<String> names = cue.namesIn(text);
        boolean people = message.view().conversation() == Conversation.PEOPLE;
        Map<Long, Double> terms = terms(message.owner(), text, names);
        NamedEntities.in(message, text, names)
                .forEach(name -> terms(message.owner(), name, names)
                        .keySet()
                        .forEach(term -> terms.putIfAbsent(term, NamedEntities.WEIGHT)));
        added.forEach(terms::putIfAbsent);
        return new AspectText(text, names, people && !names.isEmpty(), terms, weight);
    }

    /** How much a sentence tells in this memory. */
    private static double rarity(Message message, Set<Long> terms) {
        return message.view().rarity(terms).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
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
}
