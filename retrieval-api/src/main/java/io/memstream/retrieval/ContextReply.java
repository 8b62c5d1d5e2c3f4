package io.memstream.retrieval;

import io.memstream.core.context.Assembled;
import io.memstream.core.context.LeftOut;
import io.memstream.core.context.Note;
import io.memstream.core.context.Resumption;
import io.memstream.core.context.Section;
import io.memstream.core.context.Unasked;
import io.memstream.core.model.Procedure;
import io.memstream.core.procedure.Procedures;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a context call answers besides the context itself. */
final class ContextReply {
    /** What was left out is named so far; the total says how much there was. */
    private static final int MOST_LEFT_OUT = 20;

    private final Assembled assembled;

    /** By section and id: notes are made anew from what they are of. */
    private final Map<String, Integer> citations = new HashMap<>();

    ContextReply(Assembled assembled) {
        this.assembled = assembled;
        assembled.noteCitations().forEach((note, number) -> citations.put(key(note.section(), note.id()), number));
    }

    private static String key(Section section, String id) {
        return section.word() + ":" + id;
    }

    List<Map<String, Object>> items(List<Item> given) {
        return given.stream().map(this::item).toList();
    }

    private Map<String, Object> item(Item item) {
        Integer number = assembled.citations().get(item.id());
        return number == null ? item.json() : item.cited(number);
    }

    /** Labels of those that are in the context. */
    List<String> blocks() {
        return assembled.notes().stream()
                .filter(note -> note.section() == Section.BLOCKS)
                .map(Note::label)
                .toList();
    }

    List<Map<String, Object>> questions(Unasked unasked) {
        return unasked.contests().stream().map(this::question).toList();
    }

    private Map<String, Object> question(Unasked.Contest contest) {
        List<String> ids =
                contest.facts().stream().map(fact -> fact.id().toString()).toList();
        return new Fields()
                .with("text", contest.question())
                .with("memory_ids", ids)
                .withOptional("cite", citations.get(key(Section.QUESTIONS, ids.get(0))))
                .json();
    }

    List<Map<String, Object>> procedures(Unasked unasked) {
        return unasked.procedures().stream().map(this::procedure).toList();
    }

    private Map<String, Object> procedure(Procedure procedure) {
        Fields fields = new Fields().with("task_type", procedure.taskType());
        Procedures.best(procedure).ifPresent(best -> fields.with("approach", best.name()));
        return fields.withOptional("cite", citations.get(key(Section.PROCEDURES, procedure.taskType())))
                .json();
    }

    List<Map<String, Object>> reminders(Unasked unasked, Instant at) {
        return unasked.reminders().stream()
                .map(reminder -> new Fields()
                        .withAll(ReminderRead.json(reminder, at))
                        .withOptional(
                                "cite",
                                citations.get(key(
                                        Section.REMINDERS, reminder.fact().id().toString())))
                        .json())
                .toList();
    }

    static Map<String, Object> resumption(Resumption resumption) {
        Fields fields = new Fields().with("mode", resumption.mode().name().toLowerCase(Locale.ROOT));
        Resumption.Last last = resumption.last();
        if (last == null) {
            return fields.json();
        }
        return fields.with("last_turn_at", last.occurredAt())
                .with("last_session_id", last.sessionId())
                .with("gap_seconds", resumption.gap().toSeconds())
                .withOptional("thread", resumption.title().isEmpty() ? null : resumption.title())
                .withOptional("recap", resumption.recap().isEmpty() ? null : resumption.recap())
                .with("open_questions", resumption.openQuestions())
                .with("action_items", resumption.actionItems())
                .with(
                        "lately",
                        resumption.lately().stream()
                                .map(topic -> new Fields()
                                        .with("kind", topic.kind())
                                        .with("id", topic.id())
                                        .with("title", topic.title())
                                        .with("last_at", topic.lastAt())
                                        .json())
                                .toList())
                .json();
    }

    /** Best first. */
    List<Map<String, Object>> leftOut() {
        return assembled.leftOut().stream()
                .limit(MOST_LEFT_OUT)
                .map(ContextReply::leftOut)
                .toList();
    }

    private static Map<String, Object> leftOut(LeftOut one) {
        Fields fields = new Fields()
                .with("id", one.id())
                .with("kind", one.kind())
                .with("section", one.section().word());
        Double score = one.score();
        return (score == null ? fields : fields.withRounded("score", score)).json();
    }

    int leftOutInAll() {
        return assembled.leftOut().size();
    }
}
