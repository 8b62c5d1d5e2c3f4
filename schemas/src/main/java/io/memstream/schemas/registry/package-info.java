/** The Confluent Schema Registry REST protocol, as a client that fails over, retries, caches and says what went wrong. */
@NullMarked
package io.memstream.schemas.registry;

import org.jspecify.annotations.NullMarked;
