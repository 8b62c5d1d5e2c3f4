/** The topic catalogue: which topics there are, what they carry, who writes and who reads them. */
@NullMarked
package io.memstream.schemas;

import org.jspecify.annotations.NullMarked;
