package io.memstream.core.context;

/** A part of a context, in the order in which they are written. */
public enum Section {
    BLOCKS("Core memory", "blocks", "label"),
    INSTRUCTIONS("How to behave for this user", "instructions", ""),
    QUESTIONS("To be clarified with the user", "questions", ""),
    PROCEDURES("What has worked", "procedures", "task"),
    KNOWN("What is known about the user", "known", ""),
    RECAP("Earlier in this conversation", "recap", ""),
    EARLIER("From earlier conversations", "earlier", "by"),
    REMINDERS("To bring up", "reminders", "why"),
    RECENT("This conversation so far", "recent", "by");

    final String title;
    final String word;

    /** What the label of a piece is; empty where pieces have none. */
    final String labelled;

    Section(String title, String word, String labelled) {
        this.title = title;
        this.word = word;
        this.labelled = labelled;
    }

    /** Whether pieces are told with their date, and in the order of it. */
    boolean isDated() {
        return this == KNOWN || this == EARLIER || this == REMINDERS || this == RECENT;
    }
}
