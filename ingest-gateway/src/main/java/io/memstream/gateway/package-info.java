/** Takes turns from apps, over HTTP and from the inbox, and appends them, masked and sealed, to the conversation-log. */
@NullMarked
package io.memstream.gateway;

import org.jspecify.annotations.NullMarked;
