package io.memstream.core.consolidation;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Fact;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a fact lives: facts of one slot compete with each other. A single-valued attribute has one slot for all its
 * values, a many-valued one has a slot for each value.
 *
 * @param scope empty when it belongs to all scopes
 * @param value normalised; empty for a single-valued attribute
 */
public record SlotKey(String subject, String attribute, String scope, String value) {

    static SlotKey of(Claim claim, @Nullable String scope) {
        return of(claim.subject(), claim.attribute(), scope, claim.singleValued() ? "" : claim.value());
    }

    public static SlotKey of(Fact fact) {
        return of(fact.subject(), fact.attribute(), fact.scope(), fact.singleValued() ? "" : fact.value());
    }

    private static SlotKey of(String subject, String attribute, @Nullable String scope, String value) {
        return new SlotKey(normalise(subject), attribute, Objects.requireNonNullElse(scope, ""), normalise(value));
    }

    /** Two spellings of one value: case, outer punctuation, spaces and a leading article do not tell them apart. */
    static String normalise(String value) {
        String plain = value.toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Z}]+", " ")
                .replaceAll("^[\\p{Punct}\\s]+|[\\p{Punct}\\s]+$", "");
        return plain.replaceFirst("^(the|a|an|my|our) ", "");
    }

    /** One text for one key, for stores that name entries by text. */
    public String text() {
        return attributeText() + '\u0000' + value;
    }

    /** One text for all slots that differ in the value alone. */
    public String attributeText() {
        return subject + '\u0000' + attribute + '\u0000' + scope;
    }
}
