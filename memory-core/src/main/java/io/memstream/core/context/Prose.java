package io.memstream.core.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One paragraph; whatever comes from memory is in quotation marks. */
record Prose(boolean cites) implements Writing {
    @Override
    public Written write(Page page) {
        List<String> sentences = new ArrayList<>();
        if (!page.isEmpty()) {
            sentences.add(Fence.NOTE);
            page.sections().forEach((section, members) -> {
                if (section == Section.EARLIER) {
                    sentences.add("");
                    page.snippets()
                            .forEach(snippet ->
                                    sentences.add(" On " + snippet.spokenDay() + ", " + said(snippet.turns())));
                } else {
                    sentences.addAll(sentences(section, members));
                }
            });
        }
        return new Written(String.join("", sentences), sentences);
    }

    private List<String> sentences(Section section, List<Piece> members) {
        List<String> sentences = new ArrayList<>();
        sentences.add(" " + intro(section));
        for (int i = 0; i < members.size(); i++) {
            String told = told(members.get(i));
            sentences.add(" " + (i == members.size() - 1 ? ended(told) : told + ";"));
        }
        return sentences;
    }

    private static String intro(Section section) {
        return switch (section) {
            case BLOCKS -> "Core memory:";
            case INSTRUCTIONS -> "How to behave for this user:";
            case QUESTIONS -> "To clarify:";
            case PROCEDURES -> "What has worked:";
            case KNOWN -> "It is known:";
            case RECAP -> "Where things stand:";
            case EARLIER -> "Earlier:";
            case REMINDERS -> "To bring up:";
            case RECENT -> "In this conversation:";
        };
    }

    private String told(Piece piece) {
        String label = Fence.label(piece.label());
        String text = quoted(piece);
        return switch (piece.section()) {
            case INSTRUCTIONS, QUESTIONS -> text;
            case KNOWN -> text + " (" + piece.spokenDay() + ")";
            case REMINDERS -> text + " (" + piece.spokenDay() + ", " + label + ")";
            case RECENT, EARLIER -> speaker(piece) + " said " + text;
            case BLOCKS, PROCEDURES, RECAP -> (label.isEmpty() ? "" : label + " ") + text;
        };
    }

    private String said(List<Piece> turns) {
        return ended(turns.stream()
                .map(turn -> speaker(turn) + " said " + quoted(turn))
                .collect(Collectors.joining(", then ")));
    }

    private static String speaker(Piece turn) {
        String label = Fence.label(turn.label());
        return turn.role() != null && label.equals(turn.role().name().toLowerCase(Locale.ROOT))
                ? "the " + label
                : label;
    }

    /** A quotation may end a sentence itself. */
    private static String ended(String sentence) {
        return sentence.matches("(?s).*[.!?…]\"") ? sentence : sentence + ".";
    }

    private String quoted(Piece piece) {
        String text = Fence.uncited(Fence.quoted(piece.text()), cites);
        return piece.cite() == 0 ? text : text + " [" + piece.cite() + "]";
    }
}
