/** The memory index in a folder of this process: Lucene. */
@NullMarked
package io.memstream.adapters.lucene;

import org.jspecify.annotations.NullMarked;
