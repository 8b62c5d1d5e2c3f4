package io.memstream.core.context;

import io.memstream.core.model.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that may be in a context, as a whole or in part. Each is itself: two may look alike. */
final class Candidate {
    final Piece piece;
    final @Nullable ContextItem item;
    final @Nullable Note note;
    private @Nullable Sentences sentences;

    private Candidate(Piece piece, @Nullable ContextItem item, @Nullable Note note) {
        this.piece = piece;
        this.item = item;
        this.note = note;
    }

    static Candidate of(ContextItem item, int cite) {
        return new Candidate(Piece.of(item, cite), item, null);
    }

    static Candidate of(Note note, int cite) {
        return new Candidate(Piece.of(note, cite), null, note);
    }

    /** What is to be brought up and answers the question too: given once. */
    static Candidate of(Note reminder, ContextItem fact, int cite) {
        return new Candidate(Piece.of(reminder, cite), fact, reminder);
    }

    static Candidate of(Turn turn) {
        return new Candidate(Piece.of(turn), null, null);
    }

    Section section() {
        return piece.section();
    }

    /** Of its text; found once. */
    Sentences sentences() {
        Sentences known = sentences;
        if (known == null) {
            known = new Sentences(piece.text());
            sentences = known;
        }
        return known;
    }

    /** Whether it is there because the user asks what is known. */
    boolean isAskedFor() {
        return item != null
                && item.reasons().stream().anyMatch(reason -> reason.feature().equals(ContextItem.ASKED_FOR_ALL));
    }

    /** The question that it answers, when it needs that; told with it, never by itself. */
    List<Piece> before() {
        Said said = said();
        return said == null || said.before() == null ? List.of() : List.of(Piece.of(said.before(), 0));
    }

    private @Nullable Said said() {
        return item == null ? null : item.said();
    }

    /** As the reply names it when there was no room. */
    LeftOut leftOut() {
        if (item != null) {
            return new LeftOut(item.id().toString(), item.kind(), section(), item.score());
        }
        return note == null
                ? new LeftOut("", "turn", section(), null)
                : new LeftOut(note.id(), note.kind(), section(), null);
    }
}
