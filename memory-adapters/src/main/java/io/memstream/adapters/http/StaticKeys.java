package io.memstream.adapters.http;

import io.memstream.adapters.config.Settings;
import io.memstream.core.model.Owner;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keys from the configuration, {@code key=tenant} pairs. Keys are kept as digests and found by digest, so that neither a
 * dump nor the time of an answer tells one.
 */
public final class StaticKeys implements Authenticator {
    /** The tenant of a local stack without credentials. */
    public static final String DEFAULT_TENANT = "default";

    private static final int SHOWN_DIGITS = 8;

    private final Map<String, Credential> byDigest;
    private final @Nullable Credential anonymous;

    private StaticKeys(Map<String, Credential> byDigest, @Nullable Credential anonymous) {
        this.byDigest = Map.copyOf(byDigest);
        this.anonymous = anonymous;
    }

    /** No keys: every caller is the tenant {@code default}. */
    public static StaticKeys none() {
        return new StaticKeys(Map.of(), new Credential(DEFAULT_TENANT, "anonymous"));
    }

    /** @param tenants key to tenant */
    public static StaticKeys of(Map<String, String> tenants) {
        return of(tenants, null);
    }

    /** @param anonymousTenant the tenant of requests without a key; null refuses them */
    public static StaticKeys of(Map<String, String> tenants, @Nullable String anonymousTenant) {
        Map<String, Credential> byDigest = new HashMap<>();
        tenants.forEach((key, tenant) -> {
            String digest = digest(key);
            byDigest.put(digest, new Credential(tenant, "key-" + digest.substring(0, SHOWN_DIGITS)));
        });
        return new StaticKeys(byDigest, anonymousTenant == null ? null : new Credential(anonymousTenant, "anonymous"));
    }

    /**
     * {@code api.keys}: {@code key=tenant} pairs separated by commas. {@code anonymous.tenant}: the tenant of requests
     * without a key; {@code default} when there are no keys, otherwise such requests are refused.
     */
    public static StaticKeys from(Settings settings) {
        Map<String, String> tenants = new HashMap<>();
        List<String> pairs = settings.list("api.keys");
        for (int index = 0; index < pairs.size(); index++) {
            String pair = pairs.get(index);
            int equals = pair.lastIndexOf('=');
            String tenant = pair.substring(equals + 1).strip();
            if (equals < 1 || !Owner.isTenant(tenant)) {
                throw new IllegalArgumentException(Settings.label("api.keys") + ": entry " + (index + 1)
                        + " must be key=tenant, where the tenant matches [a-z0-9-]{1,64}");
            }
            tenants.put(pair.substring(0, equals).strip(), tenant);
        }
        String anonymous = settings.text("anonymous.tenant").orElse(tenants.isEmpty() ? DEFAULT_TENANT : null);
        if (anonymous != null && !Owner.isTenant(anonymous)) {
            throw new IllegalArgumentException(Settings.label("anonymous.tenant") + ": must match [a-z0-9-]{1,64}");
        }
        return of(tenants, anonymous);
    }

    @Override
    public Optional<Credential> authenticate(@Nullable String key) {
        return key == null ? Optional.ofNullable(anonymous) : Optional.ofNullable(byDigest.get(digest(key)));
    }

    @Override
    public boolean admitsAnonymous() {
        return anonymous != null;
    }

    private static String digest(String key) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
