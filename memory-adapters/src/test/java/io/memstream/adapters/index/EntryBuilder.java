package io.memstream.adapters.index;

import io.memstream.core.model.KeyedTerm;
import io.memstream.core.model.Owner;
import io.memstream.core.model.Vector;
import io.memstream.core.port.MemoryIndex.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** An index entry with defaults; each number gives another entry, the same on every call. */
final class EntryBuilder {
    static final int DIMENSIONS = 16;
    static final Instant START = Instant.parse("2024-05-01T10:00:00Z");

    private final Owner owner;
    private final long number;
    private Vector vector;
    private List<KeyedTerm> terms;
    private String sessionKey = "session";
    private String kind = "episode";
    private String speakerKey = "";
    private String scopeKey = "";
    private boolean active = true;
    private Instant occurredAt;
    private long version = 1;

    private EntryBuilder(Owner owner, long number) {
        this.owner = owner;
        this.number = number;
        this.vector = Vector.of(vector(number));
        this.terms = terms(number, number + 1);
        this.occurredAt = START.plusSeconds(60 * number);
    }

    static EntryBuilder entry(Owner owner, long number) {
        return new EntryBuilder(owner, number);
    }

    static UUID id(Owner owner, long number) {
        return new UUID(owner.value().hashCode() * 31L + 7, number * 0x9E3779B97F4A7C15L);
    }

    /** Of length one; near to no other one. */
    static float[] vector(long seed) {
        Random random = new Random(seed * 7919 + 17);
        float[] values = new float[DIMENSIONS];
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
            squares += values[i] * values[i];
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= (float) Math.sqrt(squares);
        }
        return values;
    }

    /** Each once or, where it is named again, more often. */
    static List<KeyedTerm> terms(long... numbers) {
        List<KeyedTerm> terms = new ArrayList<>();
        for (long number : numbers) {
            long term = term(number);
            int count = 1;
            for (KeyedTerm there : List.copyOf(terms)) {
                if (there.term() == term) {
                    count += there.count();
                    terms.remove(there);
                }
            }
            terms.add(new KeyedTerm(term, count));
        }
        return terms;
    }

    /** As a keyed hash is: any 64 bits. */
    static long term(long number) {
        long mixed = (number + 1) * 0xBF58476D1CE4E5B9L;
        return mixed ^ (mixed >>> 29);
    }

    EntryBuilder vector(float... values) {
        vector = Vector.of(values);
        return this;
    }

    EntryBuilder termsOf(long... numbers) {
        terms = terms(numbers);
        return this;
    }

    EntryBuilder session(String key) {
        sessionKey = key;
        return this;
    }

    EntryBuilder kind(String word) {
        kind = word;
        return this;
    }

    EntryBuilder speaker(String key) {
        speakerKey = key;
        return this;
    }

    EntryBuilder scope(String key) {
        scopeKey = key;
        return this;
    }

    EntryBuilder inactive() {
        active = false;
        return this;
    }

    EntryBuilder at(Instant time) {
        occurredAt = time;
        return this;
    }

    EntryBuilder version(long number) {
        version = number;
        return this;
    }

    Entry build() {
        return new Entry(
                owner,
                id(owner, number),
                vector,
                terms,
                number,
                sessionKey,
                kind,
                speakerKey,
                scopeKey,
                active,
                occurredAt,
                version);
    }
}
