/** Embedding models in process. */
@NullMarked
package io.memstream.adapters.embedding;

import org.jspecify.annotations.NullMarked;
