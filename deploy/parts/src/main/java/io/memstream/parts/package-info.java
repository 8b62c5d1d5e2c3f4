/** The real parts that a local stack and its tests run on, each a child process of its own. */
@NullMarked
package io.memstream.parts;

import org.jspecify.annotations.NullMarked;
