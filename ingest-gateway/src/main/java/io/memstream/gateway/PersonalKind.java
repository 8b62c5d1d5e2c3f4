package io.memstream.gateway;

import java.util.Locale;

/** What a tenant may have masked in all its users' texts. */
enum PersonalKind {
    EMAIL,
    PHONE,
    IBAN,
    IP,
    /** Social security numbers of the United States. */
    SSN;

    /** As configuration and marks write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
