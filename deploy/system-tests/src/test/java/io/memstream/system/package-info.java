/** The whole product at once: its rules of code, its path on real parts, and what crashes leave of it. */
@NullMarked
package io.memstream.system;

import org.jspecify.annotations.NullMarked;
