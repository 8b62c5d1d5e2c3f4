package io.memstream.adapters.streams;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.core.failure.KeyMissing;
import io.memstream.core.failure.Unavailable;
import io.memstream.schemas.BadRecord;
import io.memstream.schemas.RegistryUnavailable;
import io.memstream.schemas.UnknownRecordType;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HaltOrReplaceTest {
    private final HaltOrReplace answer = new HaltOrReplace("test", Duration.ofMillis(10), Duration.ofMillis(40));

    static Stream<Throwable> whatMayPass() {
        return Stream.of(
                new Unavailable("the key store does not answer"),
                new Unavailable("the store does not answer", new IllegalStateException("session is closed")),
                new RegistryUnavailable("the registry does not answer", null),
                new TimeoutException("no answer"),
                new KafkaException("the broker is away"),
                new StreamsException("no commit"));
    }

    @ParameterizedTest
    @MethodSource("whatMayPass")
    void whatMayPassIsTriedAgainByANewThread(Throwable cause) {
        StreamThreadExceptionResponse response = answer.handle(new StreamsException("in task 0_1", cause));

        assertThat(response).isEqualTo(REPLACE_THREAD);
        assertThat(answer.problem()).isEmpty();
    }

    static Stream<Throwable> whatWouldFailAgain() {
        return Stream.of(
                new KeyMissing("a user's key is missing"),
                new UnknownRecordType("the log carries a type of tomorrow"),
                new BadRecord(BadRecord.Code.UNDECODABLE, "cut off"),
                new NullPointerException(),
                new IllegalStateException("not initialised"),
                new IllegalArgumentException("negative"),
                new ClassCastException("not a turn"),
                new RecordTooLargeException("5 MB"),
                new TopicAuthorizationException("memory-changes"),
                new OutOfMemoryError());
    }

    @ParameterizedTest
    @MethodSource("whatWouldFailAgain")
    void whatWouldFailAgainHaltsAndIsTold(Throwable cause) {
        StreamThreadExceptionResponse response =
                answer.handle(new StreamsException("in task 0_1", new KafkaException("while processing", cause)));

        assertThat(response).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(answer.problem()).get().asString().contains("halted").doesNotContain(cause.toString());
    }

    @Test
    void pausesGrow() {
        long began = System.nanoTime();

        for (int failure = 0; failure < 4; failure++) {
            answer.handle(new TimeoutException("no answer"));
        }

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(110));
    }

    @Test
    void closingEndsAPauseAndReplacesNothing() throws Exception {
        HaltOrReplace patient = new HaltOrReplace("test", Duration.ofMinutes(5), Duration.ofMinutes(5));
        CompletableFuture<StreamThreadExceptionResponse> paused =
                CompletableFuture.supplyAsync(() -> patient.handle(new TimeoutException("no answer")));

        patient.close();

        assertThat(paused.get(10, TimeUnit.SECONDS)).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(patient.problem()).isEmpty();
    }
}
