package io.memstream.core.model;

import java.util.regex.Pattern;

/**
 * Whose memory it is: the tenant and a keyed hash of the user id, so that no user id is readable where owners are
 * written. Its {@link #value()} keys every record and every row.
 */
public record Owner(String tenant, String userHash) {
    private static final Pattern TENANT = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern HASH = Pattern.compile("[A-Za-z0-9_-]{16,64}");

    public Owner {
        if (!TENANT.matcher(tenant).matches() || !HASH.matcher(userHash).matches()) {
            throw new IllegalArgumentException("not an owner: " + tenant + "/" + userHash);
        }
    }

    public static boolean isTenant(String tenant) {
        return TENANT.matcher(tenant).matches();
    }

    /** The inverse of {@link #value()}. */
    public static Owner parse(String value) {
        int slash = value.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("not an owner: " + value);
        }
        return new Owner(value.substring(0, slash), value.substring(slash + 1));
    }

    public String value() {
        return tenant + "/" + userHash;
    }

    @Override
    public String toString() {
        return value();
    }
}
