package io.memstream.core.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was read out of a turn beside its claims.
 *
 * @param notes sentences worth quoting, in the order of the text
 * @param topics what it is about, in the user's words, lower case, the most telling first
 * @param sentiment from -1 (bad) to 1 (good); 0 when it shows none
 * @param commands what the user told the assistant to remember or to forget
 */
public record Reading(List<Note> notes, List<String> topics, double sentiment, List<SpokenCommand> commands) {
    public static final Reading NOTHING = new Reading(List.of(), List.of(), 0, List.of());

    public Reading {
        notes = List.copyOf(notes);
        topics = List.copyOf(topics);
        commands = List.copyOf(commands);
    }

    /**
     * A sentence that a summary may quote, or a summary that a model wrote.
     *
     * @param features of the text; null for a sentence, which is found with its turn
     */
    public record Note(
            Highlight.Type type,
            String text,
            double weight,
            @Nullable TextFeatures features) {
        /** Found with its turn. */
        public Note(Highlight.Type type, String text, double weight) {
            this(type, text, weight, null);
        }
    }

    /**
     * @param text what to remember or what to forget, without the words of command
     * @param features of that text; its terms tell what a forgetting covers
     */
    public record SpokenCommand(Type type, String text, TextFeatures features) {
        /** What is asked for. */
        public enum Type {
            REMEMBER,
            FORGET
        }
    }
}
