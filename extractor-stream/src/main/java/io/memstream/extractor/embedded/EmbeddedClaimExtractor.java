package io.memstream.extractor.embedded;

import io.memstream.core.command.SpokenCommands;
import io.memstream.core.model.Claim;
import io.memstream.core.model.Reading.SpokenCommand;
import io.memstream.core.model.Role;
import io.memstream.core.model.Span;
import io.memstream.core.model.Turn;
import io.memstream.core.port.ClaimExtractor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Recognises explicit statements of users about themselves, without a model: deterministic. What can be said and how is in
 * the data files beside this class; this class only looks for it, sentence by sentence.
 */
public final class EmbeddedClaimExtractor implements ClaimExtractor {
    /** What is read of a long document; statements about oneself stand at its beginning or nowhere. */
    private static final int LONGEST_TEXT = 32_768;

    /** Each claim is embedded by itself. */
    private static final int MOST_CLAIMS = 32;

    /** What the gateway writes in place of a password or a card number. */
    private static final String MASKED = "[masked:";

    private final SentenceReader reader;
    private final Answers answers;
    private final Corrections corrections;
    private final StandingInstructions standing;
    private final SpokenCommands commands = SpokenCommands.english();

    private EmbeddedClaimExtractor(Phrases phrases) {
        Dates dates = Dates.read(phrases, "dates.txt");
        this.reader = new SentenceReader(phrases, dates);
        this.answers = Answers.read(phrases, "answers.txt");
        this.corrections = new Corrections(phrases, dates);
        this.standing = new StandingInstructions(phrases);
    }

    public static EmbeddedClaimExtractor english() {
        return new EmbeddedClaimExtractor(Phrases.read("phrases.txt"));
    }

    @Override
    public String name() {
        return "embedded";
    }

    /** Changes with the data files too. */
    @Override
    public String version() {
        return "8";
    }

    @Override
    public List<Claim> extract(Turn turn, List<Turn> previous) {
        if (turn.role() != Role.USER) {
            return List.of();
        }
        String text = read(turn);
        Quotes quotes = new Quotes(text);
        Map<String, Claim> claims = new LinkedHashMap<>();
        Mentioned mentioned = new Mentioned();
        boolean first = true;
        int found = 0;
        for (Span sentence : Sentences.of(text)) {
            if (found >= MOST_CLAIMS) {
                break;
            }
            if (!quotes.contains(sentence.start())) {
                List<Claim> stated = reader.claims(turn, text, sentence, mentioned);
                if (first && stated.isEmpty() && !previous.isEmpty()) {
                    stated = answered(turn, text, sentence, previous.get(previous.size() - 1));
                }
                found += stated.size();
                stated.stream()
                        .filter(claim -> !quotes.contains(claim.evidence().start()) && !holdsSecret(claim))
                        .forEach(claim -> claims.putIfAbsent(key(claim), claim));
                corrections
                        .in(text, sentence)
                        .ifPresent(correction -> correct(turn, text, correction, claims, previous));
            }
            first = false;
        }
        if (turn.speaker() == null) {
            notes(turn, text, claims);
        }
        List<Claim> ordered = new ArrayList<>(standing.only(text, List.copyOf(claims.values())));
        ordered.sort(Comparator.comparingInt(claim -> claim.evidence().start()));
        return List.copyOf(ordered.subList(0, Math.min(ordered.size(), MOST_CLAIMS)));
    }

    /**
     * The claims of what is to be remembered of a user: in the user's words, or in those of an app that says "the user".
     *
     * @param turn holds it as if the user had said it
     */
    public List<Claim> extractTold(Turn turn) {
        String text = read(turn);
        List<Claim> claims = new ArrayList<>(extract(turn, List.of()));
        for (Span sentence : Sentences.of(text)) {
            claims.addAll(reader.told(turn, text, sentence));
        }
        return List.copyOf(claims.subList(0, Math.min(claims.size(), MOST_CLAIMS)));
    }

