/** The rules of memory: decide what an event changes, and apply it to the state. */
@NullMarked
package io.memstream.core.consolidation;

import org.jspecify.annotations.NullMarked;
