package io.memstream.core.query;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of expression looks, and which days it names.
 *
 * @param groups names of the parts that the pattern gives
 */
record DateRule(Pattern pattern, List<String> groups, Days days) {
    static DateRule of(String pattern, Days days) {
        return new DateRule(
                Pattern.compile(pattern),
                Stream.of("year", "month", "day", "suffix", "part", "season", "feast", "n", "unit", "which", "weekday")
                        .filter(group -> pattern.contains("(?<" + group + ">"))
                        .toList(),
                days);
    }

    /** Which days the parts of an expression name. */
    interface Days {
        /** Null when there are no such days, or none are meant. */
        @Nullable
        DaySpan of(Words words, Today today);
    }
}
