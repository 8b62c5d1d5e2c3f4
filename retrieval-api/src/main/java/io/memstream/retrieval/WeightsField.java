package io.memstream.retrieval;

import io.memstream.adapters.http.JsonBody;
import io.memstream.core.ranking.Preferences;

/** The field {@code weights}: what the caller wants more of. Absent, it is the ranking as it is. */
final class WeightsField {
    private WeightsField() {}

    static Preferences of(JsonBody body) {
        JsonBody weights = body.optionalObject("weights");
        if (weights == null) {
            return Preferences.NONE;
        }
        weights.refuseOthersThan("recency", "importance", "diversity");
        return new Preferences(
                weights.number("recency", 0, 0, 1),
                weights.number("importance", 0, 0, 1),
                weights.number("diversity", 0, 0, 1));
    }
}
