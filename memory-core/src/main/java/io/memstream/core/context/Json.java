package io.memstream.core.context;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A list per section. */
record Json() implements Writing {
    @Override
    public Written write(Page page) {
        Map<String, Object> context = new LinkedHashMap<>();
        List<String> chunks = new ArrayList<>();
        if (!page.isEmpty()) {
            context.put("note", Fence.NOTE);
            chunks.add("{\"note\":" + JsonText.of(Fence.NOTE));
            page.sections().forEach((section, members) -> {
                List<Map<String, Object>> entries = section == Section.EARLIER
                        ? page.snippets().stream().map(Json::said).toList()
                        : members.stream()
                                .map(piece -> entry(piece, section.isDated()))
                                .toList();
                context.put(section.word(), entries);
                chunks.add(",\"" + section.word() + "\":[");
                for (int i = 0; i < entries.size(); i++) {
                    chunks.add((i == 0 ? "" : ",") + JsonText.of(entries.get(i)));
                }
                chunks.add("]");
            });
            chunks.add("}");
        }
        return new Written(context, chunks);
    }

    private static Map<String, Object> said(Snippet snippet) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("date", snippet.day());
        entry.put(
                "turns",
                snippet.turns().stream().map(piece -> entry(piece, false)).toList());
        return entry;
    }

    private static Map<String, Object> entry(Piece piece, boolean dated) {
        Map<String, Object> entry = new LinkedHashMap<>();
        if (piece.cite() != 0) {
            entry.put("cite", piece.cite());
        }
        if (dated) {
            entry.put("date", piece.day());
        }
        if (!piece.label().isEmpty()) {
            entry.put(piece.section().labelled, Fence.label(piece.label()));
        }
        entry.put("text", Fence.visible(piece.text()));
        return entry;
    }
}
