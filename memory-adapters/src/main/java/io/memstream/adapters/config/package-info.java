/** Settings from the environment, system properties and a file, as typed values. */
@NullMarked
package io.memstream.adapters.config;

import org.jspecify.annotations.NullMarked;
