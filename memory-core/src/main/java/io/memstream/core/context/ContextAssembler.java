package io.memstream.core.context;

import io.memstream.core.context.Piece.Section;
import io.memstream.core.model.Turn;
import io.memstream.core.port.TokenCounter;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * Fits chosen memories and the running conversation into a token budget. The latest turns come first, up to their share;
 * then the items, best first; what is left goes to older turns of the conversation. Nothing is cut within a sentence.
 */
public final class ContextAssembler {
    /** Of the budget, what the running conversation may take before the items had their turn. */
    private static final double CONVERSATION_SHARE = .4;

    /** How long a cut text must at least be to be worth showing. */
    private static final int LEAST_CHARACTERS = 40;

    /** How many sentence ends are tried before an item is given up. */
    private static final int CUTS = 4;

    /** After so many items in a row that found no room, the budget is used up. */
    private static final int MISSES = 5;

    private final TokenCounter counter;

    public ContextAssembler(TokenCounter counter) {
        this.counter = counter;
    }

    /**
     * @param ranked best first
     * @param workingMemory the last turns of the running conversation, oldest first; not repeated as items
     * @param maxTokens exact upper bound of what is written
     */
    public Assembled assemble(List<ContextItem> ranked, List<Turn> workingMemory, Format format, int maxTokens) {
        Budget budget = new Budget(Writing.of(format), maxTokens);
        List<Piece> latestFirst = new ArrayList<>(
                workingMemory.stream().map(ContextAssembler::piece).toList());
        latestFirst.sort(Comparator.comparing(Piece::at).reversed());
        List<Piece> older = new ArrayList<>();
        int share = (int) (maxTokens * CONVERSATION_SHARE);
        for (Piece turn : latestFirst) {
            if (!older.isEmpty() || !budget.add(turn, share)) {
                older.add(turn);
            }
        }
        List<ContextItem> given = new ArrayList<>();
        Set<UUID> seen = new HashSet<>();
        int misses = 0;
        for (ContextItem item : ranked) {
            if (!seen.add(item.id()) || misses == MISSES) {
                continue;
            }
            if (budget.addWholeOrCut(piece(item))) {
                given.add(item);
                misses = 0;
            } else {
                misses++;
            }
        }
        for (Piece turn : older) {
            if (!budget.add(turn, maxTokens)) {
                break;
            }
        }
        Object context = budget.write();
        int tokens = budget.tokens(context);
        return new Assembled(context, given, seen.size() - given.size(), tokens);
    }

    private static Piece piece(ContextItem item) {
        boolean episode = item.kind().equals(ContextItem.EPISODE);
        return new Piece(
                episode ? Section.EARLIER : Section.KNOWN,
                item.text(),
                item.speaker() == null ? "" : item.speaker(),
                item.occurredAt());
    }

    private static Piece piece(Turn turn) {
        String who =
                turn.speaker() != null ? turn.speaker() : turn.role().name().toLowerCase(Locale.ROOT);
        return new Piece(Section.RECENT, turn.content(), who, turn.occurredAt());
    }

    /** The pieces that were admitted so far, always within the limit. */
    private final class Budget {
        private final Writing writing;
        private final int limit;
        private final List<Piece> pieces = new ArrayList<>();
        private int atMost;

        Budget(Writing writing, int limit) {
            this.writing = writing;
            this.limit = limit;
        }

        /** Counts the piece by itself, which is a little too much; close to the limit, the whole exactly. */
        boolean add(Piece piece, int upTo) {
            int bound = Math.min(upTo, limit);
            int alone = tokens(writing.write(List.of(piece)));
            pieces.add(piece);
            int estimate = atMost + alone;
            if (estimate > bound) {
                estimate = tokens(write());
            }
            if (estimate > bound) {
                pieces.remove(pieces.size() - 1);
                return false;
            }
            atMost = estimate;
            return true;
        }

        /** As many whole sentences from the beginning as there is room for. */
        boolean addWholeOrCut(Piece piece) {
            if (add(piece, limit)) {
                return true;
            }
            BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ENGLISH);
            sentences.setText(piece.text());
            int end = sentences.last();
            for (int cuts = 0; cuts < CUTS; cuts++) {
                end = sentences.previous();
                if (end == BreakIterator.DONE || end < LEAST_CHARACTERS) {
                    return false;
                }
                String cut = piece.text().substring(0, end).strip() + " […]";
                if (add(new Piece(piece.section(), cut, piece.who(), piece.at()), limit)) {
                    return true;
                }
            }
            return false;
        }

        Object write() {
            List<Piece> ordered = new ArrayList<>(pieces);
            ordered.sort(Comparator.comparing(Piece::section).thenComparing(Piece::at));
            return writing.write(ordered);
        }

        int tokens(Object written) {
            String text = writing.counted(written);
            return text.isEmpty() ? 0 : counter.count(text);
        }
    }
}
