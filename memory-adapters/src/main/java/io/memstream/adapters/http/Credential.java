package io.memstream.adapters.http;

import io.memstream.core.model.Owner;

/**
 * Who calls.
 *
 * @param tenant whose memory the call may see and write
 * @param name what an audit shows; never the secret
 */
public record Credential(String tenant, String name) {
    public Credential {
        if (!Owner.isTenant(tenant)) {
            throw new IllegalArgumentException("not a tenant, must match [a-z0-9-]{1,64}: " + tenant);
        }
    }
}
