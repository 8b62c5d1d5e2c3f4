package io.memstream.core.ranking;

/** How often terms occur in the windows of turns. A row changes the counts of those windows alone that it enters. */
final class WindowCounts {
    private final TermCounts windowsWithTerm = new TermCounts();
    private long occurrences;

    int windowsWith(long term) {
        return windowsWithTerm.of(term);
    }

    /** Of all terms in all windows. */
    long occurrences() {
        return occurrences;
    }

    /**
     * The new row enters the windows of those before it, and they enter its own.
     *
     * @param added the last of its session, and not in it yet
     */
    void add(Placed added) {
        occurrences += added.length;
        for (int i = 0; i < added.terms.size(); i++) {
            windowsWithTerm.add(added.terms.term(i), 1);
        }
        for (int back = 1; back <= Placed.REACH; back++) {
            Placed before = added.neighbour(-back);
            if (before != null) {
                before.windowChanges();
                occurrences += added.length + before.length;
                add(added, before, back);
            }
        }
    }

    private void add(Placed added, Placed before, int back) {
        for (int i = 0; i < added.terms.size(); i++) {
            if (before.countInWindow(added.terms.term(i)) == 0) {
                windowsWithTerm.add(added.terms.term(i), 1);
            }
        }
        for (int i = 0; i < before.terms.size(); i++) {
            long term = before.terms.term(i);
            int nearer = added.count(term);
            for (int distance = 1; distance < back; distance++) {
                Placed between = added.neighbour(-distance);
                nearer += between == null ? 0 : between.count(term);
            }
            if (nearer == 0) {
                windowsWithTerm.add(term, 1);
            }
        }
    }
}
