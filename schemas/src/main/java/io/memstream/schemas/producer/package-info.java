/** What a JVM application drops in to publish conversation turns. */
@NullMarked
package io.memstream.schemas.producer;

import org.jspecify.annotations.NullMarked;
