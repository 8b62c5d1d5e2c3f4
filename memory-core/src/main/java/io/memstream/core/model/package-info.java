/** The domain's values: turns, claims, facts, episodes, sessions and who owns them. */
@NullMarked
package io.memstream.core.model;

import org.jspecify.annotations.NullMarked;
