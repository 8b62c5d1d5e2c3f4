package io.memstream.extractor.embedded;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Named lists of words and phrases, {@code name = one|another}; a line that begins with a bar goes on. */
final class Phrases {
    private final Map<String, String> lists;

    private Phrases(Map<String, String> lists) {
        this.lists = lists;
    }

    static Phrases read(String resource) {
        Map<String, String> lists = new LinkedHashMap<>();
        String name = "";
        for (String line : Resources.lines(resource)) {
            if (line.startsWith("|")) {
                lists.merge(name, line, String::concat);
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(resource + ": neither a list nor its continuation: " + line);
            }
            name = line.substring(0, equals).strip();
            lists.put(name, line.substring(equals + 1).strip());
        }
        return new Phrases(lists);
    }

    /** The list's text, alternatives separated by bars. */
    String alternatives(String name) {
        String list = lists.get(name);
        if (list == null) {
            throw new IllegalArgumentException("there is no list of phrases called " + name);
        }
        return list;
    }

    List<String> list(String name) {
        return List.of(alternatives(name).split("\\|"));
    }
}
