/** What the domain needs from outside, as interfaces. */
@NullMarked
package io.memstream.core.port;

import org.jspecify.annotations.NullMarked;
