/** What an assistant is given: chosen items, formatted, within a token budget. */
@NullMarked
package io.memstream.core.context;

import org.jspecify.annotations.NullMarked;
