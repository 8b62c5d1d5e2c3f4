/** Avro records as Kafka keys and values in the Confluent wire format. */
@NullMarked
package io.memstream.schemas.serde;

import org.jspecify.annotations.NullMarked;
