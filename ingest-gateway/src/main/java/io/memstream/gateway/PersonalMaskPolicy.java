package io.memstream.gateway;

import io.memstream.adapters.config.Settings;
import io.memstream.core.model.Owner;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which personal data each tenant has masked before anything is stored; none unless configured. */
final class PersonalMaskPolicy {
    static final String SETTING = "gateway.mask";

    static final PersonalMaskPolicy NONE = new PersonalMaskPolicy(Set.of(), Map.of());

    private final Set<PersonalKind> everyone;
    private final Map<String, Set<PersonalKind>> byTenant;

    private PersonalMaskPolicy(Set<PersonalKind> everyone, Map<String, Set<PersonalKind>> byTenant) {
        this.everyone = Set.copyOf(everyone);
        this.byTenant = Map.copyOf(byTenant);
    }

    /**
     * Of entries {@code email}, which holds for all tenants, and {@code acme:phone}, which holds for one besides.
     *
     * @throws IllegalArgumentException naming the setting
     */
    static PersonalMaskPolicy parse(List<String> entries) {
        Set<PersonalKind> everyone = EnumSet.noneOf(PersonalKind.class);
        Map<String, Set<PersonalKind>> byTenant = new HashMap<>();
        for (String entry : entries) {
            int colon = entry.indexOf(':');
            PersonalKind kind = kind(entry.substring(colon + 1).strip());
            if (colon < 0) {
                everyone.add(kind);
            } else {
                byTenant.computeIfAbsent(
                                tenant(entry.substring(0, colon).strip()), none -> EnumSet.noneOf(PersonalKind.class))
                        .add(kind);
            }
        }
        byTenant.values().forEach(kinds -> kinds.addAll(everyone));
        return new PersonalMaskPolicy(everyone, byTenant);
    }

    private static PersonalKind kind(String word) {
        return Arrays.stream(PersonalKind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Settings.label(SETTING)
                        + ": each entry must be one of "
                        + Arrays.stream(PersonalKind.values())
                                .map(PersonalKind::word)
                                .collect(Collectors.joining(", "))
                        + ", or tenant:kind, was \"" + word + "\""));
    }

    private static String tenant(String tenant) {
        if (!Owner.isTenant(tenant)) {
            throw new IllegalArgumentException(
                    Settings.label(SETTING) + ": a tenant must match [a-z0-9-]{1,64}, was \"" + tenant + "\"");
        }
        return tenant;
    }

    Set<PersonalKind> of(String tenant) {
        return byTenant.getOrDefault(tenant, everyone);
    }
}
