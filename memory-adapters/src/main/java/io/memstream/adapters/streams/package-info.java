/** What the Kafka Streams services share. */
@NullMarked
package io.memstream.adapters.streams;

import org.jspecify.annotations.NullMarked;
