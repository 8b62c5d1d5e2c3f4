package io.memstream.core.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.memstream.core.model.Procedure;
import io.memstream.core.model.Procedure.Approach;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProceduresTest {
    private static final Instant NOW = Instant.parse("2026-01-10T09:00:00Z");

    @Test
    void whatWorkedMoreOftenIsBest() {
        Procedure procedure = procedure("summarise", null, tried("bullet list", 2, 2), tried("long essay", 3, 1));

        assertThat(Procedures.best(procedure)).map(Approach::name).hasValue("bullet list");
    }

    @Test
    void oneLuckySuccessIsNoProof() {
        Procedure procedure = procedure("summarise", null, tried("poem", 1, 1), tried("bullet list", 9, 7));

        assertThat(Procedures.best(procedure)).map(Approach::name).hasValue("bullet list");
    }

    @Test
    void twoOfTwoDoNotBeatNineteenOfTwenty() {
        Procedure procedure = procedure("deploy", null, tried("by hand", 2, 2), tried("pipeline", 20, 19));

        assertThat(Procedures.best(procedure)).map(Approach::name).hasValue("pipeline");
    }

    @Test
    void whatNeverWorkedIsNotBest() {
        Procedure procedure = procedure("deploy", null, tried("by hand", 5, 0), tried("pipeline", 1, 1));

        assertThat(Procedures.best(procedure)).isEmpty();
    }

    @Test
    void theSureRateComesNearTheRateWithAttempts() {
        assertThat(Procedures.sureRate(tried("x", 0, 0))).isZero();
        assertThat(Procedures.sureRate(tried("x", 1, 1))).isCloseTo(.378, within(.001));
        assertThat(Procedures.sureRate(tried("x", 10, 9))).isCloseTo(.718, within(.001));
        assertThat(Procedures.sureRate(tried("x", 1_000, 900))).isCloseTo(.887, within(.001));
    }

    @ParameterizedTest
    @CsvSource({
        "summarise, Please summarise this report",
        "summarise, Can you write a summary of the meeting?",
        "summarise, SUMMARIZE!",
        "Summarising reports, summarise the quarterly report",
        "summarization, I need this summarised",
        "code_review, Could you review my code?",
        "codeReview, a review of this code",
        "translate, A translation into Danish please",
        "debugging, Let's debug the login page",
        "write email, Write an e-mail to Bob. Email him today.",
        "planning a trip, help me plan our trip to Lisbon",
        "analysis, analyse the numbers",
        "testing, write tests for this class",
    })
    void aRequestNamesTheTaskInAnyForm(String task, String request) {
        assertThat(Procedures.applicable(List.of(procedure(task, null)), request))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "summarise, What is the weather in summer?",
        "code_review, Review the contract",
        "translate, Transport to the airport",
        "planning, The planet Mars",
        "deploy, Please summarise this report",
    })
    void anotherRequestDoesNot(String task, String request) {
        assertThat(Procedures.applicable(List.of(procedure(task, null)), request))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "when the user asks about a failing build, The build is failing again",
        "error in production, There was an error in production tonight",
        "invoice, Where is my invoice?",
    })
    void aTriggerIsEnough(String trigger, String request) {
        assertThat(Procedures.applicable(List.of(procedure("incident handling", trigger)), request))
                .hasSize(1);
    }

    @Test
    void oneCommonWordOfALongTriggerIsNot() {
        Procedure procedure = procedure("incident handling", "when a customer reports an error in production");

        assertThat(Procedures.applicable(List.of(procedure), "How is the olive production in Greece?"))
                .isEmpty();
    }

    @Test
    void theBetterFitComesFirst() {
        Procedure any = procedure("review", null);
        Procedure precise = procedure("code review", null);

        assertThat(Procedures.applicable(List.of(any, precise), "review this code"))
                .containsExactly(precise, any);
    }

    private static Procedure procedure(String task, @Nullable String trigger, Approach... approaches) {
        return new Procedure(task, task, null, trigger, Arrays.asList(approaches), NOW);
    }

    private static Approach tried(String name, int attempts, int successes) {
        return new Approach(name, List.of(), attempts, successes, List.of(), NOW);
    }
}
