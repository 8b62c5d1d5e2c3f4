/** The embedded extractor: explicit statements about the speaker, by patterns that are data. */
@NullMarked
package io.memstream.extractor.claims;

import org.jspecify.annotations.NullMarked;
