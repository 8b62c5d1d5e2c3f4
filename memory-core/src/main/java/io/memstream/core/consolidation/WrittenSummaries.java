package io.memstream.core.consolidation;

import io.memstream.core.model.EpisodeTrace;
import io.memstream.core.model.Forgetting;
import io.memstream.core.model.Highlight;
import io.memstream.core.model.Reading.Note;
import io.memstream.core.model.Session;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.WrittenSummary;
import java.util.Optional;

/** What a model wrote about a session, in place of the sentences that are quoted from it. */
final class WrittenSummaries {
    private WrittenSummaries() {}

    static void take(Draft draft, Event.ExtractionArrived arrived) {
        Optional<Note> written = arrived.extraction().reading().notes().stream()
                .filter(note ->
                        note.type() == Highlight.Type.SUMMARY && !note.text().isBlank())
                .findFirst();
        Optional<Session> session = draft.episode(arrived.turnKey())
                .map(EpisodeTrace::sessionId)
                .flatMap(id -> draft.holding(Session.class, id));
        if (written.isPresent()
                && session.filter(whole -> isWhole(draft, whole)).isPresent()) {
            draft.update(SessionRevision.of(session.get())
                    .summarised(summary(written.get()))
                    .session());
        }
    }

    /** It goes with each change of the session, so nothing is kept that it is not found by. */
    private static WrittenSummary summary(Note note) {
        TextFeatures features = note.features();
        return new WrittenSummary(note.text(), features == null ? null : features.withoutSignature());
    }

    /** All that was said in a session was forgotten: what a model still writes about it may be of that. */
    static void beginAnew(Draft draft, Session session) {
        draft.change(new Change.Taken(begunAnew(draft, session.id())));
    }

    private static String begunAnew(Draft draft, String session) {
        return "begun-anew " + draft.id("session-begun-anew", session);
    }

    /** Nobody can tell which words come from a turn that was forgotten while the model read: then none are taken. */
    private static boolean isWhole(Draft draft, Session session) {
        return session.turns() == session.nextOrdinal()
                && !draft.knows(begunAnew(draft, session.id()))
                && draft.holdings(Forgetting.class).stream()
                        .noneMatch(forgetting -> forgetting.recordedUntil().isAfter(session.startedAt()));
    }
}
