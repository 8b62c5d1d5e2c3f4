package io.memstream.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.model.Fact;
import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Role;
import io.memstream.core.model.Standing;
import io.memstream.core.model.Status;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Vector;
import io.memstream.core.port.MemoryReader.RankRow;
import io.memstream.core.ranking.OwnerView;
import io.memstream.core.ranking.TextFlags;
import io.memstream.core.ranking.TimeCue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class EventCuesTest {
    private static final Owner OWNER = new Owner("default", "a".repeat(64));
    private static final LocalDate TODAY = LocalDate.parse("2026-05-20");

    private final PlainTerms analyzer = new PlainTerms();
    private final List<RankRow> turns = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();

    /** What the memory of the file holds. */
    private void remember() {
        said("2026-01-10", "I keep the old accordion in the cellar.");
        said("2026-01-11", "The engine would not start, we started late.");
        said("2026-02-03", "We are moving on Friday, boxes everywhere!");
        said("2026-02-07", "The move went well, only one lamp broke.");
        said("2026-03-01", "Do you remember the flood?");
        said("2026-03-14", "The wedding of Ben and Ida was lovely.");
        said("2026-04-02", "I sold the boat today.");
        for (int day = 10; day < 28; day++) {
            said("2026-04-" + day, "Choir again, the rehearsal took hours.");
        }
        holds(Kind.FACT, "2024-09-01", "The user works at Acme as an engineer.");
        holds(Kind.FACT, "2025-06-15", "The user lives in Porto.");
        holds(Kind.EVENT, "2026-05-02", "The user ran the harbour marathon.");
        holds(Kind.EVENT, "2026-08-15", "The user flies to Lima.");
    }

    @ParameterizedTest
    @CsvFileSource(
            resources = "events.txt",
            delimiter = '|',
            quoteCharacter = '§',
            ignoreLeadingAndTrailingWhitespace = true)
    void datesAnEventByWhatIsRememberedOfIt(String asked, String preferred) {
        remember();
        Message message = new Message(OWNER, asked, at(TODAY), OwnerView.of(turns), List.of(), facts);

        List<TimeCue> found = new EventCues(message, this::terms).in(DateWords.in(asked, Set.of()));

        assertThat(found.stream().map(EventCuesTest::words).collect(Collectors.joining("; ")))
                .isEqualTo(preferred == null ? "" : preferred);
    }

    private static String words(TimeCue cue) {
        Period period = (Period) cue;
        return (period.from() == null ? "" : period.from()) + ".." + (period.to() == null ? "" : period.to());
    }

    private Set<Long> terms(String words) {
        return analyzer.terms(words).stream()
                .map(term -> (long) term.hashCode())
                .collect(Collectors.toSet());
    }

    private void said(String day, String text) {
        int ordinal = turns.size();
        turns.add(new RankRow(
                UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)),
                RankRow.month(at(LocalDate.parse(day))),
                ordinal,
                "session",
                ordinal,
                Role.USER,
                null,
                null,
                at(LocalDate.parse(day)),
                at(LocalDate.parse(day)),
                features(text, text.endsWith("?") ? TextFlags.IS_QUESTION : 0)));
    }

    private void holds(Kind kind, String since, String statement) {
        Instant from = at(LocalDate.parse(since));
        facts.add(new Fact(
                UUID.nameUUIDFromBytes(statement.getBytes(StandardCharsets.UTF_8)),
                1,
                kind,
                "user",
                "attribute",
                statement,
                statement,
                false,
                null,
                Status.ACTIVE,
                .9,
                1,
                List.of(),
                from,
                null,
                from,
                null,
                "new-fact",
                "model",
                features(statement, 0),
                new Standing(true, false, null, null, null, 1, 0, from)));
    }

    private TextFeatures features(String text, int flags) {
        List<KeyedTerm> terms = new HashSet<>(terms(text))
                .stream().map(term -> new KeyedTerm(term, 1)).toList();
        return new TextFeatures(Vector.of(new float[] {1, 0}), terms, new byte[0], flags, terms.size());
    }

    private static Instant at(LocalDate day) {
        return day.atTime(9, 0).toInstant(ZoneOffset.UTC);
    }
}
