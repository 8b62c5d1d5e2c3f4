/** The two ways in which something fails: for now, or for good. */
@NullMarked
package io.memstream.core.failure;

import org.jspecify.annotations.NullMarked;
