package io.memstream.extractor.embedded;

import io.memstream.core.model.Reading;
import io.memstream.core.model.Role;
import io.memstream.core.model.Turn;
import java.util.List;

/** Reads out of a turn what a session is remembered by, without a model: sentences worth quoting, topics, sentiment. */
public final class EmbeddedReader {
    private final Notes notes;
    private final Topics topics;
    private final Sentiment sentiment;

    private EmbeddedReader(Phrases phrases) {
        notes = Notes.read(phrases, "notes.txt");
        topics = Topics.read("topics.txt");
        sentiment = Sentiment.read("sentiment.txt");
    }

    public static EmbeddedReader english() {
        return new EmbeddedReader(Phrases.read("phrases.txt"));
    }

    /** Topics and sentiment are the user's; spoken commands are read by others. */
    public Reading read(Turn turn) {
        if (turn.role() != Role.USER && turn.role() != Role.ASSISTANT) {
            return Reading.NOTHING;
        }
        String text = EmbeddedClaimExtractor.read(turn);
        boolean user = turn.role() == Role.USER;
        return new Reading(
                notes.of(text, turn.role()),
                user ? topics.of(text) : List.of(),
                user ? sentiment.of(text) : 0,
                List.of());
    }
}
