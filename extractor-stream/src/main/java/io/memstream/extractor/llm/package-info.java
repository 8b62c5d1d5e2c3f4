/** The LLM extractor: reads windows of turns with a chat model and appends what it found to the log, later than the turns. */
@NullMarked
package io.memstream.extractor.llm;

import org.jspecify.annotations.NullMarked;
