/** Measures recall, freshness and speed through the HTTP API of a running stack. */
@NullMarked
package io.memstream.benchmarks;

import org.jspecify.annotations.NullMarked;
