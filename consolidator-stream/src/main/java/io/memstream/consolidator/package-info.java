/** From turn-extractions to memory-changes (decide, apply), and from memory-changes into the stores (project). */
@NullMarked
package io.memstream.consolidator;

import org.jspecify.annotations.NullMarked;
