/** What the two memory indexes share, so that both put the same candidates in the same order. */
@NullMarked
package io.memstream.adapters.index;

import org.jspecify.annotations.NullMarked;
