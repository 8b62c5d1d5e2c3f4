/** The embedded extractor: what users say of themselves and of their conversation, by patterns that are data. */
@NullMarked
package io.memstream.extractor.embedded;

import org.jspecify.annotations.NullMarked;
