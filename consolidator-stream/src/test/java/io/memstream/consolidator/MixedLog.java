package io.memstream.consolidator;

import io.memstream.consolidator.DrivenConsolidator.Decided;
import io.memstream.consolidator.LogRecords.Keyed;
import io.memstream.core.consolidation.Change;
import io.memstream.core.model.Command;
import io.memstream.core.model.Kind;
import io.memstream.core.model.Mode;
import io.memstream.core.model.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything that influences memory, of several users, out of a seed; commands name facts that there are. */
final class MixedLog {
    static final List<String> USERS = List.of("ana", "ben", "cleo");

    /** Late enough that there is much to erase, early enough that what comes afterwards is refused. */
    private static final int ERASED_AT = 550;

    private static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");
    private static final List<String> HOMES = List.of("Lyon", "Porto", "Oslo");
    private static final List<String> THINGS = List.of("tea", "jazz", "chess", "hiking", "Python");
    private static final List<String> TALK = List.of("Hello there.", "How are you?", "Let us talk about jazz.");

    private final LogRecords log;
    private final Random random;
    private final Map<Owner, List<UUID>> facts = new HashMap<>();
    private final Map<String, List<String>> turns = new HashMap<>();
    private Instant now = MONDAY;
    private int count;

    MixedLog(LogRecords log, Random random) {
        this.log = log;
        this.random = random;
    }

    Keyed next() {
        now = now.plusSeconds(random.nextInt(100) == 0 ? 30 * 86_400 : 60 + random.nextInt(1_200));
        count++;
        if (count == ERASED_AT) {
            return log.erased(USERS.get(0), now);
        }
        String user = any(USERS);
        return switch (random.nextInt(12)) {
            case 0 -> LogRecords.tick(now);
            case 1, 2 -> command(user);
            case 3 -> later(user);
            case 4 -> log.used(user, now.minus(Duration.ofHours(1)), served(user));
            case 5 -> plain(user);
            default -> telling(user);
        };
    }

    void learn(List<Decided> changes) {
        for (Decided decided : changes) {
            if (decided.change() instanceof Change.FactUpdated updated) {
                List<UUID> known = facts.computeIfAbsent(decided.owner(), owner -> new ArrayList<>());
                known.remove(updated.fact().id());
                known.add(updated.fact().id());
            }
        }
    }

    private Keyed plain(String user) {
        return log.turn(user, session(), turnId(user), said(), any(TALK), null);
    }

    /** One in ten comes twice. */
    private Keyed telling(String user) {
        boolean again = random.nextInt(10) == 0 && turns.containsKey(user);
        String turnId = again ? any(turns.getOrDefault(user, List.of())) : turnId(user);
        boolean affirmed = random.nextInt(6) > 0;
        return switch (random.nextInt(4)) {
            case 0 -> {
                String home = any(HOMES);
                yield log.turn(
                        user,
                        session(),
                        turnId,
                        said(),
                        home + " is where I live.",
                        LogRecords.claim("home", home, false, affirmed, null));
            }
            case 1 ->
                log.turn(
                        user,
                        session(),
                        turnId,
                        said(),
                        "asthma troubles me",
                        LogRecords.claim("condition", "asthma", true, affirmed, "health"));
            case 2 ->
                log.turn(
                        user,
                        session(),
                        turnId,
                        said(),
                        "Sarah is my sister.",
                        LogRecords.claim("sister", "Sarah", true, affirmed, null));
            default -> {
                String thing = any(THINGS);
                yield log.turn(
                        user,
                        session(),
                        turnId,
                        said(),
                        thing + " is what I like.",
                        LogRecords.claim("likes", thing, true, affirmed, null));
            }
        };
    }

    private Keyed command(String user) {
        String id = random.nextInt(8) == 0 ? "again" : "c" + count;
        return switch (random.nextInt(8)) {
            case 0 -> {
                String thing = any(THINGS);
                yield log.command(
                        user,
                        id,
                        now,
                        new Command.Remember(thing + " it is.", null, random.nextBoolean(), null, null),
                        thing + " it is.",
                        LogRecords.claim("likes", thing, true, true, null));
            }
            case 1 -> {
                UUID fact = fact(user);
                yield fact == null
                        ? plain(user)
                        : log.command(
                                user,
                                id,
                                now,
                                new Command.Correct(fact, "Turin is where I live.", null, null, null),
                                "Turin is where I live.",
                                LogRecords.claim("home", "Turin", false, true, null));
            }
            case 2 -> command(user, id, forget(user));
            case 3 -> command(user, id, new Command.SetConsent("health", random.nextBoolean()));
            case 4 -> command(user, id, new Command.SetMode(any(List.of(Mode.values()))));
            case 5 ->
                command(
                        user,
                        id,
                        random.nextBoolean()
                                ? new Command.EditBlock("persona", "Likes " + any(THINGS), null, null, null)
                                : new Command.EditBlock("persona", null, any(THINGS), 100, "who it is"));
            case 6 ->
                command(
                        user,
                        id,
                        new Command.ReportOutcome(
                                "summarise", any(THINGS), random.nextBoolean(), null, null, List.of("read"), null));
            default ->
                log.command(
                        user,
                        id,
                        now,
                        new Command.Remember("The door code is 17.", Kind.FACT, true, now.plusSeconds(86_400), null),
                        "The door code is 17.",
                        null);
        };
    }

    private Keyed command(String user, String id, Command command) {
        String text = command instanceof Command.Forget forget && forget.matching() != null ? forget.matching() : "";
        return log.command(user, id, now, command, text, null);
    }

    private Command forget(String user) {
        return switch (random.nextInt(4)) {
            case 0 -> new Command.Forget(fact(user), null, null, fact(user) == null ? "s1" : null, null, null, null);
            case 1 -> new Command.Forget(null, null, null, session(), null, null, null);
            case 2 ->
                new Command.Forget(null, null, null, null, now.minusSeconds(7_200), now.minusSeconds(3_600), null);
            default -> new Command.Forget(null, null, null, null, null, null, any(THINGS));
        };
    }

    private Keyed later(String user) {
        if (!turns.containsKey(user)) {
            return plain(user);
        }
        String thing = any(THINGS);
        return log.later(
                user,
                any(turns.getOrDefault(user, List.of())),
                now,
                thing,
                LogRecords.claim("likes", thing, true, true, null));
    }

    private Map<UUID, Integer> served(String user) {
        UUID fact = fact(user);
        return fact == null ? Map.of() : Map.of(fact, 1 + random.nextInt(5));
    }

    private @Nullable UUID fact(String user) {
        List<UUID> known = facts.getOrDefault(log.owner(user), List.of());
        return known.isEmpty() ? null : any(known);
    }

    private String turnId(String user) {
        String id = "t" + count;
        turns.computeIfAbsent(user, each -> new ArrayList<>()).add(id);
        return id;
    }

    private String session() {
        return "s" + random.nextInt(3);
    }

    /** One in eight tells of earlier. */
    private Instant said() {
        return random.nextInt(8) == 0 ? now.minusSeconds(random.nextInt(900_000)) : now;
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
