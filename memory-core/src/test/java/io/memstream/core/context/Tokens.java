package io.memstream.core.context;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import io.memstream.core.port.TokenCounter;

/** As the service counts unless configured otherwise. */
final class Tokens {
    private static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    static final TokenCounter COUNTER = ENCODING::countTokensOrdinary;

    private Tokens() {}
}
