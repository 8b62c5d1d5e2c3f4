/** The local stack: real parts and all services on one machine, and the command line for them. */
@NullMarked
package io.memstream.local;

import org.jspecify.annotations.NullMarked;
