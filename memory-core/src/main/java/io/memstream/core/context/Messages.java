package io.memstream.core.context;

import io.memstream.core.model.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is remembered as one system message in Markdown, then the conversation's own turns in their roles. */
record Messages(boolean cites) implements Writing {
    /** What chat formats add to each message, as the providers document it. */
    private static final String FRAME = "\n\n\n\n";

    @Override
    public Written write(Page page) {
        List<Map<String, String>> messages = new ArrayList<>();
        List<String> chunks = new ArrayList<>();
        List<String> remembered = new Markdown(cites).lines(page.without(Section.RECENT));
        if (!remembered.isEmpty()) {
            messages.add(message(Role.SYSTEM, String.join("", remembered)));
            chunks.add(word(Role.SYSTEM) + FRAME);
            chunks.addAll(remembered);
        }
        for (Piece turn : page.sections().getOrDefault(Section.RECENT, List.of())) {
            Role role = turn.role() == null ? Role.USER : turn.role();
            messages.add(message(role, turn.text()));
            chunks.add(word(role) + FRAME + turn.text());
        }
        return new Written(messages, chunks);
    }

    private static Map<String, String> message(Role role, String content) {
        Map<String, String> message = new LinkedHashMap<>();
        message.put("role", word(role));
        message.put("content", content);
        return message;
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
