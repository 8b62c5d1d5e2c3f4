package io.memstream.local;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** What a command prints; styled on a terminal, plain elsewhere. */
final class Screen implements StackListener {
    private static final int NAME_WIDTH = 13;

    private final PrintStream out;
    private final boolean terminal;

    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    static Screen standard() {
        boolean terminal =
                System.console() != null && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
        return new Screen(new PrintStream(System.out, true, StandardCharsets.UTF_8), terminal);
    }

    synchronized void line(String format, Object... values) {
        out.println(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
    }

    void title(String text) {
        line("");
        line("%s", bold(text));
    }

    String bold(String text) {
        return styled("1", text);
    }

    String faint(String text) {
        return styled("2", text);
    }

    String good(String text) {
        return styled("32", text);
    }

    String bad(String text) {
        return styled("31", text);
    }

    private String styled(String code, String text) {
        return terminal ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    PrintStream stream() {
        return out;
    }

    boolean isTerminal() {
        return terminal;
    }

    @Override
    public void ready(String name, String address, Duration sinceStart) {
        line(
                "  %s %s %6s   %s",
                String.format("%-" + NAME_WIDTH + "s", name), good("ready"), seconds(sinceStart), address);
    }

    @Override
    public void died(String part, int exitCode, Duration untilRestart) {
        line("  %s died (exit code %d); starting it again in %s", bad(part), exitCode, seconds(untilRestart));
    }

    @Override
    public void back(String part, Duration took) {
        line("  %s is back after %s", part, seconds(took));
    }

    @Override
    public void failed(String part, String message) {
        line("  %s could not be started again: %s", bad(part), message);
    }
}
