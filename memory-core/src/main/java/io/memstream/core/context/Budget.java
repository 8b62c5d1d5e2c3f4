package io.memstream.core.context;

import io.memstream.core.context.Writing.Written;
import io.memstream.core.port.TokenCounter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * The candidates that were admitted so far, each as it is shown, and what they take together. Counting is what assembling
 * costs: far from the limit each candidate is counted by itself, which is a little too much; close to it the page is
 * written, of which only new lines are counted.
 */
final class Budget {
    /** Texts have at most so many characters to a token, but for rare ones. */
    private static final int MOST_CHARACTERS = 10;

    /** What a piece takes less beside others than by itself is a date and what it is set off by. */
    private static final int MOST_SHARED = 24;

    /** Of usual prose. */
    static final int CHARACTERS_PER_TOKEN = 4;

    /** A text is as dense throughout as in its beginning. */
    private static final int SAMPLE = 800;

    private final Writing writing;
    private final TokenCounter counter;
    private final int budget;
    private final Map<Candidate, List<Piece>> shown = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<Section, Integer> takenBy = new EnumMap<>(Section.class);

    /** The budget, and what the lines together take less than each by itself. */
    private int limit;

    private int taken;

    /** Whether that is of the page as it is written, and no sum of what each takes by itself. */
    private boolean written;

    Budget(Writing writing, TokenCounter counter, int budget) {
        this.writing = writing;
        this.counter = counter;
        this.budget = budget;
        this.limit = budget;
    }

    int limit() {
        return budget;
    }

    /** Tokens that are left. */
    int room() {
        return Math.max(0, limit - taken);
    }

    int takenBy(Section section) {
        return takenBy.getOrDefault(section, 0);
    }

    boolean holds(Candidate candidate) {
        return shown.containsKey(candidate);
    }

    double charactersPerToken(String text) {
        String sample = text.substring(0, Math.min(SAMPLE, text.length()));
        return (double) sample.length() / Math.max(1, count(sample));
    }

    /** How it is shown; empty when it is not. */
    List<Piece> shown(Candidate candidate) {
        return shown.getOrDefault(candidate, List.of());
    }

    /**
     * Shows a candidate, or shows it otherwise than before.
     *
     * @param share what its section may take
     * @return whether there is room; else everything stays as it was
     */
    boolean show(Candidate candidate, List<Piece> pieces, int share) {
        List<Piece> before = shown.get(candidate);
        int characters =
                pieces.stream().mapToInt(piece -> piece.text().length()).sum()
                        - (before == null
                                ? 0
                                : before.stream()
                                        .mapToInt(piece -> piece.text().length())
                                        .sum());
        if (characters / MOST_CHARACTERS > Math.min(room(), share)) {
            return false;
        }
        int cost = cost(candidate.section(), pieces) - (before == null ? 0 : cost(candidate.section(), before));
        if (takenBy(candidate.section()) + cost > share) {
            return false;
        }
        shown.put(candidate, pieces);
        int estimated = taken + cost;
        boolean close = estimated > limit && !(written && estimated > limit + MOST_SHARED);
        if (close) {
            estimated = tokensByLine();
        }
        if (estimated > limit) {
            if (before == null) {
                shown.remove(candidate);
            } else {
                shown.put(candidate, before);
            }
            return false;
        }
        taken = estimated;
        written = close;
        takenBy.merge(candidate.section(), cost, Integer::sum);
        return true;
    }

    /** What pieces take by themselves, without the frame that is there already. */
    private int cost(Section section, List<Piece> pieces) {
        List<String> chunks = writing.write(Page.of(pieces)).chunks();
        int frame = shown.isEmpty() ? 0 : count(chunks.get(0));
        boolean begun = shown.keySet().stream().anyMatch(other -> other.section() == section);
        if (begun && chunks.size() > 1) {
            frame += count(chunks.get(1));
        }
        return Math.max(1, chunks.stream().mapToInt(this::count).sum() - frame);
    }

    private int tokensByLine() {
        return write().chunks().stream().mapToInt(this::count).sum();
    }

    private int count(String text) {
        return text.isEmpty() ? 0 : counts.computeIfAbsent(text, counter::count);
    }

    /**
     * Counts the whole. Lines may share a token, so that there is more room than it seemed; or, rarely, less: then the last
     * ones give way.
     *
     * @return tokens of the whole
     */
    int settle() {
        int exact = tokens(write());
        while (exact > budget) {
            dropLast();
            exact = tokens(write());
        }
        taken = tokensByLine();
        written = true;
        limit = budget + taken - exact;
        return exact;
    }

    /** The last that was admitted gives way. */
    void dropLast() {
        shown.remove(new ArrayList<>(shown.keySet()).get(shown.size() - 1));
    }

    private Written write() {
        return writing.write(
                Page.of(shown.values().stream().flatMap(List::stream).toList()));
    }

    /** @param citations by what number each is cited; 0 for none */
    Written write(ToIntFunction<Candidate> citations) {
        List<Piece> pieces = new ArrayList<>();
        shown.forEach((candidate, parts) -> parts.forEach(
                piece -> pieces.add(piece.cite() == 0 ? piece : piece.citedAs(citations.applyAsInt(candidate)))));
        return writing.write(Page.of(pieces));
    }

    int tokens(Written written) {
        String text = written.counted();
        return count(text);
    }
}
