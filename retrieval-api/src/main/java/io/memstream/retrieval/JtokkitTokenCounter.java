package io.memstream.retrieval;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import io.memstream.core.port.TokenCounter;

/** Counts as the named encoding does; text that looks like a special token counts as ordinary text. */
final class JtokkitTokenCounter implements TokenCounter {
    private final Encoding encoding;

    /** @param encoding {@code o200k_base} or {@code cl100k_base} */
    JtokkitTokenCounter(String encoding) {
        EncodingType type = EncodingType.fromName(encoding)
                .orElseThrow(() -> new IllegalArgumentException("unknown token encoding: " + encoding));
        this.encoding = Encodings.newLazyEncodingRegistry().getEncoding(type);
    }

    @Override
    public int count(String text) {
        return encoding.countTokensOrdinary(text);
    }
}
