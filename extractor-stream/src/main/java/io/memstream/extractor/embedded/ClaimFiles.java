package io.memstream.extractor.embedded;

import io.memstream.core.model.EntityType;
import io.memstream.core.model.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the attributes from their files, one per area:
 *
 * <pre>
 * [home]
 * kind: fact
 * values: one
 * statement: {Subject} lives in {value}.
 * ended: {Subject} no longer lives in {value}.
 * + i live in {value:place}
 * + since 0.95 i moved to {value:place}
 * - i no longer live in {value:place}
 * </pre>
 *
 * Also {@code sensitivity: health}, {@code moment: kept}, {@code confidence: 0.8}, {@code dates: past} or
 * {@code coming}, with {@code only} where a clause without a date states nothing; {@code beside: nothing} where it counts
 * only when the clause states nothing more exact; {@code names: person} where the value is somebody's name; {@code
 * inferred: yes} for what is asked for and not stated. Before a pattern
 * may stand {@code since} (it holds from the turn's time on), {@code anymore} (only where the clause says so), {@code
 * within} (anywhere in the clause) and its own confidence. A pattern without a gap called value takes all that it matches as the value.
 */
final class ClaimFiles {
    private static final double CONFIDENCE = .9;

    private final Phrases phrases;
    private final List<Attribute> attributes = new ArrayList<>();
    private @Nullable String name;
    private Map<String, String> options = new LinkedHashMap<>();
    private List<String> patterns = new ArrayList<>();

    private ClaimFiles(Phrases phrases) {
        this.phrases = phrases;
    }

    static List<Attribute> read(Phrases phrases, List<String> resources) {
        ClaimFiles files = new ClaimFiles(phrases);
        for (String resource : resources) {
            for (String line : Resources.lines(resource)) {
                files.take(line);
            }
            files.finish();
        }
        return List.copyOf(files.attributes);
    }

    private void take(String line) {
        if (line.startsWith("[")) {
            finish();
            name = line.substring(1, line.length() - 1);
        } else if (line.startsWith("+ ") || line.startsWith("- ")) {
            patterns.add(line);
        } else {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("[" + name + "]: neither an option nor a pattern: " + line);
            }
            options.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
    }

    private void finish() {
        String finished = name;
        if (finished == null) {
            return;
        }
        String statement = options.getOrDefault("statement", "");
        if (statement.isEmpty() || patterns.isEmpty()) {
            throw new IllegalArgumentException("[" + finished + "]: needs a statement and patterns");
        }
        attributes.add(new Attribute(
                finished,
                Kind.valueOf(options.getOrDefault("kind", "fact").toUpperCase(Locale.ROOT)),
                options.getOrDefault("values", "many").equals("one"),
                options.get("sensitivity"),
                options.getOrDefault("moment", "").equals("kept"),
                Attribute.Dated.valueOf(options.getOrDefault("dates", "not")
                        .replace(" only", "")
                        .toUpperCase(Locale.ROOT)),
                options.getOrDefault("dates", "").endsWith(" only"),
                options.getOrDefault("beside", "").equals("nothing"),
                options.getOrDefault("inferred", "").equals("yes"),
                names(),
                statement,
                options.getOrDefault("ended", "No longer: " + statement),
                patterns.stream().map(this::saying).toList()));
        name = null;
        options = new LinkedHashMap<>();
        patterns = new ArrayList<>();
    }

    private @Nullable EntityType names() {
        String type = options.get("names");
        return type == null ? null : EntityType.valueOf(type.toUpperCase(Locale.ROOT));
    }

    private Attribute.Saying saying(String line) {
        String pattern = line.substring(2).strip();
        boolean since = pattern.startsWith("since ");
        if (since) {
            pattern = pattern.substring("since ".length());
        }
        boolean anymore = pattern.startsWith("anymore ");
        if (anymore) {
            pattern = pattern.substring("anymore ".length());
        }
        boolean within = pattern.startsWith("within ");
        if (within) {
            pattern = pattern.substring("within ".length());
        }
        double confidence = Double.parseDouble(options.getOrDefault("confidence", String.valueOf(CONFIDENCE)));
        if (pattern.matches("0\\.\\d+ .*")) {
            int space = pattern.indexOf(' ');
            confidence = Double.parseDouble(pattern.substring(0, space));
            pattern = pattern.substring(space + 1);
        }
        return new Attribute.Saying(
                PatternCompiler.compile(pattern, phrases, false),
                PatternCompiler.compile(pattern, phrases, true),
                line.startsWith("+"),
                since,
                anymore,
                within,
                confidence);
    }
}
