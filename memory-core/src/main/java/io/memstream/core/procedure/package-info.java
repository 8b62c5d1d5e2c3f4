/** What procedures tell to whoever has a task to do. */
@NullMarked
package io.memstream.core.procedure;

import org.jspecify.annotations.NullMarked;
