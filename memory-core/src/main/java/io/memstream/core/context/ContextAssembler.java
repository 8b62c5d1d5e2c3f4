package io.memstream.core.context;

import io.memstream.core.model.Turn;
import io.memstream.core.port.TokenCounter;
import java.text.BreakIterator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Fits chosen memories and the running conversation into a token budget. The latest turns come first, up to their share;
 * then core memory, instructions and whatever else comes unasked, up to theirs; then the items, best first; what is left
 * goes to older turns of the conversation. Nothing is cut within a sentence.
 */
public final class ContextAssembler {
    /** Of the budget, what the running conversation may take before the items had their turn. */
    private static final double CONVERSATION_SHARE = .4;

    /** Of the budget, what may be taken when core memory is in, and when all else is that comes unasked. */
    private static final double CORE_SHARE = .75;

    private static final double PASSAGES_SHARE = .85;

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
     * @param passages of each section in their order
     * @param ranked best first; instructions among them come before all others
     * @param workingMemory the last turns of the running conversation, oldest first; not repeated as items
     * @param maxTokens exact upper bound of what is written
     */
    public Assembled assemble(
            List<Passage> passages, List<ContextItem> ranked, List<Turn> workingMemory, Format format, int maxTokens) {
        Budget budget = new Budget(Writing.of(format), maxTokens);
        Chosen chosen = new Chosen(budget, maxTokens);
        List<Piece> older = chosen.latest(workingMemory);
        passages.stream().filter(Chosen::isCore).forEach(chosen::add);
        List<ContextItem> distinct = distinct(ranked);
        distinct.stream().filter(ContextAssembler::isInstruction).forEach(chosen::add);
        passages.stream().filter(passage -> !Chosen.isCore(passage)).forEach(chosen::add);
        distinct.stream().filter(item -> !isInstruction(item)).forEach(chosen::add);
        for (Piece turn : older) {
            if (!budget.add(turn, maxTokens)) {
                break;
            }
        }
        budget.withdrawn().forEach(chosen::withdraw);
        Object context = budget.write();
        List<ContextItem> given =
                distinct.stream().filter(chosen.items::containsKey).toList();
        return new Assembled(
                context,
                passages.stream().filter(chosen.passages::containsKey).toList(),
                given,
                distinct.size() - given.size(),
                budget.tokens(context));
    }

    private static List<ContextItem> distinct(List<ContextItem> ranked) {
        Set<UUID> seen = new HashSet<>();
        return ranked.stream().filter(item -> seen.add(item.id())).toList();
    }

    private static boolean isInstruction(ContextItem item) {
        return item.kind().equals(ContextItem.INSTRUCTION);
    }

    private static Piece piece(ContextItem item) {
        Section section =
                switch (item.kind()) {
                    case ContextItem.EPISODE -> Section.EARLIER;
                    case ContextItem.INSTRUCTION -> Section.INSTRUCTIONS;
                    default -> Section.KNOWN;
                };
        return new Piece(
                section,
                item.text(),
                section == Section.EARLIER && item.speaker() != null ? item.speaker() : "",
                item.occurredAt());
    }

    private static Piece piece(Turn turn) {
        String who =
                turn.speaker() != null ? turn.speaker() : turn.role().name().toLowerCase(Locale.ROOT);
        return new Piece(Section.RECENT, turn.content(), who, turn.occurredAt());
    }

    /** What found room, by what it was made of, each with the piece that it was written as. */
    private static final class Chosen {
        private final Budget budget;
        private final int maxTokens;
        private final Map<Passage, Piece> passages = new IdentityHashMap<>();
        private final Map<ContextItem, Piece> items = new IdentityHashMap<>();
        private int misses;

        Chosen(Budget budget, int maxTokens) {
            this.budget = budget;
            this.maxTokens = maxTokens;
        }

        static boolean isCore(Passage passage) {
            return passage.section() == Section.BLOCKS;
        }

        /** The latest turns, up to their share; answers the older ones, latest first. */
        List<Piece> latest(List<Turn> workingMemory) {
            List<Piece> latestFirst = new ArrayList<>(
                    workingMemory.stream().map(ContextAssembler::piece).toList());
            latestFirst.sort(Comparator.comparing(Piece::at).reversed());
            List<Piece> older = new ArrayList<>();
            for (Piece turn : latestFirst) {
                if (!older.isEmpty() || !budget.add(turn, (int) (maxTokens * CONVERSATION_SHARE))) {
                    older.add(turn);
                }
            }
            return older;
        }

        void add(Passage passage) {
            int upTo = (int) (maxTokens * (isCore(passage) ? CORE_SHARE : PASSAGES_SHARE));
            budget.addWholeOrCut(new Piece(passage.section(), passage.text(), passage.label(), passage.at()), upTo)
                    .ifPresent(piece -> passages.put(passage, piece));
        }

        void add(ContextItem item) {
            if (misses == MISSES) {
                return;
            }
            int upTo = isInstruction(item) ? (int) (maxTokens * PASSAGES_SHARE) : maxTokens;
            Optional<Piece> admitted = budget.addWholeOrCut(piece(item), upTo);
            admitted.ifPresent(piece -> items.put(item, piece));
            misses = admitted.isPresent() || isInstruction(item) ? 0 : misses + 1;
        }

        void withdraw(Piece withdrawn) {
            passages.values().removeIf(piece -> piece == withdrawn);
            items.values().removeIf(piece -> piece == withdrawn);
        }
    }

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
        Optional<Piece> addWholeOrCut(Piece piece, int upTo) {
            if (add(piece, upTo)) {
                return Optional.of(piece);
            }
            double share = (double) (Math.min(upTo, limit) - taken) / Math.max(1, cost(piece));
            int room = (int) (piece.text().length() * share);
            if (room < LEAST_CHARACTERS) {
                return Optional.empty();
            }
            BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ENGLISH);
            sentences.setText(piece.text());
            int end = sentences.preceding(Math.min(room, piece.text().length()));
            for (int cuts = 0; cuts < CUTS && end >= LEAST_CHARACTERS; cuts++) {
                String text = piece.text().substring(0, end).strip() + " […]";
                Piece cut = new Piece(piece.section(), text, piece.label(), piece.at());
                if (add(cut, upTo)) {
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
