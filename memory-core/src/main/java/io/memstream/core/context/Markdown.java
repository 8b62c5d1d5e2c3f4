package io.memstream.core.context;

import java.util.ArrayList;
import java.util.List;

/** Sections as headings, pieces as list items; what was said earlier by day, neighbouring turns under one item. */
record Markdown(boolean cites) implements Writing {
    @Override
    public Written write(Page page) {
        List<String> lines = lines(page);
        return new Written(String.join("", lines), lines);
    }

    List<String> lines(Page page) {
        List<String> lines = new ArrayList<>();
        if (page.isEmpty()) {
            return lines;
        }
        lines.add(Fence.NOTE + "\n");
        page.sections().forEach((section, members) -> {
            lines.add("\n## " + section.title + "\n");
            if (section == Section.EARLIER) {
                said(page.snippets(), lines);
            } else {
                members.forEach(piece -> lines.add("- " + line(piece) + "\n"));
            }
        });
        return lines;
    }

    private void said(List<Snippet> snippets, List<String> lines) {
        String day = "";
        for (Snippet snippet : snippets) {
            if (!snippet.day().equals(day)) {
                day = snippet.day();
                lines.add(day + "\n");
            }
            for (int i = 0; i < snippet.turns().size(); i++) {
                lines.add(snippet.skipsBefore(i) ? "  " + Sentences.CUT + "\n" : "");
                lines.add((i == 0 ? "- " : "  ") + line(snippet.turns().get(i)) + "\n");
            }
        }
    }

    private String line(Piece piece) {
        String text = Fence.uncited(Fence.oneLine(piece.text()), cites);
        String label = Fence.label(piece.label());
        String line =
                switch (piece.section()) {
                    case INSTRUCTIONS, QUESTIONS -> Fence.startOfLine(text);
                    case KNOWN -> Fence.startOfLine(text) + " (" + piece.day() + ")";
                    case RECAP -> label.isEmpty() ? Fence.startOfLine(text) : label + ": " + text;
                    case REMINDERS -> piece.day() + " (" + label + "): " + text;
                    case BLOCKS, PROCEDURES, EARLIER, RECENT -> label + ": " + text;
                };
        return piece.cite() == 0 ? line : line + " [" + piece.cite() + "]";
    }
}
