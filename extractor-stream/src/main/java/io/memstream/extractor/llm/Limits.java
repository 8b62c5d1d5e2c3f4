package io.memstream.extractor.llm;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What each tenant has used of its rate and of its day. Counted by this process, from its start. */
final class Limits {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Function<String, TenantRules> rules;
    private final Map<String, Used> tenants = new HashMap<>();

    Limits(Function<String, TenantRules> rules) {
        this.rules = rules;
    }

    /** What a request may do now. */
    enum Permit {
        GO,
        /** Not before another minute's requests are behind. */
        WAIT,
        /** The day's tokens are used up. */
        SPENT
    }

    /** {@code GO} counts as a request. */
    Permit ask(String tenant, Instant now) {
        TenantRules allowed = rules.apply(tenant);
        Used used = tenants.computeIfAbsent(tenant, absent -> new Used());
        used.forgetBefore(now);
        if (used.tokens >= allowed.tokensPerDay()) {
            return Permit.SPENT;
        }
        if (used.requests.size() >= allowed.requestsPerMinute()) {
            return Permit.WAIT;
        }
        used.requests.add(now);
        return Permit.GO;
    }

    void used(String tenant, int tokens, Instant now) {
        Used used = tenants.computeIfAbsent(tenant, absent -> new Used());
        used.forgetBefore(now);
        used.tokens += tokens;
    }

    private static final class Used {
        private final Deque<Instant> requests = new ArrayDeque<>();
        private LocalDate day = LocalDate.EPOCH;
        private long tokens;

        private void forgetBefore(Instant now) {
            while (!requests.isEmpty() && !requests.getFirst().plus(MINUTE).isAfter(now)) {
                requests.removeFirst();
            }
            LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
            if (!today.equals(day)) {
                day = today;
                tokens = 0;
            }
        }
    }
}
