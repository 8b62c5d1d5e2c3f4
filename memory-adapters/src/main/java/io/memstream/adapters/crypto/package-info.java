/** Seals and names under per-user keys, which are wrapped by a key-encryption key. */
@NullMarked
package io.memstream.adapters.crypto;

import org.jspecify.annotations.NullMarked;
