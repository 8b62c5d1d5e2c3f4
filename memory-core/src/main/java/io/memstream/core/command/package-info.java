/** What users say to the assistant about memory itself, in their own words. */
@NullMarked
package io.memstream.core.command;

import org.jspecify.annotations.NullMarked;
