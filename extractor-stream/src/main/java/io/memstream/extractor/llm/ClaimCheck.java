package io.memstream.extractor.llm;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Role;
import io.memstream.core.model.Span;
import io.memstream.core.model.Turn;
import io.memstream.core.port.TermAnalyzer;
import io.memstream.extractor.embedded.Vocabulary;
import io.memstream.extractor.embedded.Vocabulary.Known;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a model claims only as far as the text says it. One claim without support refuses the whole reply: who made up
 * one thing may have made up others, and half a reply is none.
 */
final class ClaimCheck {
    private static final Pattern ATTRIBUTE = Pattern.compile("[\\p{L}][\\p{L}\\p{N} '/&+._-]{0,63}");

    private final Vocabulary vocabulary;
    private final TermAnalyzer analyzer;
    private final InstructionsToAModel instructions = new InstructionsToAModel();

    ClaimCheck(Vocabulary vocabulary, TermAnalyzer analyzer) {
        this.vocabulary = vocabulary;
        this.analyzer = analyzer;
    }

    /**
     * The claims of each turn that was read, in the window's order; turns that state nothing have none.
     *
     * @throws RefusedReply when one has no support in the text
     */
    Map<LoggedTurn, List<Claim>> check(Window window, Reply reply, TenantRules rules) {
        Map<LoggedTurn, List<Claim>> claims = new LinkedHashMap<>();
        window.read().forEach(turn -> claims.put(turn, new ArrayList<>()));
        int number = 1;
        for (Reply.Said said : reply.claims()) {
            String where = "claim " + number++;
            unless(
                    said.turn() >= 1 && said.turn() <= window.turns().size(),
                    where + ": there is no turn " + said.turn());
            LoggedTurn logged = window.turns().get(said.turn() - 1);
            Claim claim = check(window, logged, said, rules, where);
            List<Claim> ofTurn = Objects.requireNonNull(claims.get(logged));
            if (ofTurn.stream().noneMatch(other -> isSame(other, claim))) {
                ofTurn.add(claim);
            }
        }
        return claims;
    }

    /**
     * The summary, when it tells of what was said. Empty where a turn instructs a model, as what was written then may be
     * that turn's; and where something sensitive was said, as nobody asks a summary for consent.
     *
     * @param claims of the window, by turn
     */
    String summary(Window window, String soFar, Reply reply, Map<LoggedTurn, List<Claim>> claims) {
        StringBuilder said = new StringBuilder(soFar);
        window.before().forEach(turn -> said.append('\n').append(Prompt.read(turn)));
        window.turns().forEach(turn -> said.append('\n').append(Prompt.read(turn.turn())));
        boolean isSensitive =
                claims.values().stream().flatMap(List::stream).anyMatch(claim -> claim.sensitivity() != null)
                        || vocabulary.sensitivityOf(reply.summary()) != null;
        if (reply.summary().isEmpty() || isSensitive || instructions.areIn(said.toString())) {
            return "";
        }
        unless(isToldBy(reply.summary(), said.toString()), "summary: it tells what was not said");
        return reply.summary();
    }

    private Claim check(Window window, LoggedTurn logged, Reply.Said said, TenantRules rules, String where) {
        Turn turn = logged.turn();
        unless(turn.role() == Role.USER, where + ": turn " + said.turn() + " is not the user's");
        String text = Prompt.read(turn);
        if (instructions.areIn(text)) {
            throw new RefusedReply(
                    RefusedReply.INSTRUCTED, where + ": turn " + said.turn() + " instructs a model; it states nothing");
        }
        unless(ATTRIBUTE.matcher(said.attribute()).matches(), where + ": attribute must be a short name");
        Span evidence = evidence(text, said, where);
        unless(
                isSaid(said.value(), said.quote() + "\n" + sayingBefore(window, logged)),
                where + ": its value is not in the words of its quote");
        unless(
                isToldBy(
                        said.statement(),
                        String.join(
                                "\n",
                                text,
                                sayingBefore(window, logged),
                                said.attribute(),
                                said.value(),
                                said.subject())),
                where + ": its statement says what turn " + said.turn() + " does not");
        unless(
                said.from() == null || said.until() == null || !said.until().isBefore(said.from()),
                where + ": until is before from");
        Optional<Category> category = rules.categories().stream()
                .filter(own -> own.name().equals(said.attribute()))
                .findFirst();
        Optional<Known> known = category.isPresent() ? Optional.empty() : vocabulary.attribute(said.attribute());
        return new Claim(
                known.map(Known::kind).orElse(said.kind()),
                subject(turn, said.subject()),
                said.attribute(),
                said.value(),
                said.statement().strip(),
                category.map(Category::singleValued)
                        .or(() -> known.map(Known::singleValued))
                        .orElse(said.oneValue()),
                said.holds(),
                said.confidence(),
                sensitivity(said, category, known),
                evidence,
                said.from(),
                said.until(),
                said.outright(),
                said.names());
    }

