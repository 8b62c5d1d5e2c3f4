/** The memory index in a Qdrant cluster, over gRPC. */
@NullMarked
package io.memstream.adapters.qdrant;

import org.jspecify.annotations.NullMarked;