    /** What the user asks to remember, where nothing more exact was read of it. */
    private void notes(Turn turn, String text, Map<String, Claim> claims) {
        for (SpokenCommands.Spoken spoken : commands.in(text)) {
            boolean read = claims.values().stream().anyMatch(claim -> overlap(claim.evidence(), spoken.span()));
            if (spoken.type() == SpokenCommand.Type.REMEMBER && !read) {
                reader.note(turn, text, spoken.span())
                        .filter(note -> !holdsSecret(note))
                        .ifPresent(claim -> claims.putIfAbsent(key(claim), claim));
            }
        }
    }

    private static boolean holdsSecret(Claim claim) {
        return claim.value().contains(MASKED);
    }

    private static boolean overlap(Span one, Span other) {
        return one.start() < other.end() && other.start() < one.end();
    }

    static String read(Turn turn) {
        String content = turn.content();
        return content.substring(0, Math.min(content.length(), LONGEST_TEXT)).replace('\u2019', '\'');
    }

    private static String key(Claim claim) {
        return String.join(
                "\n", claim.attribute(), claim.value().toLowerCase(Locale.ROOT), claim.affirmed() ? "holds" : "ended");
    }

    private List<Claim> answered(Turn turn, String text, Span sentence, Turn before) {
        boolean asked = before.role() == Role.ASSISTANT || !Objects.equals(before.speaker(), turn.speaker());
        return asked
                ? answers.statement(read(before), sentence.of(text))
                        .map(statement -> restated(turn, statement, sentence))
                        .orElse(List.of())
                : List.of();
    }

    /** What was meant instead is read as if it had been said at once. */
    private void correct(
            Turn turn, String text, Corrections.Correction correction, Map<String, Claim> claims, List<Turn> previous) {
        Optional<Claim> here = claims.values().stream()
                .filter(claim -> claim.evidence().start() < correction.span().start())
                .filter(claim -> correction.isAbout(claim, text))
                .reduce((earlier, later) -> later);
        if (here.isPresent()) {
            List<Claim> meant =
                    meant(turn, here.get(), corrections.applied(correction, here.get(), text), correction.span());
            if (!meant.isEmpty()) {
                claims.remove(key(here.get()));
                meant.forEach(claim -> claims.putIfAbsent(key(claim), claim));
            }
            return;
        }
        Optional<Turn> own = previous.stream()
                .filter(before -> before.role() == Role.USER && Objects.equals(before.speaker(), turn.speaker()))
                .reduce((earlier, later) -> later);
        if (own.isEmpty()) {
            return;
        }
        String said = read(own.get());
        Optional<Claim> before = extract(own.get(), List.of()).stream()
                .filter(claim -> correction.isAbout(claim, said))
                .reduce((earlier, later) -> later);
        before.ifPresent(wrong -> {
            List<Claim> meant = meant(turn, wrong, corrections.applied(correction, wrong, said), correction.span());
            meant.forEach(claim -> claims.putIfAbsent(key(claim), claim));
            if (!meant.isEmpty() && !wrong.singleValued()) {
                Claim withdrawn = Corrections.withdrawn(wrong, correction.span());
                claims.putIfAbsent(key(withdrawn), withdrawn);
            }
        });
    }

    /** Of what the corrected statement says, only what the wrong one was about: the rest was said before. */
    private List<Claim> meant(Turn turn, Claim wrong, String statement, Span evidence) {
        return restated(turn, statement, evidence).stream()
                .filter(claim -> claim.attribute().equals(wrong.attribute()))
                .toList();
    }

    private List<Claim> restated(Turn turn, String statement, Span evidence) {
        return reader.claims(turn, statement, new Span(0, statement.length()), new Mentioned()).stream()
                .map(claim -> Claims.withEvidence(claim, evidence))
                .toList();
    }
}
