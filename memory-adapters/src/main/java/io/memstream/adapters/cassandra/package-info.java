/** Keys, generations, watermarks and one generation's tables in Cassandra; what users say only sealed. */
@NullMarked
package io.memstream.adapters.cassandra;

import org.jspecify.annotations.NullMarked;
