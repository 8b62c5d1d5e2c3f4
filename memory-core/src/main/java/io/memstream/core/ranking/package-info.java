/** Which remembered turns answer a query, and why. */
@NullMarked
package io.memstream.core.ranking;

import org.jspecify.annotations.NullMarked;
