package io.memstream.extractor.llm;

import dev.langchain4j.model.chat.request.ChatRequest;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.memstream.core.failure.KeyMissing;
import io.memstream.core.failure.Rejected;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Owner;
import io.memstream.extractor.llm.Job.Ended;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The windows that wait for the model, and those that it reads. Asked by one thread; requests run on the pool's. Who waits
 * holds no thread: a tenant at its limit and a window that failed leave the pool to the others.
 */
final class Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    /** What one tenant may have waiting; more is listed, so that it does not hold up the others. */
    static final int MOST_OF_A_TENANT = 200;

    private static final int SESSIONS_KEPT = 2_000;

    private final WindowReader reader;
    private final Function<String, TenantRules> rules;
    private final Pace pace;
    private final ExecutorService pool;
    private final MeterRegistry meters;
    private final Limits limits;
    private final CircuitBreaker breaker;
    private final List<Job> waiting = new LinkedList<>();
    private final Map<String, Integer> ofTenants = new HashMap<>();
    /** Of sessions that go on; to begin with, and after a restart, a summary begins anew. */
    private final Map<Window.Session, String> summaries = new LinkedHashMap<>(16, .75f, true);

    private final Set<Window.Session> busy = new HashSet<>();
    private final ConcurrentLinkedQueue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private final List<Ended> ended = new ArrayList<>();
    private int running;
    private long bytes;

    Jobs(
            WindowReader reader,
            Function<String, TenantRules> rules,
            Pace pace,
            ExecutorService pool,
            MeterRegistry meters) {
        this.reader = reader;
        this.rules = rules;
        this.pace = pace;
        this.pool = pool;
        this.meters = meters;
        this.limits = new Limits(rules);
        this.breaker = CircuitBreaker.of(
                "llm",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(10)
                        .minimumNumberOfCalls(5)
                        .failureRateThreshold(60)
                        .waitDurationInOpenState(pace.rest())
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
    }

    void add(Window window, Instant now) {
        String tenant = window.owner().tenant();
        if (rules.apply(tenant).requestsPerMinute() == 0 || window.read().isEmpty()) {
            ended.add(new Ended.Extracted(window, Map.of()));
        } else if (ofTenants.merge(tenant, 1, Integer::sum) > MOST_OF_A_TENANT) {
            bytes += window.bytes();
            end(new Ended.Listed(window, "llm_rate_limit", "the tenant sends more than its requests per minute allow"));
        } else {
            bytes += window.bytes();
            waiting.add(Job.of(window, now));
        }
    }

    /** Of an erased user nothing is read any more; what is under way has no effect, as nothing can be sealed. */
    void drop(Owner owner) {
        forget(owner);
        Iterator<Job> jobs = waiting.iterator();
        while (jobs.hasNext()) {
            Window window = jobs.next().window();
            if (window.owner().equals(owner)) {
                jobs.remove();
                end(new Ended.Gone(window));
            }
        }
    }

    /** What was written about the owner's sessions so far may not be told on. */
    void forget(Owner owner) {
        summaries.keySet().removeIf(session -> session.owner().equals(owner));
    }

    int unfinished() {
        return waiting.size() + running;
    }

    /** What the unfinished ones hold in memory. */
    long bytes() {
        return bytes;
    }

    int running() {
        return running;
    }

    /** Starts what may start now, in the order in which the windows closed; answers what has ended. */
    List<Ended> advance(Instant now) {
        settle(now);
        start(now);
        List<Ended> all = List.copyOf(ended);
        ended.clear();
        return all;
    }

    /** Windows of one session one after another, as each goes on from the summary of the one before. */
    private void start(Instant now) {
        Set<Window.Session> held = new HashSet<>(busy);
        Iterator<Job> jobs = waiting.iterator();
        while (jobs.hasNext() && running < pace.inFlight()) {
            Job job = jobs.next();
            if (job.since().plus(pace.patience()).isBefore(now)) {
                jobs.remove();
                end(new Ended.Listed(job.window(), "llm_unavailable", "the model did not answer for too long"));
            } else if (held.add(job.window().session()) && !job.notBefore().isAfter(now)) {
                if (!breaker.tryAcquirePermission()) {
                    return;
                }
                switch (limits.ask(job.window().owner().tenant(), now)) {
                    case GO -> {
                        jobs.remove();
                        begin(job);
                    }
                    case WAIT -> breaker.releasePermission();
                    case SPENT -> {
                        breaker.releasePermission();
                        jobs.remove();
                        end(new Ended.Listed(
                                job.window(), "llm_tokens_spent", "the tenant's tokens of the day are used up"));
                    }
                }
            }
        }
    }

    private void begin(Job job) {
        String soFar = summaries.getOrDefault(job.window().session(), "");
        busy.add(job.window().session());
        running++;
        CompletableFuture.supplyAsync(() -> attempt(job, soFar), pool)
                .exceptionally(broken ->
                        new Attempt(job, null, null, null, new IllegalStateException("reading broke", broken)))
                .thenAccept(attempts::add);
    }

    /** On the pool: one request, and what came of it. */
    private Attempt attempt(Job job, String soFar) {
        ChatRequest request = job.request();
        Model.Answer answer = null;
        Timer.Sample sample = Timer.start(meters);
        String outcome = "failed";
        try {
            Window window = job.window();
            TenantRules own = rules.apply(window.owner().tenant());
            if (request == null) {
                request = reader.request(window, soFar, own);
            }
            long start = System.nanoTime();
            answer = asked(request, start);
            WindowReader.Found found = reader.found(window, soFar, own, answer);
            outcome = "answered";
            return new Attempt(job, request, answer, found, null);
        } catch (RuntimeException failed) {
            if (request == null) {
                breaker.releasePermission();
            }
            outcome = failed instanceof RefusedReply refused
                    ? refused.code()
                    : failed instanceof Model.Away away ? away.code() : "failed";
            return new Attempt(job, request, answer, null, failed);
        } finally {
            sample.stop(Timer.builder("memstream.extractor.llm.request")
                    .tag("outcome", outcome)
                    .publishPercentileHistogram()
                    .minimumExpectedValue(Duration.ofMillis(100))
                    .maximumExpectedValue(Duration.ofMinutes(2))
                    .register(meters));
        }
    }

    private Model.Answer asked(ChatRequest request, long start) {
        try {
            Model.Answer answer = reader.ask(request);
            breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return answer;
        } catch (Model.Away away) {
            if (away.code().equals("llm_rate_limited")) {
                // It lives, and says when.
                breaker.releasePermission();
            } else {
                breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, away);
            }
            throw away;
        } catch (RuntimeException other) {
            breaker.releasePermission();
            throw other;
        }
    }

    private void settle(Instant now) {
        Attempt attempt = attempts.poll();
        while (attempt != null) {
            running--;
            busy.remove(attempt.job().window().session());
            settle(attempt, now);
            attempt = attempts.poll();
        }
    }

    private void settle(Attempt attempt, Instant now) {
        Job job = attempt.job();
        Window window = job.window();
        if (attempt.answer() != null) {
            limits.used(window.owner().tenant(), attempt.answer().tokens(), now);
            meters.counter("memstream.extractor.llm.tokens")
                    .increment(attempt.answer().tokens());
        }
        RuntimeException failure = attempt.failure();
        if (failure == null) {
            WindowReader.Found found = Objects.requireNonNull(attempt.found());
            summarised(window.session(), found.summary());
            end(new Ended.Extracted(window, found.extractions()));
        } else if (failure instanceof RefusedReply refused) {
            refused(attempt, refused, now);
        } else if (failure instanceof Model.Misconfigured wrong) {
            LOG.error("{} waits until it is repaired: {}", window, wrong.getMessage());
            waiting.add(0, job.later(now.plus(pace.retryLongest())));
        } else if (failure instanceof Model.Away away) {
            away(job, away, now);
        } else if (failure instanceof Unavailable away) {
            // Ours, not the model's: the key store. It costs no attempt.
            LOG.warn("{} waits: {}", window, away.detail());
            waiting.add(0, job.later(now.plus(pace.retryLongest())));
        } else if (failure instanceof Rejected rejected && rejected.code().equals("erased")) {
            end(new Ended.Gone(window));
        } else if (failure instanceof KeyMissing missing) {
            throw missing;
        } else if (failure instanceof Model.Declined declined) {
            end(new Ended.Listed(window, "llm_declined", String.valueOf(declined.getMessage())));
        } else {
            LOG.error("{} cannot be read", window, failure);
            end(new Ended.Listed(
                    window,
                    "llm_failed",
                    "reading fails with " + failure.getClass().getName()));
        }
    }

    private void summarised(Window.Session session, String summary) {
        if (!summary.isEmpty()) {
            summaries.put(session, summary);
        }
        if (summaries.size() > SESSIONS_KEPT) {
            summaries.remove(summaries.keySet().iterator().next());
        }
    }

    private void refused(Attempt attempt, RefusedReply refused, Instant now) {
        Job job = attempt.job();
        if (job.replies() + 1 < pace.replies() && attempt.request() != null && attempt.answer() != null) {
            ChatRequest next = reader.again(attempt.request(), attempt.answer().text(), refused.complaint());
            waiting.add(0, job.refused(now, next));
        } else {
            end(new Ended.Listed(job.window(), refused.code(), refused.complaint()));
        }
    }

    private void away(Job job, Model.Away away, Instant now) {
        if (job.attempts() + 1 >= pace.attempts()) {
            end(new Ended.Listed(job.window(), away.code(), String.valueOf(away.getMessage())));
            return;
        }
        Duration pause = away.after().orElse(pace.pauseAfter(job.attempts() + 1));
        LOG.warn("{} is tried again in {} ms: {}", job.window(), pause.toMillis(), away.getMessage());
        waiting.add(0, job.failed(now.plus(pause)));
    }

    private void end(Ended end) {
        bytes -= end.window().bytes();
        ofTenants.computeIfPresent(end.window().owner().tenant(), (tenant, count) -> count > 1 ? count - 1 : null);
        ended.add(end);
    }

    /**
     * @param request that was made; null when it could not be made
     * @param answer null when there was none
     * @param found null unless the answer was taken
     * @param failure null when it was
     */
    private record Attempt(
            Job job,
            @Nullable ChatRequest request,
            Model.@Nullable Answer answer,
            WindowReader.@Nullable Found found,
            @Nullable RuntimeException failure) {}
}
