/** Domain values as Avro events and back, sealed under the user's key. */
@NullMarked
package io.memstream.adapters.events;

import org.jspecify.annotations.NullMarked;
