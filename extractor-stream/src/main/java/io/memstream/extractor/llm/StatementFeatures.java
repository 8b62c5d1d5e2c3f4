package io.memstream.extractor.llm;

import io.memstream.core.model.Owner;
import io.memstream.core.model.TextFeatures;

/** Makes of a claim's statement, or of a summary, what ranking needs of it. Callable from many threads. */
@FunctionalInterface
public interface StatementFeatures {
    TextFeatures of(Owner owner, String statement);
}
