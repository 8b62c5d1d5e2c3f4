/** From words to index terms. */
@NullMarked
package io.memstream.adapters.text;

import org.jspecify.annotations.NullMarked;
