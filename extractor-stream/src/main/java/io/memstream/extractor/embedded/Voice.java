package io.memstream.extractor.embedded;

import io.memstream.core.model.Claim;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom a text in the first person is about.
 *
 * @param subject as claims name it
 * @param wording for statements about the subject
 * @param said when
 */
record Voice(String subject, Wording wording, Instant said) {
    /** @param speaker null for the user */
    static Voice of(@Nullable String speaker, Instant said) {
        return new Voice(speaker == null ? Claim.USER : speaker, new Wording(speaker), said);
    }

    /** Somebody whom the speaker names. */
    Voice ofNamed(String name) {
        return new Voice(name, new Wording(name), said);
    }

    /** Somebody whom the speaker calls by what they are to the speaker. */
    Voice ofRelation(String relation) {
        return new Voice(
                subject + "'s " + relation, new Wording(wording.fill("{Subject's} " + relation, Map.of())), said);
    }
}
