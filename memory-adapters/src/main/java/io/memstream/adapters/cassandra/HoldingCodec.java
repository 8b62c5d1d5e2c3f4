package io.memstream.adapters.cassandra;

import io.memstream.core.model.Holding;
import io.memstream.core.model.HoldingType;

/**
 * A holding of one type as the body of its row: its components one after another, in the order of the record.
 *
 * <p>Not the Avro of the change that made it: rows are read by the program that wrote them or built anew from the log, so
 * a schema with every row would cost its bytes and answer nothing; and the topics' schemas must keep old readers working,
 * which rows need not.
 */
interface HoldingCodec<T extends Holding> {
    /** Of all types together: a type that changes counts it up. */
    byte VERSION = 2;

    void write(Encoder into, T holding);

    T read(Decoder from);

    static byte[] encode(Holding holding) {
        Encoder into = new Encoder(256).octet(VERSION);
        write(into, holding.type().held(), holding);
        return into.encoded();
    }

    static <T extends Holding> T decode(Class<T> type, byte[] bytes) {
        return type.cast(of(type).read(new Decoder(bytes, VERSION)));
    }

    private static <T extends Holding> void write(Encoder into, Class<T> type, Holding holding) {
        of(type).write(into, type.cast(holding));
    }

    @SuppressWarnings("unchecked") // each type is given its own codec below
    private static <T extends Holding> HoldingCodec<T> of(Class<T> type) {
        HoldingCodec<? extends Holding> codec =
                switch (HoldingType.of(type)) {
                    case SESSION -> new SessionCodec();
                    case THREAD -> new ThreadCodec();
                    case ENTITY -> new EntityCodec();
                    case BLOCK -> new BlockCodec();
                    case PROCEDURE -> new ProcedureCodec();
                    case CONSENT -> new ConsentCodec();
                    case OBSERVATION -> new ObservationCodec();
                    case ALIAS -> new AliasCodec();
                    case FORGETTING -> new ForgettingCodec();
                };
        return (HoldingCodec<T>) codec;
    }
}
