package io.memstream.core.query;

import io.memstream.core.model.Fact;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Status;
import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.ranking.TextFlags;
import io.memstream.core.ranking.TimeCue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times that are named by what happened then: "before the move", "since I started at Acme". When that was, memory tells:
 * facts that hold since a day in the world first, else the latest turn whose own words are those of the event. An event
 * that memory does not know, or that is talked of all the time, prefers nothing.
 */
final class EventCues {
    private static final String END =
            "(?=\\s*(?:[.,;:?!)]|$|\\b(?:and|but|or|what|who|whom|where|when|why|how|which|did|do|does|was"
                    + "|were|is|are|had|has|have|can|could|will|would|that|with|remind|tell)\\b))";
    /** "Look after the kids" tells of no time. */
    private static final String NO_VERB =
            "(?<!\\b(?:look|looks|looked|looking|named|name|take|takes|took|taking|run|ran|ask"
                    + "|asks|asked|chase|chased|go|went|seek|day|night) )";

    private static final Pattern NAMED = Pattern.compile(NO_VERB
            + "\\b(?<when>before|prior to|after|following|since|until|till|during)"
            + " (?:the|my|our|his|her|their|your|\\w+'s) (?<event>\\w[\\w' -]{1,40}?)" + END);
    private static final Pattern TOLD = Pattern.compile(NO_VERB
            + "\\b(?<when>before|after|since|until|till|when|while|once)"
            + " (?!(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|should|may|the|that|this|it|all|long|when|then|now)\\b)\\w+"
            + " (?<event>\\w[\\w' -]{1,50}?)" + END);

    /** "Since you know all this, what should I do?" gives a reason. */
    private static final Pattern REASON = Pattern.compile("^\\W*since (?!the\\b)");

    private static final Pattern OF_THE_PAST =
            Pattern.compile("\\b(?:did|was|were|had|been|has|have)(?:n't)?\\b(?! to\\b)");

    /** Each looks at all that is remembered. */
    private static final int MOST_TRIED = 3;

    /** How much of an event's words, by rarity, a fact must tell to date it. */
    private static final double TOLD_BY_FACT = .6;

    /** An event that more turns tell of is a topic. */
    private static final int MOST_TURNS = 12;

    /** How long something is told as just having happened. */
    private static final int AROUND_DAYS = 14;

    private final Message message;
    private final Function<String, Set<Long>> terms;

    /** @param terms keyed terms of words, without those that name speakers */
    EventCues(Message message, Function<String, Set<Long>> terms) {
        this.message = message;
        this.terms = terms;
    }

    /** @param dates expressions that are read as dates already */
    List<TimeCue> in(List<Expression> dates) {
        String plain = DateWords.plain(message.beginning());
        List<TimeCue> cues = new ArrayList<>();
        Set<String> tried = new HashSet<>();
        for (Pattern pattern : List.of(NAMED, TOLD)) {
            Matcher matcher = pattern.matcher(plain);
            while (cues.isEmpty() && tried.size() < MOST_TRIED && matcher.find()) {
                int start = matcher.start();
                int end = matcher.end();
                boolean read = dates.stream().anyMatch(date -> date.start() < end && date.end() > start);
                if (!read && !isReason(plain, start, end) && tried.add(matcher.group())) {
                    cue(matcher.group("when"), terms.apply(matcher.group("event")))
                            .ifPresent(cues::add);
                }
            }
        }
        return cues;
    }

    private static boolean isReason(String plain, int start, int end) {
        Matcher reason = REASON.matcher(plain);
        int comma = plain.indexOf(',', start);
        return reason.find()
                && start < reason.end()
                && !OF_THE_PAST
                        .matcher(plain)
                        .region(comma < 0 ? end : comma, plain.length())
                        .find();
    }

    private Optional<TimeCue> cue(String when, Set<Long> event) {
        return event.isEmpty()
                ? Optional.empty()
                : date(event).map(date -> switch (when) {
                    case "before", "prior to", "until", "till" -> Period.of(null, date);
                    case "after", "following", "since" -> Period.of(date, null);
                    default -> Period.loose(date.minusDays(AROUND_DAYS), date.plusDays(AROUND_DAYS));
                });
    }

    private Optional<LocalDate> date(Set<Long> event) {
        return dateOfFact(event)
                .or(() -> dateOfTurn(event))
                .map(instant -> instant.atZone(ZoneOffset.UTC).toLocalDate());
    }

    /** Events before what else began on a day, the best told first, of equally well told the latest. */
    private Optional<Instant> dateOfFact(Set<Long> event) {
        Map<Long, Double> rarity = message.view().rarity(event);
        double all = rarity.values().stream().mapToDouble(Double::doubleValue).sum();
        Comparator<Fact> best = Comparator.comparing((Fact fact) -> fact.kind() == Kind.EVENT)
                .thenComparingDouble(fact -> told(fact, rarity))
                .thenComparing(fact -> Objects.requireNonNull(fact.validFrom()));
        return message.facts().stream()
                .filter(fact -> fact.status() != Status.RETRACTED)
                .filter(fact -> {
                    Instant start = fact.validFrom();
                    return start != null && !start.isAfter(message.at());
                })
                .filter(fact -> told(fact, rarity) >= TOLD_BY_FACT * all)
                .max(best)
                .map(Fact::validFrom);
    }

    private static double told(Fact fact, Map<Long, Double> rarity) {
        return rarity.entrySet().stream()
                .filter(term -> fact.features().terms().count(term.getKey()) > 0)
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private Optional<Instant> dateOfTurn(Set<Long> event) {
        List<RankRow> telling = message.view().with(event).stream()
                .filter(row -> (row.features().flags() & TextFlags.IS_QUESTION) == 0)
                .filter(row -> !row.occurredAt().isAfter(message.at()))
                .toList();
        return telling.size() > MOST_TURNS
                ? Optional.empty()
                : telling.stream().map(RankRow::occurredAt).max(Comparator.naturalOrder());
    }
}
