package io.memstream.core.ranking;

import java.time.LocalDate;

/** A time that a question prefers. It draws what was said around it to the front and excludes nothing. */
public interface TimeCue {
    /** How well a turn of that day (UTC) fits, from 0 for not at all to 1.5 for the very day. */
    double fit(LocalDate said);
}
