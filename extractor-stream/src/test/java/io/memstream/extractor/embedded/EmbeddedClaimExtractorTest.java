package io.memstream.extractor.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.model.Claim;
import io.memstream.core.model.EntityType;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Role;
import io.memstream.core.model.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EmbeddedClaimExtractorTest {
    private static final Instant NOW = Instant.parse("2026-06-01T09:00:00Z");

    private final EmbeddedClaimExtractor extractor = EmbeddedClaimExtractor.english();

    /** {@code ?} the assistant's question before, {@code <} the user's own turn before, {@code >} the turn, then its claims. */
    static Stream<Arguments> statements() {
        List<Arguments> cases = new ArrayList<>();
        List<String> claims = new ArrayList<>();
        List<Turn> previous = new ArrayList<>();
        for (String file : List.of(
                "claims.txt",
                "claims-dated.txt",
                "claims-life.txt",
                "claims-areas.txt",
                "claims-answers.txt",
                "claims-others.txt",
                "claims-whole.txt")) {
            for (String line : Resources.lines(file)) {
                String content = line.substring(1).strip();
                switch (line.charAt(0)) {
                    case '?' -> previous.add(turn(Role.ASSISTANT, null, content));
                    case '<' -> previous.add(turn(Role.USER, null, content));
                    case '>' -> {
                        claims = new ArrayList<>();
                        cases.add(Arguments.of(content, List.copyOf(previous), claims));
                        previous.clear();
                    }
                    default -> claims.add(line);
                }
            }
        }
        return cases.stream();
    }

    static Stream<String> nothing() {
        return Resources.lines("nothing.txt").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    void whatIsStatedIsClaimed(String content, List<Turn> previous, List<String> expected) {
        List<Claim> claims = extractor.extract(turn(Role.USER, null, content), previous);

        assertThat(claims).extracting(EmbeddedClaimExtractorTest::shown).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(claims).allSatisfy(claim -> {
            assertThat(claim.confidence()).isBetween(claim.explicit() ? .7 : .3, claim.explicit() ? 1.0 : .69);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nothing")
    void whatIsNotStatedIsNotClaimed(String content) {
        assertThat(extractor.extract(turn(Role.USER, null, content), List.of())).isEmpty();
    }

    static Stream<String> messages() {
        return Resources.lines("standing.txt").stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void onlyWhatIsToStandIsAnInstruction(String message) {
        String content = message.substring(1).strip();

        List<Claim> claims = extractor.extract(turn(Role.USER, null, content), List.of());

        assertThat(claims.stream().anyMatch(claim -> claim.kind() == Kind.INSTRUCTION))
                .isEqualTo(message.startsWith("+"));
    }

    @Test
    void evidenceIsTheWordsThatSayIt() {
        String content = "Good morning. Well, I live in Boston and I'm vegetarian.";

        List<Claim> claims = extractor.extract(turn(Role.USER, null, content), List.of());

        assertThat(claims)
                .extracting(claim -> claim.evidence().of(content))
                .containsExactly("I live in Boston", "I'm vegetarian");
    }

    @Test
    void codeIsNotAStatement() {
        String content = "See:\n```\nI live in Boston.\n```\nI'm vegetarian.";

        List<Claim> claims = extractor.extract(turn(Role.USER, null, content), List.of());

        assertThat(claims).extracting(Claim::attribute).containsExactly("diet");
    }

    @Test
    void onlyUsersSpeakOfThemselves() {
        for (Role role : List.of(Role.ASSISTANT, Role.SYSTEM, Role.TOOL)) {
            assertThat(extractor.extract(turn(role, null, "I live in Boston."), List.of()))
                    .isEmpty();
        }
    }

    @Test
    void namedSpeakersAreSubjects() {
        List<Claim> claims =
                extractor.extract(turn(Role.USER, "Caroline", "I moved to Denver, I love my garden."), List.of());

        assertThat(claims).extracting(Claim::subject).containsOnly("Caroline");
        assertThat(claims)
                .extracting(Claim::statement)
                .containsExactly("Caroline lives in Denver.", "Caroline likes their garden.");
    }

    @Test
    void aClaimSaysWhatKindOfThingItsValueNames() {
        String content =
                "I live in Oslo, I work at Siemens, my wife is called Sarah and we have a cat named Luna. I work at"
                        + " a small bakery.";

        List<Claim> claims = extractor.extract(turn(Role.USER, null, content), List.of());

        assertThat(claims)
                .extracting(Claim::names)
                .containsExactly(EntityType.PLACE, EntityType.ORGANISATION, EntityType.PERSON, EntityType.THING, null);
    }

    @Test
    void whatIsChosenInPassingIsNotSaidOutright() {
        List<Claim> claims = extractor.extract(turn(Role.USER, null, "Can you write it in Python?"), List.of());

        assertThat(claims).singleElement().satisfies(claim -> {
            assertThat(claim.explicit()).isFalse();
            assertThat(claim.confidence()).isLessThan(.7);
            assertThat(claim.value()).isEqualTo("Python");
        });
    }

    @Test
    void theCloseOnesOfANamedSpeakerAreTheSpeakers() {
        List<Claim> claims = extractor.extract(turn(Role.USER, "Caroline", "My sister is a doctor."), List.of());

        assertThat(claims).extracting(Claim::subject).containsExactly("Caroline's sister");
    }

    @Test
    void whatBeginsWithTheTurnHoldsFromThen() {
        List<Claim> claims = extractor.extract(turn(Role.USER, null, "I just moved to Denver."), List.of());

        assertThat(claims).extracting(Claim::validFrom).containsExactly(NOW);
    }

    @Test
    void aWordOfChangeTellsThatAnotherValueHeldBefore() {
        List<Claim> claims = extractor.extract(turn(Role.USER, null, "My favorite color is green now."), List.of());

        assertThat(claims).extracting(Claim::validFrom).containsExactly(NOW);
    }

    @Test
    void withoutOneNothingIsSaidOfSinceWhen() {
        List<Claim> claims = extractor.extract(turn(Role.USER, null, "I live in New York."), List.of());

        assertThat(claims).extracting(Claim::validFrom).containsOnlyNulls();
    }

    @Test
    void whatIsSaidToHaveHappenedIsAnEventOfThatDay() {
        String content = "Good evening! I went to a pottery class yesterday, can you recommend another?";

        List<Claim> claims = extractor.extract(turn(Role.USER, null, content), List.of());

        assertThat(claims).singleElement().satisfies(claim -> {
            assertThat(claim.kind()).isEqualTo(Kind.EVENT);
            assertThat(claim.validFrom()).isEqualTo("2026-05-31T00:00:00Z");
            assertThat(claim.evidence().of(content)).isEqualTo("I went to a pottery class yesterday");
        });
    }

    @Test
    void anAnswerIsItsOwnEvidence() {
        Turn question = turn(Role.ASSISTANT, null, "Nice to meet you! Where do you live?");

        List<Claim> claims = extractor.extract(turn(Role.USER, null, "Denver. Why?"), List.of(question));

        assertThat(claims).singleElement().satisfies(claim -> {
            assertThat(claim.statement()).isEqualTo("The user lives in Denver.");
            assertThat(claim.evidence().of("Denver. Why?")).isEqualTo("Denver.");
        });
    }

    @Test
    void whatIsOnlyThoughtIsLessSure() {
        List<Claim> claims = extractor.extract(turn(Role.USER, null, "I think I'm allergic to peanuts."), List.of());

        assertThat(claims)
                .extracting(Claim::confidence)
                .allSatisfy(confidence -> assertThat(confidence).isLessThan(.7));
    }

    @Test
    void hostileTextsTakeNoLongerThanOthers() {
        List<String> hostile = List.of(
                "I love " + "very ".repeat(200_000),
                "I'm " + "A".repeat(1_000_000),
                "my favourite " + "x ".repeat(500_000) + " is",
                ("I live in " + "Aa ".repeat(150) + ", ").repeat(2_000),
                "I work as a " + "senior ".repeat(80) + "unknown. ".repeat(10_000),
                "and and and ".repeat(80_000),
                "I love a. ".repeat(100_000),
                "\"".repeat(1_000_000));

        Instant start = Instant.now();
        for (String content : hostile) {
            assertThat(extractor
                            .extract(turn(Role.USER, null, content), List.of())
                            .size())
                    .isLessThanOrEqualTo(32);
        }

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
    }

    private static String shown(Claim claim) {
        Instant from = claim.validFrom();
        String dated =
                from == null || from.equals(NOW) ? "" : " | " + from.toString().substring(0, 10);
        String sensitive = claim.sensitivity() == null ? "" : " | " + claim.sensitivity();
        String subject = claim.subject().equals(Claim.USER) ? "" : claim.subject() + ": ";
        return subject + (claim.affirmed() ? "" : "!") + claim.attribute() + " = " + claim.value() + " | "
                + claim.statement() + dated + sensitive;
    }

    private static Turn turn(Role role, @Nullable String speaker, String content) {
        return new Turn(
                "t1", "u1", "s1", role, content, speaker, null, null, null, List.of(), Map.of(), null, NOW, NOW);
    }
}
