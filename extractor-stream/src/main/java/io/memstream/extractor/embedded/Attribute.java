package io.memstream.extractor.embedded;

import io.memstream.core.model.EntityType;
import io.memstream.core.model.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that can be said about somebody, and the ways to say it.
 *
 * @param name may contain gaps: {@code favourite {what}}
 * @param singleValued one value at a time
 * @param sensitivity category; null for none
 * @param momentary also where the sentence speaks of the passing moment
 * @param dates whether it has a date, and on which side of the present
 * @param datedOnly only where the clause names a date
 * @param alone only where the clause states nothing else
 * @param inferred from what somebody asks for, not stated
 * @param names what kind of thing the value names; null for nothing
 * @param statement template of what is remembered
 * @param ended template for what no longer holds
 */
record Attribute(
        String name,
        Kind kind,
        boolean singleValued,
        @Nullable String sensitivity,
        boolean momentary,
        Dated dates,
        boolean datedOnly,
        boolean alone,
        boolean inferred,
        @Nullable EntityType names,
        String statement,
        String ended,
        List<Saying> sayings) {

    /** On which side of the turn a date is looked for. */
    enum Dated {
        NOT,
        PAST,
        COMING
    }

    /**
     * One way to say it.
     *
     * @param affirmed false when it says that it no longer holds
     * @param since whether it holds from the turn's time on, as in "I moved to"
     * @param anymore only where the clause says "anymore"
     * @param within anywhere in the clause, not only at its beginning
     * @param relaxed for texts without capitals
     */
    record Saying(
            PatternCompiler.Compiled strict,
            PatternCompiler.Compiled relaxed,
            boolean affirmed,
            boolean since,
            boolean anymore,
            boolean within,
            double confidence) {}
}
