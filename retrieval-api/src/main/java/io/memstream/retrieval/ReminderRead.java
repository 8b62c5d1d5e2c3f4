package io.memstream.retrieval;

import io.javalin.http.Context;
import io.memstream.core.context.Reminder;
import io.memstream.core.context.Reminders;
import io.memstream.core.model.Fact;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** {@code GET /v1/users/{user}/reminders}: what to bring up by itself, the soonest first. */
final class ReminderRead {
    private static final int MAX_AHEAD_DAYS = 366;

    private final Users users;
    private final RetrievalConfig config;
    private final InstantSource clock;

    ReminderRead(Users users, RetrievalConfig config, InstantSource clock) {
        this.users = users;
        this.config = config;
        this.clock = clock;
    }

    void reminders(Context context) {
        QueryParameters query = new QueryParameters(context);
        Instant at = Objects.requireNonNullElseGet(query.instant("as_of"), clock::instant);
        Duration ahead = Duration.ofDays(query.integer("ahead", (int) Reminders.AHEAD.toDays(), 0, MAX_AHEAD_DAYS));
        double minConfidence = query.fraction("min_confidence", config.minConfidence());
        String scope = query.identifier("scope");
        List<Fact> facts = users
                .read(
                        context,
                        opened -> opened.await(opened.generation().reader().facts(opened.owner())),
                        List.<Fact>of())
                .stream()
                .filter(fact -> fact.confidence() >= minConfidence)
                .filter(fact -> scope == null || fact.scope() == null || scope.equals(fact.scope()))
                .toList();
        List<Map<String, Object>> reminders = Reminders.due(facts, at, ahead).stream()
                .map(reminder -> json(reminder, at))
                .toList();
        context.json(new Fields().with("reminders", reminders).json());
    }

    static Map<String, Object> json(Reminder reminder, Instant at) {
        return new Fields()
                .with("reason", reminder.type().name().toLowerCase(Locale.ROOT))
                .with("due", reminder.due())
                .with("text", reminder.fact().statement())
                .with("memory_id", reminder.fact().id().toString())
                .with("memory", FactJson.of(reminder.fact(), at))
                .json();
    }
}
