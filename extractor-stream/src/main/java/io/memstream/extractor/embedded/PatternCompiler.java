package io.memstream.extractor.embedded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes a regular expression of a pattern as the data files write it:
 *
 * <pre>
 * word  one|other     words, in any case
 * (one word|two words)  either
 * [really]            may be missing
 * &lt;i am&gt;              any phrase of a named list
 * {value:did+deed}    a verb of a named list and its objects; {@code did+maybe} with or without
 * {value:place}       a gap with a name, filled by what its type allows
 * $                   the end of the clause
 * </pre>
 *
 * Repetitions are bounded, so that no text takes long.
 */
final class PatternCompiler {
    /** Not a look-behind or a named group. */
    private static final Pattern LIST = Pattern.compile("(?<!\\(\\?)<([a-z ]+)>");

    private static final Map<String, Slot> TYPES = Arrays.stream(Slot.values())
            .filter(type -> type != Slot.LISTED && type != Slot.DONE)
            .collect(Collectors.toMap(type -> type.name().toLowerCase(Locale.ROOT), type -> type));

    private final Phrases phrases;
    private final boolean withoutCapitals;
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private String source = "";
    private int at;

    private PatternCompiler(Phrases phrases, boolean withoutCapitals) {
        this.phrases = phrases;
        this.withoutCapitals = withoutCapitals;
    }

    record Compiled(Pattern expression, Map<String, Slot> slots) {}

    static Compiled compile(String source, Phrases phrases, boolean withoutCapitals) {
        PatternCompiler compiler = new PatternCompiler(phrases, withoutCapitals);
        String expression = compiler.sequence(source);
        return new Compiled(
                Pattern.compile(expression + "(?![\\p{L}\\p{N}])", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
                Map.copyOf(compiler.slots));
    }

    private String sequence(String text) {
        String outerSource = source;
        int outerAt = at;
        source = text;
        at = 0;
        StringBuilder expression = new StringBuilder();
        boolean begun = false;
        while (skipSpaces()) {
            boolean optional = source.charAt(at) == '[';
            String element = optional ? sequence(bracketed('[', ']')) : element();
            boolean attached = element.startsWith(",") || element.startsWith(":") || element.startsWith("(?=");
            String space = attached ? "\\s*" : "\\s+";
            if (!begun && optional) {
                expression.append("(?:").append(element).append("\\s+)?");
            } else if (optional) {
                expression.append("(?:").append(space).append(element).append(")?");
            } else {
                expression.append(begun ? space : "").append(element);
                begun = true;
            }
        }
        source = outerSource;
        at = outerAt;
        return expression.toString();
    }

    private boolean skipSpaces() {
        while (at < source.length() && source.charAt(at) == ' ') {
            at++;
        }
        return at < source.length();
    }

    /** Parts without a space between them. */
    private String element() {
        StringBuilder expression = new StringBuilder();
        while (at < source.length() && source.charAt(at) != ' ') {
            switch (source.charAt(at)) {
                case '(' -> expression.append(alternatives(bracketed('(', ')')));
                case '<' -> expression.append(alternatives(phrases.alternatives(bracketed('<', '>'))));
                case '{' -> expression.append(slot(bracketed('{', '}')));
                case '$' -> {
                    at++;
                    expression.append("(?=\\s*(?:$|[,;:.!?()\u2026\u2013\u2014-])|\\s+(?:and|from|but|by the"
                            + " way|here|again)\\b)");
                }
                default -> expression.append(words());
            }
        }
        return expression.toString();
    }

    private String alternatives(String text) {
        List<String> expressions = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '|' && depth == 0) {
                expressions.add(sequence(text.substring(start, i)));
                start = i + 1;
            } else if ("([{<".indexOf(text.charAt(i)) >= 0) {
                depth++;
            } else if (")]}>".indexOf(text.charAt(i)) >= 0) {
                depth--;
            }
        }
        return "(?:" + String.join("|", expressions) + ")";
    }

    private String slot(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a gap needs a name and a type: {" + text + "}");
        }
        String name = text.substring(0, colon);
        String typeName = text.substring(colon + 1);
        int plus = typeName.indexOf('+');
        if (plus > 0) {
            slots.put(name, Slot.DONE);
            String verbs = Slot.verbs(
                    typeName.substring(0, plus).replace('_', ' '),
                    typeName.substring(plus + 1).equals("deed"));
            return "(?<" + name + ">" + withLists(verbs) + ")";
        }
        Slot type = TYPES.getOrDefault(typeName, Slot.LISTED);
        slots.put(name, type);
        String shape = type == Slot.LISTED
                ? "<" + typeName.replace('_', ' ') + ">" + "(?![\\p{L}\\p{N}])"
                : type.expression(withoutCapitals);
        return "(?<" + name + ">" + withLists(shape) + ")";
    }

    private String withLists(String shape) {
        return LIST.matcher(shape)
                .replaceAll(list ->
                        Matcher.quoteReplacement("(?i:" + alternatives(phrases.alternatives(list.group(1))) + ")"));
    }

    private String words() {
        int start = at;
        while (at < source.length() && " ([{<$".indexOf(source.charAt(at)) < 0) {
            at++;
        }
        List<String> words = new ArrayList<>();
        for (String word : source.substring(start, at).split("\\|")) {
            words.add(word.equals(",") || word.equals(":") ? word : Pattern.quote(word));
        }
        return words.size() == 1 ? words.get(0) : "(?:" + String.join("|", words) + ")";
    }

    private String bracketed(char open, char close) {
        int depth = 0;
        int start = at + 1;
        for (int i = at; i < source.length(); i++) {
            depth += source.charAt(i) == open ? 1 : source.charAt(i) == close ? -1 : 0;
            if (depth == 0) {
                at = i + 1;
                return source.substring(start, i);
            }
        }
        throw new IllegalArgumentException("no closing " + close + " in " + source);
    }
}
