package io.memstream.core.port;

import java.util.List;

/** Splits a text into index terms: lower case, stems, without stop words, in order, with repetitions. */
public interface TermAnalyzer {
    List<String> terms(String text);
}
