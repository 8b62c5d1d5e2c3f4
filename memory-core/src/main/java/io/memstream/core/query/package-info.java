/** How a message is read before anything is ranked: what it asks, whom it names, and which times. */
@NullMarked
package io.memstream.core.query;

import org.jspecify.annotations.NullMarked;
