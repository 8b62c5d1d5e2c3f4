/** What was served, summed up per owner and hour and appended to the log, where it is one more input of the decisions. */
@NullMarked
package io.memstream.consolidator.usage;

import org.jspecify.annotations.NullMarked;
