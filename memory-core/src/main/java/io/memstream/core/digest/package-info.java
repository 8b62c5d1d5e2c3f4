/** What a session, a thread or the entities say to a reader: made at read time, from what memory holds. */
@NullMarked
package io.memstream.core.digest;

import org.jspecify.annotations.NullMarked;
