/** The right context for an assistant, and everything that is remembered, over HTTP. */
@NullMarked
package io.memstream.retrieval;

import org.jspecify.annotations.NullMarked;
