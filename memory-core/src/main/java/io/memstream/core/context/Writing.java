package io.memstream.core.context;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes pieces in one format. What was said is data: it is kept on lines of its own, or escaped, so that it cannot pass
 * for the frame around it.
 */
interface Writing {
    /** @param pieces in the order in which to write them, sections together */
    Object write(List<Piece> pieces);

    /** The text whose tokens count. */
    String counted(Object written);

    static Writing of(Format format) {
        return switch (format) {
            case MARKDOWN -> new Markdown();
            case XML -> new Xml();
            case JSON -> new Json();
            case MESSAGES -> new Messages();
            case PROSE -> new Prose();
        };
    }

    static Map<Section, List<Piece>> bySection(List<Piece> pieces) {
        Map<Section, List<Piece>> sections = new LinkedHashMap<>();
        pieces.forEach(piece -> sections.computeIfAbsent(piece.section(), section -> new ArrayList<>())
                .add(piece));
        return sections;
    }

    static String day(Piece piece) {
        return DateTimeFormatter.ISO_LOCAL_DATE.format(piece.at().atZone(ZoneOffset.UTC));
    }

    /** On one line: a line of its own is what marks a text as data. */
    static String oneLine(String text) {
        return text.strip().replaceAll("\\s*[\\r\\n\u2028\u2029\u0085]+\\s*", " / ");
    }

    /** Sections as headings, pieces as list items. */
    final class Markdown implements Writing {
        @Override
        public String write(List<Piece> pieces) {
            StringBuilder text = new StringBuilder();
            bySection(pieces).forEach((section, members) -> {
                text.append(text.isEmpty() ? "" : "\n")
                        .append("## ")
                        .append(section.title)
                        .append('\n');
                members.forEach(piece -> text.append("- ").append(line(piece)).append('\n'));
            });
            return text.toString();
        }

        static String line(Piece piece) {
            String text = oneLine(piece.text());
            return switch (piece.section()) {
                case INSTRUCTIONS, QUESTIONS, RECAP -> text;
                case KNOWN -> text + " (" + day(piece) + ")";
                case EARLIER -> day(piece) + ", " + piece.label() + ": " + text;
                case REMINDERS -> day(piece) + " (" + piece.label() + "): " + text;
                case BLOCKS, PROCEDURES, RECENT -> piece.label() + ": " + text;
            };
        }

        @Override
        public String counted(Object written) {
            return (String) written;
        }
    }

    /** One element per piece, escaped. */
    final class Xml implements Writing {
        @Override
        public String write(List<Piece> pieces) {
            if (pieces.isEmpty()) {
                return "";
            }
            StringBuilder text = new StringBuilder("<memory>\n");
            bySection(pieces).forEach((section, members) -> {
                text.append('<').append(section.word).append(">\n");
                members.forEach(piece -> text.append("<item")
                        .append(section.isDated() ? " date=\"" + day(piece) + "\"" : "")
                        .append(
                                piece.label().isEmpty()
                                        ? ""
                                        : " " + section.labelled + "=\"" + escaped(piece.label()) + "\"")
                        .append('>')
                        .append(escaped(piece.text().strip()))
                        .append("</item>\n"));
                text.append("</").append(section.word).append(">\n");
            });
            return text.append("</memory>").toString();
        }

        private static String escaped(String text) {
            return text.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;");
        }

        @Override
        public String counted(Object written) {
            return (String) written;
        }
    }

    /** A list per section. */
    final class Json implements Writing {
        @Override
        public Map<String, Object> write(List<Piece> pieces) {
            Map<String, Object> context = new LinkedHashMap<>();
            bySection(pieces)
                    .forEach((section, members) -> context.put(
                            section.word, members.stream().map(Json::entry).toList()));
            return context;
        }

        private static Map<String, String> entry(Piece piece) {
            Map<String, String> entry = new LinkedHashMap<>();
            if (piece.section().isDated()) {
                entry.put("date", day(piece));
            }
            if (!piece.label().isEmpty()) {
                entry.put(piece.section().labelled, piece.label());
            }
            entry.put("text", piece.text());
            return entry;
        }

        @Override
        public String counted(Object written) {
            return ((Map<?, ?>) written).isEmpty() ? "" : JsonText.of(written);
        }
    }

    /** What is remembered as one system message, then the conversation's own turns. */
    final class Messages implements Writing {
        /** What chat formats add to each message, as the providers document it. */
        private static final String FRAME = "\n\n\n\n";

        @Override
        public List<Map<String, String>> write(List<Piece> pieces) {
            List<Map<String, String>> messages = new ArrayList<>();
            List<Piece> remembered = pieces.stream()
                    .filter(piece -> piece.section() != Section.RECENT)
                    .toList();
            if (!remembered.isEmpty()) {
                messages.add(message("system", new Markdown().write(remembered)));
            }
            pieces.stream()
                    .filter(piece -> piece.section() == Section.RECENT)
                    .forEach(piece -> messages.add(message(role(piece), piece.text())));
            return messages;
        }

        private static String role(Piece piece) {
            String who = piece.label().toLowerCase(Locale.ROOT);
            return List.of("assistant", "system", "tool").contains(who) ? who : "user";
        }

        private static Map<String, String> message(String role, String content) {
            Map<String, String> message = new LinkedHashMap<>();
            message.put("role", role);
            message.put("content", content);
            return message;
        }

        @Override
        public String counted(Object written) {
            StringBuilder text = new StringBuilder();
            for (Object message : (List<?>) written) {
                Map<?, ?> fields = (Map<?, ?>) message;
                text.append(fields.get("role")).append(FRAME).append(fields.get("content"));
            }
            return text.toString();
        }
    }

    /** One paragraph, what was said in quotes. */
    final class Prose implements Writing {
        private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

        @Override
        public String write(List<Piece> pieces) {
            StringBuilder text = new StringBuilder();
            for (Piece piece : pieces) {
                text.append(text.isEmpty() ? "" : " ").append(sentence(piece));
            }
            return text.toString();
        }

        private static String sentence(Piece piece) {
            String said = oneLine(piece.text()).replace('"', '\'');
            String on = DAY.format(piece.at().atZone(ZoneOffset.UTC));
            return switch (piece.section()) {
                case BLOCKS -> "The core memory \"" + piece.label().replace('"', '\'') + "\" says: \"" + said + "\"";
                case INSTRUCTIONS, QUESTIONS, KNOWN -> said;
                case PROCEDURES -> "For tasks such as \"" + piece.label().replace('"', '\'') + "\": " + said;
                case RECAP -> "Earlier in this conversation: \"" + said + "\"";
                case EARLIER -> "On " + on + ", " + piece.label() + " said: \"" + said + "\"";
                case REMINDERS -> "To bring up (" + piece.label() + ", " + on + "): " + said;
                case RECENT -> "Just now, " + piece.label() + " said: \"" + said + "\"";
            };
        }

        @Override
        public String counted(Object written) {
            return (String) written;
        }
    }
}
