package io.memstream.core.ranking;

import static io.memstream.core.ranking.Facts.saidIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Entity;
import io.memstream.core.model.EntityType;
import io.memstream.core.model.Fact;
import io.memstream.core.model.Highlight;
import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Session;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.TopicThread;
import io.memstream.core.model.Vector;
import io.memstream.core.model.WrittenSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFinderTest {
    private static final float[] NEAR = {1, 0};
    private static final float[] FAR = {0, 1};

    private final OwnerView view = new Rows()
            .said("s1", null, "hello there", FAR)
            .said("s1", null, "the kiln broke", FAR)
            .said("s2", null, "trains again", FAR)
            .view();
    private final KeyFinder finder = new KeyFinder(
            new FactRanker(FactWeights.STANDARD, Recency.DEFAULT, text -> List.of(text.split(" "))),
            text -> text.isEmpty() ? List.of() : List.of(text.split(" ")),
            KeyWeights.STANDARD);

    @Test
    void aFactThatAnswersLeadsToItsEvidence() {
        Known known = facts(saidIn(turn(1), "tool", "owns a kiln", NEAR));

        Keys keys = finder.toEvidence(asked("oven"), known);

        assertThat(keys.byEpisode()).containsOnlyKeys(turn(1));
        assertThat(key(keys, 1).by()).isEqualTo("fact");
    }

    @Test
    void aFactThatDoesNotAnswerLeadsNowhere() {
        Known known = facts(saidIn(turn(1), "tool", "owns a kiln", FAR));

        Keys keys = finder.toEvidence(asked("oven"), known);

        assertThat(keys.byEpisode()).isEmpty();
    }

    @Test
    void aSummaryLeadsToItsSessionAndMostToWhatItQuotes() {
        Known known = new Known(List.of(), List.of(quoting("s1", 1), quoting("s2", 0)), List.of(), List.of());

        Keys keys = finder.toCandidates(view, asked("kiln"), known, List.of(0L, 1L, 2L));

        assertThat(keys.byEpisode()).containsOnlyKeys(turn(0), turn(1));
        assertThat(key(keys, 1)).isEqualTo(new Keys.Key("summary", 1));
        assertThat(key(keys, 0).strength()).isCloseTo(.7, within(.01));
    }

    @Test
    void aSummaryThatSaysNothingOfItLeadsNowhere() {
        Known known = new Known(List.of(), List.of(quoting("s1", 0)), List.of(), List.of());

        Keys keys = finder.toCandidates(view, asked("kiln"), known, List.of(0L, 1L, 2L));

        assertThat(keys.byEpisode()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"kiln, true", "oven, false"})
    void aWrittenSummaryLeadsAlikeToAllTurnsOfItsSession(String word, boolean near) {
        Session session = written(quoting("s1", 0), "kiln repair", near ? FAR : NEAR);
        Known known = new Known(List.of(), List.of(session), List.of(), List.of());

        Keys keys = finder.toCandidates(view, asked(word), known, List.of(0L, 1L, 2L));

        assertThat(keys.byEpisode()).containsOnlyKeys(turn(0), turn(1));
        assertThat(key(keys, 0).by()).isEqualTo("summary");
        assertThat(key(keys, 0).strength()).isCloseTo(.7, within(.01));
        assertThat(key(keys, 1)).isEqualTo(key(keys, 0));
    }

    @Test
    void aWrittenSummaryStandsForTheTurnsThatItReplaces() {
        Session session = written(quoting("s1", 1), "something else", FAR);
        Known known = new Known(List.of(), List.of(session), List.of(), List.of());

        Keys keys = finder.toCandidates(view, asked("kiln"), known, List.of(0L, 1L, 2L));

        assertThat(keys.byEpisode()).isEmpty();
    }

    @Test
    void aWrittenSummaryWithoutFeaturesIsFoundByTheTurnsThatAreQuoted() {
        Session session = with(quoting("s1", 1), new WrittenSummary("The kiln was repaired.", null));
        Known known = new Known(List.of(), List.of(session), List.of(), List.of());

        Keys keys = finder.toCandidates(view, asked("kiln"), known, List.of(0L, 1L, 2L));

        assertThat(key(keys, 1)).isEqualTo(new Keys.Key("summary", 1));
    }

    @Test
    void aThreadWhoseTitleIsNamedLeadsToTheTurnsOfItsSessions() {
        TopicThread thread = new TopicThread(
                "t", "night trains", null, List.of("s2"), 1, List.of(), Rows.START, Rows.START, null, null);
        Known known = new Known(List.of(), List.of(), List.of(thread), List.of());

        Keys keys = finder.toCandidates(view, asked("night", "trains"), known, List.of(0L, 1L, 2L));

        assertThat(keys.byEpisode()).containsOnlyKeys(turn(2));
        assertThat(key(keys, 2)).isEqualTo(new Keys.Key("thread", .5));
    }

    @Test
    void anEntityThatIsNamedLeadsToWhatIsToldOfIt() {
        Fact fact = saidIn(turn(1), "job", "is a potter", FAR);
        Known known = new Known(List.of(fact), List.of(), List.of(), List.of(person("mara", fact)));

        Keys keys = finder.toEvidence(asked("mara", "lately"), known);

        assertThat(keys.byEpisode()).containsOnly(Map.entry(turn(1), new Keys.Key("entity", .3)));
    }

    @Test
    void anEntityIsNamedByWhatItIsToTheUserToo() {
        Fact fact = saidIn(turn(1), "job", "is a potter", FAR);
        Entity user = user(new Entity.Relation("mara", "sister", fact.id(), null, null));
        Known known = new Known(List.of(fact), List.of(), List.of(), List.of(user, person("mara", fact)));

        Keys keys = finder.toEvidence(asked("sister"), known);

        assertThat(keys.byEpisode()).containsOnlyKeys(turn(1));
    }

    @Test
    void aTurnThatSeveralLeadToRisesOnce() {
        Known known = new Known(
                List.of(saidIn(turn(1), "tool", "owns a kiln", NEAR)), List.of(quoting("s1", 1)), List.of(), List.of());
        FactQuery query = asked("kiln", "oven");

        Keys keys = finder.toEvidence(query, known).and(finder.toCandidates(view, query, known, List.of(0L, 1L, 2L)));
        List<Ranked> ranked = new Ranker().rank(view, query.query(), List.of(0L, 1L, 2L), keys);

        assertThat(ranked.get(0).row().id()).isEqualTo(turn(1));
        assertThat(ranked.get(0).reasons())
                .extracting(Reason::feature)
                .containsOnlyOnce("fact")
                .doesNotContain("summary");
        assertThat(key(keys, 1).strength()).isLessThanOrEqualTo(1);
    }

    @Test
    void whatASessionCameToBeAboutLaterDoesNotLeadToItsBeginning() {
        Session session = written(quoting("s1", 1), "kiln repair", NEAR);
        Known known = new Known(List.of(), List.of(session), List.of(), List.of());
        RankQuery whole = asked("kiln").query();
        RankQuery earlier = new RankQuery(
                whole.aspects(), Map.of(), List.of(), Preferences.NONE, Facts.NOW, Rows.START.plusSeconds(1));

        Keys keys = finder.toCandidates(view, new FactQuery(earlier, NEAR, false, Set.of("kiln")), known, List.of(0L));

        assertThat(keys.byEpisode()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, true"})
    void aTitleThatAThreadHadLaterDoesNotLeadToItsBeginning(long asOf, boolean leads) {
        TopicThread thread =
                new TopicThread("t", "night trains", null, List.of("s2"), 1, List.of(), Rows.START, at(2), null, null);
        Known known = new Known(List.of(), List.of(), List.of(thread), List.of());

        Keys keys = finder.toCandidates(view, asked(at(asOf), "night", "trains"), known, List.of(0L, 1L, 2L));

        assertThat(keys.byEpisode().containsKey(turn(2))).isEqualTo(leads);
    }

    @ParameterizedTest
    @CsvSource({"0, ", "1, 1", "2, 2", ", 2"})
    void anEntityIsNamedByWhatItWasToTheUserAtTheTime(@Nullable Long asOf, @Nullable Long turn) {
        Fact before = saidIn(turn(1), "job", "is a potter", FAR);
        Fact after = saidIn(turn(2), "job", "drives trains", FAR);
        Entity user = user(
                new Entity.Relation("mara", "boss", before.id(), at(1), at(2)),
                new Entity.Relation("olga", "boss", after.id(), at(2), null));
        Known known = new Known(
                List.of(before, after),
                List.of(),
                List.of(),
                List.of(user, person("mara", before), person("olga", after)));

        Keys keys = finder.toEvidence(asked(asOf == null ? null : at(asOf), "boss"), known);

        assertThat(keys.byEpisode().keySet()).isEqualTo(turn == null ? Set.of() : Set.of(turn(turn)));
    }

    private static Instant at(long hours) {
        return Rows.START.plus(Duration.ofHours(hours));
    }

    private static FactQuery asked(@Nullable Instant asOf, String... words) {
        RankQuery now = asked(words).query();
        RankQuery then = new RankQuery(now.aspects(), Map.of(), List.of(), Preferences.NONE, Facts.NOW, asOf);
        return new FactQuery(then, NEAR, false, Set.of(words));
    }

    private static Entity user(Entity.Relation... relations) {
        return new Entity(
                Claim.USER,
                EntityType.PERSON,
                "user",
                List.of(),
                List.of(relations),
                List.of(),
                1,
                Rows.START,
                Rows.START,
                null);
    }

    private static Known facts(Fact... facts) {
        return new Known(List.of(facts), List.of(), List.of(), List.of());
    }

    private UUID turn(long ordinal) {
        return view.row(ordinal).orElseThrow().id();
    }

    private Keys.Key key(Keys keys, long ordinal) {
        return keys.byEpisode().getOrDefault(turn(ordinal), Keys.Key.NONE);
    }

    /** A session of whose turns one is quoted. */
    private static Session quoting(String id, int sessionOrdinal) {
        Session unread = Session.unread(id, Rows.START, Rows.START.plusSeconds(60), 2, true);
        return new Session(
                id,
                unread.startedAt(),
                unread.lastAt(),
                unread.turns(),
                unread.nextOrdinal(),
                unread.closed(),
                unread.lastRecordedAt(),
                null,
                null,
                null,
                null,
                List.of(new Highlight("turn", sessionOrdinal, Highlight.Type.POINT, "a sentence", 1)),
                0,
                0,
                null,
                null);
    }

    /** The same session as a model told it. */
    private static Session written(Session session, String text, float[] vector) {
        List<KeyedTerm> terms = Stream.of(text.split(" "))
                .map(word -> new KeyedTerm(Rows.term(word), 1))
                .toList();
        return with(session, new WrittenSummary(text, new TextFeatures(Vector.of(vector), terms, new byte[0], 0, 2)));
    }

    private static Session with(Session session, WrittenSummary summary) {
        return new Session(
                session.id(),
                session.startedAt(),
                session.lastAt(),
                session.turns(),
                session.nextOrdinal(),
                session.closed(),
                session.lastRecordedAt(),
                null,
                null,
                null,
                null,
                session.highlights(),
                0,
                0,
                null,
                summary);
    }

    private static Entity person(String name, Fact fact) {
        return new Entity(
                name,
                EntityType.PERSON,
                name,
                List.of(),
                List.of(),
                List.of(fact.id()),
                1,
                Rows.START,
                Rows.START,
                null);
    }

    private static FactQuery asked(String... words) {
        Aspect whole = new Aspect(
                NEAR, Stream.of(words).collect(Collectors.toMap(Rows::term, word -> 1.0)), new float[0][], 1);
        RankQuery query = new RankQuery(List.of(whole), Map.of(), List.of(), Preferences.NONE, Facts.NOW, null);
        return new FactQuery(query, NEAR, false, Set.of(words));
    }
}
