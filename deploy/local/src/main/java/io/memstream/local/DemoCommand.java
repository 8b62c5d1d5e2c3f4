package io.memstream.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code memstream demo}. */
@Command(
        name = "demo",
        description =
                "Publishes a sample of conversations and shows the memory that comes of it. Uses the stack that runs"
                        + " on the folder; without one, starts it and stops it afterwards.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // Fields are set by picocli before the command runs.
final class DemoCommand implements Callable<Integer> {
    private static final int MAX_TOKENS = 300;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int USER_DIGITS = 8;
    private static final int QUOTE_CHARACTERS = 90;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    @ParentCommand
    private Memstream memstream;

    @Mixin
    private StackOptions options;

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            defaultValue = "${env:MEMSTREAM_API_KEY:-" + CommandLine.Option.NULL_VALUE + "}",
            description = "For a stack with credentials (default: MEMSTREAM_API_KEY).")
    private @Nullable String apiKey;

    @Override
    public Integer call() throws Exception {
        StackFile file = new StackFile(memstream.data());
        if (file.owner().running().isPresent()) {
            LocalStack stack = new LocalStack(file.read()
                    .orElseThrow(() -> new CommandFailed(
                            "The stack on " + memstream.data() + " is about to start; try again when it is ready.")));
            stack.awaitReady(LocalStack.START, StackListener.SILENT);
            show(stack.gateway(), stack.retrieval());
            return 0;
        }
        try (StackRun run = StackRun.start(options.config(memstream.data()), memstream.screen())) {
            show(run.stack().gateway(), run.stack().retrieval());
            memstream.screen().line("");
        }
        memstream.screen().line("./memstream up starts the stack to stay.");
        return 0;
    }

    private void show(URI gateway, URI retrieval) throws IOException, InterruptedException {
        Sample sample = Sample.shipped();
        StackApi api = new StackApi(gateway, retrieval, apiKey);
        String user = "nora-" + UUID.randomUUID().toString().substring(0, USER_DIGITS);
        Screen screen = memstream.screen();

        screen.title("Published");
        List<Map<String, Object>> turns = sample.turns(user, Instant.now());
        long start = System.nanoTime();
        String position =
                api.write("/v1/turns", Map.of("turns", turns)).path("position").asText();
        long accepted = System.nanoTime();
        screen.line("  %s", sample.about());
        screen.line(
                "  %d turns of %d sessions, as user %s, accepted in %d ms",
                turns.size(), sample.sessions().size(), user, millis(accepted - start));
        String ofUser = "/v1/users/" + user;
        String after = "after=" + StackApi.encoded(position) + "&timeout_ms=" + PATIENCE_MILLIS;
        JsonNode memories = api.read(ofUser + "/memories?limit=100&" + after);
        screen.line("  all recallable %d ms after that", millis(System.nanoTime() - accepted));

        showMemories(screen, "Remembered, with what was said", memories.path("memories"));
        showMemories(
                screen,
                "No longer so",
                api.read(ofUser + "/memories?status=superseded&" + after).path("memories"));
        showSessions(screen, api.read(ofUser + "/sessions?" + after).path("sessions"));
        for (String question : sample.questions()) {
            showContext(screen, api, user, position, question);
        }
        showForgetting(screen, api, user, sample.forgotten());
        screen.title("Try it yourself");
        screen.line("  curl %s/v1/context -H 'Content-Type: application/json' \\", retrieval);
        screen.line("       -d '{\"user_id\": \"%s\", \"query\": \"What does she like?\"}'", user);
    }

    private static void showMemories(Screen screen, String title, JsonNode memories) {
        screen.title(title);
        Map<String, List<JsonNode>> byKind = new TreeMap<>();
        memories.forEach(memory -> byKind.computeIfAbsent(memory.path("kind").asText(), kind -> new ArrayList<>())
                .add(memory));
        if (byKind.isEmpty()) {
            screen.line("  nothing");
        }
        byKind.forEach((kind, ofKind) -> {
            screen.line("  %s", kind);
            for (JsonNode memory : ofKind) {
                screen.line("    %s", memory.path("text").asText());
                JsonNode evidence = memory.path("evidence").path(0);
                if (!evidence.isMissingNode()) {
                    screen.line("      %s", screen.faint(said(evidence)));
                }
            }
        });
    }

    private static String said(JsonNode evidence) {
        String quote = evidence.path("quote").asText();
        String shown = quote.length() > QUOTE_CHARACTERS ? quote.substring(0, QUOTE_CHARACTERS) + "…" : quote;
        return day(evidence.path("occurred_at")) + ": \"" + shown + "\"";
    }

    private static void showSessions(Screen screen, JsonNode sessions) {
        screen.title("Sessions");
        for (JsonNode session : sessions) {
            screen.line(
                    "  %-18s %s, %d turns",
                    session.path("session_id").asText(),
                    day(session.path("started_at")),
                    session.path("turns").asInt());
            screen.line("    %s", screen.faint(session.path("summary").asText()));
        }
    }

    /** The user says it, as they would to an assistant. */
    private static void showForgetting(Screen screen, StackApi api, String user, Sample.Forgotten forgotten)
            throws IOException, InterruptedException {
        screen.title("The user says: " + forgotten.said());
        Map<String, Object> turn =
                Map.of("user_id", user, "session_id", "today", "role", "user", "content", forgotten.said());
        String position = api.write("/v1/turns", turn).path("position").asText();
        showContext(screen, api, user, position, forgotten.question());
    }

    private static void showContext(Screen screen, StackApi api, String user, String position, String question)
            throws IOException, InterruptedException {
        JsonNode answer = api.ask(
                "/v1/context", Map.of("user_id", user, "query", question, "max_tokens", MAX_TOKENS, "after", position));
        screen.title("Context for: " + question);
        answer.path("context").asText().lines().forEach(line -> screen.line("  %s", line));
        screen.line(
                "  %s",
                screen.faint(String.format(
                        Locale.ROOT,
                        "%d items, %d tokens, %.1f ms",
                        answer.path("items").size(),
                        answer.path("tokens").asInt(),
                        answer.path("took_ms").asDouble())));
    }

    private static String day(JsonNode time) {
        return time.isTextual() ? DAY.format(Instant.parse(time.asText())) : "";
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }
}
