package io.memstream.core.ranking;

import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Role;
import io.memstream.core.model.TextFeatures;
import io.memstream.core.model.Vector;
import io.memstream.core.port.MemoryReader.RankRow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes rank rows of turns whose terms are their words and whose vectors are given. */
final class Rows {
    static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private final List<RankRow> rows = new ArrayList<>();
    private final Map<String, Integer> sessions = new HashMap<>();

    Rows said(String session, @Nullable String speaker, String text, float... vector) {
        return add(session, Role.USER, speaker, text, 0, vector);
    }

    Rows add(String session, Role role, @Nullable String speaker, String text, int flags, float... vector) {
        int ordinal = rows.size();
        rows.add(new RankRow(
                UUID.nameUUIDFromBytes(("row" + ordinal).getBytes(StandardCharsets.UTF_8)),
                RankRow.month(START),
                ordinal,
                session,
                sessions.merge(session, 1, Integer::sum) - 1,
                role,
                speaker,
                null,
                START.plus(Duration.ofMinutes(ordinal)),
                START.plus(Duration.ofMinutes(ordinal)),
                new TextFeatures(
                        Vector.of(vector.length == 0 ? new float[] {1, 0} : vector),
                        terms(text),
                        new byte[0],
                        flags,
                        text.split(" ").length)));
        return this;
    }

    List<RankRow> list() {
        return List.copyOf(rows);
    }

    OwnerView view() {
        return OwnerView.of(rows);
    }

    static long term(String word) {
        return word.hashCode();
    }

    private static List<KeyedTerm> terms(String text) {
        Map<Long, Integer> counts = new HashMap<>();
        Arrays.stream(text.split(" ")).forEach(word -> counts.merge(term(word), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(entry -> new KeyedTerm(entry.getKey(), entry.getValue()))
                .toList();
    }
}
