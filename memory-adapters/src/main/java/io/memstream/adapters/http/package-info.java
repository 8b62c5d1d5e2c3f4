/** What every HTTP service shares: server, problems, credentials, health, metrics and strict JSON bodies. */
@NullMarked
package io.memstream.adapters.http;

import org.jspecify.annotations.NullMarked;
