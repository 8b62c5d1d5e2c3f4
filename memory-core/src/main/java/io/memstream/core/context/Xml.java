package io.memstream.core.context;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** One element per piece, escaped. */
record Xml() implements Writing {
    /** What no document of XML 1.0 may hold, not even escaped. */
    private static final Pattern FORBIDDEN =
            Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    @Override
    public Written write(Page page) {
        List<String> lines = new ArrayList<>();
        if (!page.isEmpty()) {
            lines.add("<memory note=\"" + Fence.NOTE + "\">\n");
            page.sections().forEach((section, members) -> {
                lines.add("<" + section.word() + ">\n");
                if (section == Section.EARLIER) {
                    page.snippets().forEach(snippet -> said(snippet, lines));
                } else {
                    members.forEach(piece -> lines.add(element("item", piece, section.isDated())));
                }
                lines.add("</" + section.word() + ">\n");
            });
            lines.add("</memory>");
        }
        return new Written(String.join("", lines), lines);
    }

    private static void said(Snippet snippet, List<String> lines) {
        if (snippet.turns().size() == 1) {
            lines.add(element("turn", snippet.turns().get(0), true));
            return;
        }
        lines.add("<turns date=\"" + snippet.day() + "\">\n");
        for (int i = 0; i < snippet.turns().size(); i++) {
            lines.add(snippet.skipsBefore(i) ? Sentences.CUT + "\n" : "");
            lines.add(element("turn", snippet.turns().get(i), false));
        }
        lines.add("</turns>\n");
    }

    private static String element(String name, Piece piece, boolean dated) {
        String label = Fence.label(piece.label());
        return "<" + name
                + (piece.cite() == 0 ? "" : " cite=\"" + piece.cite() + "\"")
                + (dated ? " date=\"" + piece.day() + "\"" : "")
                + (label.isEmpty() ? "" : " " + piece.section().labelled + "=\"" + escaped(label) + "\"")
                + ">"
                + escaped(Fence.visible(piece.text()))
                + "</" + name + ">\n";
    }

    private static String escaped(String text) {
        return FORBIDDEN
                .matcher(text)
                .replaceAll("")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
