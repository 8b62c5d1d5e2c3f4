package io.memstream.retrieval;

import io.javalin.http.Context;
import io.memstream.adapters.http.HttpServer;
import io.memstream.core.model.Holding;
import io.memstream.core.model.Mode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Opens the memory of the user whom a request's path names, for reads that answer whole or not at all. */
final class Users {
    private final Opening opening;
    private final RetrievalConfig config;

    Users(Opening opening, RetrievalConfig config) {
        this.opening = opening;
        this.config = config;
    }

    /** Empty when nothing is or can be known of the user. */
    Optional<Opening.Opened> open(Context context) {
        return opening.open(tenant(context), QueryParameters.user(context), timing(context));
    }

    /** What is read of the user; the other when nothing is or can be known of them. */
    <T> T read(Context context, Function<Opening.Opened, T> reader, T whenUnknown) {
        return open(context).map(reader).orElse(whenUnknown);
    }

    /** All of one type, by id. */
    <T extends Holding> List<T> holdings(Context context, Class<T> type) {
        return read(context, opened -> opened.holdings(type), List.of());
    }

    Mode mode(Context context) {
        return read(context, opening::mode, Mode.ON);
    }

    /** The user as an owner, erased or not: what is kept beside the memory is theirs too. */
    Opening.Opened openAnyone(Context context) {
        return opening.openAnyone(tenant(context), QueryParameters.user(context), timing(context));
    }

    private Timing timing(Context context) {
        return new QueryParameters(context).timing(config);
    }

    private static String tenant(Context context) {
        return HttpServer.credential(context).tenant();
    }
}
