/** The topology conversation-log to turn-extractions: what a turn says, made once, for whoever decides and ranks later. */
@NullMarked
package io.memstream.extractor;

import org.jspecify.annotations.NullMarked;
