package io.memstream.core.context;

import io.memstream.core.ranking.Ranker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Fills a budget: in a first round each section up to its share, then what is left, in the order that {@link Share} tells;
 * then what nearly repeats something, and at last longer parts of what was cut, beginning with what lacks least.
 */
final class Filling {
    /** A turn that is longer is shown by the part that fits best, as long as others wait. Some 100 words. */
    private static final int LONG = 600;

    /** How long that part is. */
    private static final int PART = 420;

    /** Of what is left, what a part of one may take as long as others wait. */
    private static final double MOST_OF_THE_REST = .4;

    /** With fewer tokens left nothing is tried any more. */
    private static final int LEAST_ROOM = 6;

    /** After so many in a row that found no room, the rest will not either. */
    private static final int MISSES = 15;

    /** A budget that is used so far is used: trying what is left costs more time than it gives. */
    private static final double USED = .92;

    /** Instead of a share. */
    private static final int WHATEVER_IS_LEFT = Integer.MAX_VALUE;

    private final Budget budget;
    private final List<Candidate> candidates;
    private final Set<String> words;
    private final Repeats repeats = new Repeats();
    private final Set<Candidate> told = new HashSet<>();
    private boolean lastRound;

    /**
     * @param candidates notes first, then the items, best first, then turns of the conversation, latest first
     * @param words of the question
     */
    Filling(Budget budget, List<Candidate> candidates, Set<String> words) {
        this.budget = budget;
        this.candidates = candidates;
        this.words = words;
    }

    void fill() {
        for (Share share : Share.values()) {
            offerAll(
                    candidates.stream()
                            .filter(candidate -> candidate.section() == share.section && mayTakeShare(candidate))
                            .toList(),
                    share.of(budget.limit()));
        }
        fillUp();
        budget.settle();
        fillUp();
        lastRound = true;
        if (budget.room() > (1 - USED) * budget.limit()) {
            fillUp();
        }
        candidates.stream()
                .filter(this::isCut)
                .sorted(Comparator.comparingInt(this::missingCharacters))
                .forEach(this::lengthen);
    }

    /** What fits the question no better than anything waits until the turns that do are in. */
    private static boolean mayTakeShare(Candidate candidate) {
        return candidate.section() != Section.KNOWN || candidate.item == null || candidate.item.score() >= Ranker.FLOOR;
    }

    private void fillUp() {
        for (Share.Rest rest : Share.Rest.values()) {
            offerAll(
                    candidates.stream()
                            .filter(candidate -> restOf(candidate) == rest)
                            .toList(),
                    WHATEVER_IS_LEFT);
        }
    }

    /** What the user asks to be told waits for nothing. */
    private static Share.Rest restOf(Candidate candidate) {
        return candidate.isAskedFor() ? Share.Rest.FIRST : Share.of(candidate.section()).rest;
    }

    /** Of the conversation, no turn comes without all that followed it. */
    private void offerAll(List<Candidate> some, int share) {
        int misses = 0;
        for (Candidate candidate : some) {
            boolean whole = isWhole(candidate) || offer(candidate, share);
            misses = budget.holds(candidate) || told.contains(candidate) ? 0 : misses + 1;
            if ((misses == MISSES && !lastRound) || (!whole && candidate.section() == Section.RECENT)) {
                return;
            }
        }
    }

    /** Whether all of it is shown afterwards. */
    private boolean offer(Candidate candidate, int share) {
        if (budget.holds(candidate) || budget.room() < LEAST_ROOM || repeats(candidate)) {
            return false;
        }
        boolean whole = !isLong(candidate) && showWhole(candidate, share);
        if (!whole) {
            showPart(candidate, share, partOf(candidate, share));
        }
        if (budget.holds(candidate) && candidate.item != null) {
            repeats.add(candidate.item);
        }
        return whole;
    }

    private boolean repeats(Candidate candidate) {
        ContextItem item = candidate.item;
        if (item == null || budget.holds(candidate)) {
            return false;
        }
        boolean near = repeats.isNear(item);
        if ((item.said() != null && repeats.isTold(item)) || (near && repeats.isSame(item))) {
            told.add(candidate);
            return true;
        }
        return near && !lastRound;
    }

    private boolean isLong(Candidate candidate) {
        int length = candidate.piece.text().length();
        return candidate.section() == Section.EARLIER
                && (length > LONG
                        || (!lastRound && length > MOST_OF_THE_REST * budget.room() * Budget.CHARACTERS_PER_TOKEN));
    }

    private boolean showWhole(Candidate candidate, int share) {
        List<Piece> withBefore = new ArrayList<>(candidate.before());
        withBefore.add(candidate.piece);
        return budget.show(candidate, withBefore, share) || budget.show(candidate, List.of(candidate.piece), share);
    }

    /** How many characters of it there is room for. */
    private int partOf(Candidate candidate, int share) {
        double most = share == WHATEVER_IS_LEFT && !lastRound ? MOST_OF_THE_REST : 1;
        int characters = (int) (most * room(candidate, share) * budget.charactersPerToken(candidate.piece.text()));
        return candidate.section() == Section.EARLIER ? Math.min(PART, characters) : characters;
    }

    private int room(Candidate candidate, int share) {
        return Math.min(budget.room(), share - Math.min(share, budget.takenBy(candidate.section())));
    }

    private boolean showPart(Candidate candidate, int share, int characters) {
        Optional<String> part = Cut.of(
                candidate.sentences(),
                candidate.section() == Section.EARLIER ? words : Set.of(),
                characters,
                text -> budget.show(candidate, List.of(candidate.piece.withText(text)), share));
        return part.isPresent() || (isLong(candidate) && showWhole(candidate, share));
    }

    private void lengthen(Candidate candidate) {
        if (budget.room() < LEAST_ROOM || showWhole(candidate, WHATEVER_IS_LEFT)) {
            return;
        }
        int shown = shownCharacters(candidate);
        int more = (int) (budget.room() * budget.charactersPerToken(candidate.piece.text()));
        Cut.of(
                candidate.sentences(),
                candidate.section() == Section.EARLIER ? words : Set.of(),
                shown + more,
                text -> text.length() > shown
                        && budget.show(candidate, List.of(candidate.piece.withText(text)), WHATEVER_IS_LEFT));
    }

    private int shownCharacters(Candidate candidate) {
        return budget.shown(candidate).stream()
                .mapToInt(piece -> piece.text().length())
                .sum();
    }

    private int missingCharacters(Candidate candidate) {
        return candidate.piece.text().length() - shownCharacters(candidate);
    }

    private boolean isWhole(Candidate candidate) {
        return budget.shown(candidate).contains(candidate.piece);
    }

    private boolean isCut(Candidate candidate) {
        return budget.holds(candidate) && !isWhole(candidate);
    }

    /** What found no room: neither what the context says already, nor turns of the conversation, which the caller has. */
    List<LeftOut> leftOut() {
        return candidates.stream()
                .filter(candidate ->
                        !budget.holds(candidate) && !told.contains(candidate) && candidate.section() != Section.RECENT)
                .map(Candidate::leftOut)
                .toList();
    }
}
