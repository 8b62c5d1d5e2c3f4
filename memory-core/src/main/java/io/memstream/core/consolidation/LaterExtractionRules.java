package io.memstream.core.consolidation;

/** What a slower extractor's claims do to what was made of the same turn before: they confirm, refine or withdraw it. */
final class LaterExtractionRules {
    private LaterExtractionRules() {}

    static Outcome decide(Draft draft, Event.ExtractionArrived arrived) {
        if (draft.episode(arrived.turnKey()).isEmpty()) {
            return Outcome.UNCHANGED;
        }
        String key = String.join(
                " ",
                "extraction",
                arrived.turnKey(),
                arrived.extraction().extractor(),
                arrived.extraction().extractorVersion());
        if (draft.knows(key)) {
            return Outcome.DUPLICATE;
        }
        draft.change(new Change.Taken(key));
        return Outcome.APPLIED;
    }
}
