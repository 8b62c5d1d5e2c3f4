package io.memstream.local;

import io.memstream.parts.Part;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A part or service as its users see it.
 *
 * @param address what a client is given
 * @param ready whether it serves now
 * @param process where it runs; null when elsewhere
 */
record Member(
        String name,
        String address,
        BooleanSupplier ready,
        @Nullable Part process) {}
