package io.memstream.core.context;

/** A part of a context, in the order in which they are written. */
public enum Section {
    BLOCKS("Core memory", "blocks", "label"),
    INSTRUCTIONS("How to behave for this user", "instructions", ""),
    QUESTIONS("To clarify with the user", "questions", ""),
    PROCEDURES("What has worked", "procedures", "task"),
    KNOWN("Known", "known", ""),
    RECAP("Where things stand", "recap", "about"),
    EARLIER("Said earlier", "earlier", "by"),
    REMINDERS("To bring up", "reminders", "when"),
    RECENT("This conversation so far", "recent", "by");

    final String title;
    private final String word;

    /** What the label of a piece is; empty where pieces have none. */
    final String labelled;

    Section(String title, String word, String labelled) {
        this.title = title;
        this.word = word;
        this.labelled = labelled;
    }

    /** Its name in XML, in JSON and in what is said of what was left out. */
    public String word() {
        return word;
    }

    /** Whether pieces are told with their date. */
    boolean isDated() {
        return this == KNOWN || this == EARLIER || this == REMINDERS || this == RECENT;
    }
}
