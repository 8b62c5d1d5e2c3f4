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
final class PersonalDataPolicy {
    static final String SETTING = "gateway.mask";

    static final PersonalDataPolicy NONE = new PersonalDataPolicy(Set.of(), Map.of());

    private final Set<PersonalData> everyone;
    private final Map<String, Set<PersonalData>> byTenant;

    private PersonalDataPolicy(Set<PersonalData> everyone, Map<String, Set<PersonalData>> byTenant) {
        this.everyone = Set.copyOf(everyone);
        this.byTenant = Map.copyOf(byTenant);
    }

    /**
     * Of entries {@code email}, which holds for all tenants, and {@code acme:phone}, which holds for one besides.
     *
     * @throws IllegalArgumentException naming the setting
     */
    static PersonalDataPolicy parse(List<String> entries) {
        Set<PersonalData> everyone = EnumSet.noneOf(PersonalData.class);
        Map<String, Set<PersonalData>> byTenant = new HashMap<>();
        for (String entry : entries) {
            int colon = entry.indexOf(':');
            PersonalData kind = kind(entry.substring(colon + 1).strip());
            if (colon < 0) {
                everyone.add(kind);
            } else {
                byTenant.computeIfAbsent(
                                tenant(entry.substring(0, colon).strip()), none -> EnumSet.noneOf(PersonalData.class))
                        .add(kind);
            }
        }
        byTenant.values().forEach(kinds -> kinds.addAll(everyone));
        return new PersonalDataPolicy(everyone, byTenant);
    }

    private static PersonalData kind(String word) {
        return Arrays.stream(PersonalData.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Settings.label(SETTING)
                        + ": each entry must be one of "
                        + Arrays.stream(PersonalData.values())
                                .map(PersonalData::word)
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

    Set<PersonalData> of(String tenant) {
        return byTenant.getOrDefault(tenant, everyone);
    }
}