    /** The first place that is the user's own words. */
    private static Span evidence(String text, Reply.Said said, String where) {
        String quote = said.quote().strip();
        int start = text.indexOf(quote);
        unless(start >= 0, where + ": its quote is not in turn " + said.turn() + ", letter for letter");
        while (start >= 0) {
            if (!Vocabulary.isQuoted(text, start)) {
                return new Span(start, start + quote.length());
            }
            start = text.indexOf(quote, start + 1);
        }
        throw new RefusedReply(
                RefusedReply.UNSUPPORTED, where + ": its quote is somebody else's words in turn " + said.turn());
    }

    /** "Denver." says little without "Where do you live?". */
    private String sayingBefore(Window window, LoggedTurn logged) {
        int place = window.turns().indexOf(logged);
        List<Turn> before = window.before();
        if (place == 0 && before.isEmpty()) {
            return "";
        }
        String text = Prompt.read(place > 0 ? window.turns().get(place - 1).turn() : before.get(before.size() - 1));
        return instructions.areIn(text) ? "" : text;
    }

    /** Numbers, dates and yes or no may be put in other words; of anything else some word must be there. */
    private boolean isSaid(String value, String text) {
        Set<String> terms = new HashSet<>(analyzer.terms(value));
        boolean isPlain = value.chars().anyMatch(Character::isDigit)
                || Set.of("yes", "no", "true", "false").contains(value.toLowerCase(Locale.ROOT));
        return terms.isEmpty() || isPlain || analyzer.terms(text).stream().anyMatch(terms::contains);
    }

    /** In other words, but not of other things: half of what it says is in the text. */
    private boolean isToldBy(String told, String text) {
        Set<String> known = new HashSet<>(analyzer.terms(text + "\n" + Claim.USER));
        List<String> terms = analyzer.terms(told).stream()
                .filter(term -> term.chars().noneMatch(Character::isDigit))
                .toList();
        return terms.stream().filter(known::contains).count() * 2 >= terms.size();
    }

    private static String subject(Turn turn, String said) {
        String subject = said.equalsIgnoreCase(Claim.USER) || said.equalsIgnoreCase("the user") ? Claim.USER : said;
        return turn.speaker() != null && subject.equals(Claim.USER) ? turn.speaker() : subject;
    }

    /** The model does not decide alone: what the words or the attribute call sensitive is. */
    private @Nullable String sensitivity(Reply.Said said, Optional<Category> category, Optional<Known> known) {
        return category.map(Category::sensitivity)
                .or(() -> known.map(Known::sensitivity))
                .or(() -> Optional.ofNullable(vocabulary.sensitivityOf(said.statement() + "\n" + said.quote())))
                .orElse(said.sensitivity());
    }

    private static boolean isSame(Claim one, Claim other) {
        return one.subject().equals(other.subject())
                && one.attribute().equals(other.attribute())
                && one.value().equalsIgnoreCase(other.value())
                && one.affirmed() == other.affirmed();
    }

    private static void unless(boolean holds, String complaint) {
        if (!holds) {
            throw new RefusedReply(RefusedReply.UNSUPPORTED, complaint);
        }
    }
}
