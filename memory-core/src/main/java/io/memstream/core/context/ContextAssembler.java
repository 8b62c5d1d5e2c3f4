package io.memstream.core.context;

import io.memstream.core.context.Piece.Section;
import io.memstream.core.model.Turn;
import io.memstream.core.port.TokenCounter;
import java.text.BreakIterator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

    /** What a date and its marks take of a piece without text: not part of the section's frame. */
    private static final int EMPTY_PIECE = 10;

    /** How many sentence ends are tried before an item is given up. */
    private static final int CUTS = 3;

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
        List<Given> given = new ArrayList<>();
        Set<UUID> seen = new HashSet<>();
        int misses = 0;
        for (ContextItem item : ranked) {
            if (!seen.add(item.id()) || misses == MISSES) {
                continue;
            }
            Optional<Piece> admitted = budget.addWholeOrCut(piece(item));
            admitted.ifPresent(piece -> given.add(new Given(piece, item)));
            misses = admitted.isPresent() ? 0 : misses + 1;
        }
        for (Piece turn : older) {
            if (!budget.add(turn, maxTokens)) {
                break;
            }
        }
        for (Piece piece : budget.withdrawn()) {
            given.removeIf(one -> one.piece() == piece);
        }
        Object context = budget.write();
        int tokens = budget.tokens(context);
        return new Assembled(context, given.stream().map(Given::item).toList(), seen.size() - given.size(), tokens);
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

    /** An item with the piece that it was written as. */
    private record Given(Piece piece, ContextItem item) {}

    /** The pieces that were admitted so far, always within the limit. */
    private final class Budget {
        private final Writing writing;
        private final int limit;
        private final List<Piece> pieces = new ArrayList<>();
        private final Map<Section, Integer> frames = new EnumMap<>(Section.class);

        /** What the pieces take together, at most or exactly. */
        private int taken;

        private boolean exact = true;

        Budget(Writing writing, int limit) {
            this.writing = writing;
            this.limit = limit;
        }

        /**
         * Counts the piece by itself, which is a little too much. Only close to the limit is the whole counted, once until
         * another piece comes in: counting is what assembling costs.
         */
        boolean add(Piece piece, int upTo) {
            int bound = Math.min(upTo, limit);
            int cost = cost(piece);
            if (taken + cost > bound && !exact) {
                taken = tokens(write());
                exact = true;
            }
            if (taken + cost > bound) {
                return false;
            }
            pieces.add(piece);
            taken += cost;
            exact = false;
            return true;
        }

        /** As many whole sentences from the beginning as there is room for. */
        Optional<Piece> addWholeOrCut(Piece piece) {
            if (add(piece, limit)) {
                return Optional.of(piece);
            }
            double share = (double) (limit - taken) / Math.max(1, cost(piece));
            int room = (int) (piece.text().length() * share);
            if (room < LEAST_CHARACTERS) {
                return Optional.empty();
            }
            BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ENGLISH);
            sentences.setText(piece.text());
            int end = sentences.preceding(Math.min(room, piece.text().length()));
            for (int cuts = 0; cuts < CUTS && end >= LEAST_CHARACTERS; cuts++) {
                String text = piece.text().substring(0, end).strip() + " […]";
                Piece cut = new Piece(piece.section(), text, piece.who(), piece.at());
                if (add(cut, limit)) {
                    return Optional.of(cut);
                }
                end = sentences.previous();
            }
            return Optional.empty();
        }

        /** Pieces together may count a token more than each by itself: then the last ones give way. */
        List<Piece> withdrawn() {
            List<Piece> withdrawn = new ArrayList<>();
            while (!pieces.isEmpty() && tokens(write()) > limit) {
                withdrawn.add(pieces.remove(pieces.size() - 1));
            }
            return withdrawn;
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

        /** The first piece of a section pays for its frame. */
        private int cost(Piece piece) {
            int alone = tokens(writing.write(List.of(piece)));
            boolean first = pieces.stream().noneMatch(other -> other.section() == piece.section());
            return first ? alone + 1 : Math.max(1, alone + 1 - frame(piece.section()));
        }

        private int frame(Section section) {
            return frames.computeIfAbsent(
                    section,
                    key -> tokens(writing.write(List.of(new Piece(key, "", "", Instant.EPOCH)))) - EMPTY_PIECE);
        }
    }
}
