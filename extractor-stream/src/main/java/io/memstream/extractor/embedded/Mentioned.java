package io.memstream.extractor.embedded;

import io.memstream.core.model.Claim;
import io.memstream.core.model.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom a turn mentioned last: the one that "he" and "she" mean. */
final class Mentioned {
    private @Nullable Voice last;

    @Nullable
    Voice last() {
        return last;
    }

    void mention(Voice voice) {
        last = voice;
    }

    /** "My boss is called Ingrid" mentions Ingrid. */
    void mentionIn(List<Claim> claims, Voice speaker) {
        claims.stream()
                .filter(claim -> claim.kind() == Kind.RELATIONSHIP && claim.affirmed() && claim.names() != null)
                .reduce((earlier, later) -> later)
                .ifPresent(claim -> mention(speaker.ofNamed(claim.value())));
    }
}
