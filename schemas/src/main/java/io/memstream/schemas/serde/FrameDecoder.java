package io.memstream.schemas.serde;

import io.memstream.schemas.BadRecord;
import io.memstream.schemas.UnknownRecordType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntFunction;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;

/** Frames to objects. Thread-safe. */
final class FrameDecoder {
    private static final int HEADER = 1 + Integer.BYTES;

    private final IntFunction<Schema> schemas;
    private final boolean specific;
    private final ConcurrentMap<Integer, Decoding> decodings = new ConcurrentHashMap<>();

    /** How frames of one schema id are read. */
    private record Decoding(Schema written, DatumReader<Object> reader) {}

    /**
     * @param schemas by id; throws what cannot be told
     * @param specific whether records become objects of their generated classes
     */
    FrameDecoder(IntFunction<Schema> schemas, boolean specific) {
        this.schemas = schemas;
        this.specific = specific;
    }

    Object decode(byte[] frame) {
        if (frame.length < HEADER || frame[0] != FrameEncoder.MAGIC) {
            throw new BadRecord(
                    BadRecord.Code.MALFORMED_FRAME,
                    frame.length < HEADER
                            ? "a frame has at least " + HEADER + " bytes, this has " + frame.length
                            : "a frame begins with byte 0, this with " + frame[0]);
        }
        int id = ByteBuffer.wrap(frame, 1, Integer.BYTES).getInt();
        Decoding decoding = decodings.get(id);
        if (decoding == null) {
            decoding = decoding(schemas.apply(id));
            decodings.put(id, decoding);
        }
        if (decoding.written().getType() == Schema.Type.BYTES) {
            return Arrays.copyOfRange(frame, HEADER, frame.length);
        }
        return read(decoding, frame, id);
    }

    private static Object read(Decoding decoding, byte[] frame, int id) {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(frame, HEADER, frame.length - HEADER, null);
        try {
            Object value = decoding.reader().read(null, decoder);
            if (!decoder.isEnd()) {
                throw undecodable(decoding, id, "bytes are left over");
            }
            return value instanceof CharSequence text ? text.toString() : value;
        } catch (IOException
                | AvroRuntimeException
                | ClassCastException
                | NullPointerException
                | IndexOutOfBoundsException
                | NegativeArraySizeException
                | UnsupportedOperationException wrong) {
            // Not its message: it may quote the record.
            throw undecodable(decoding, id, wrong.getClass().getSimpleName());
        }
    }

    private static BadRecord undecodable(Decoding decoding, int id, String why) {
        return new BadRecord(
                BadRecord.Code.UNDECODABLE,
                "not a " + decoding.written().getFullName() + " of schema id " + id + ": " + why);
    }

    private Decoding decoding(Schema written) {
        if (!specific || written.getType() != Schema.Type.RECORD) {
            return new Decoding(written, new GenericDatumReader<>(written, written, GenericData.get()));
        }
        Class<?> type = type(written);
        SpecificData data = SpecificData.getForClass(type);
        return new Decoding(written, new SpecificDatumReader<>(written, data.getSchema(type), data));
    }

    private static Class<?> type(Schema written) {
        Class<?> type;
        try {
            type = SpecificData.get().getClass(written);
        } catch (SecurityException untrusted) {
            throw new UnknownRecordType(written.getFullName()
                    + " is not of a package that Avro trusts; name its package in the system property"
                    + " org.apache.avro.SERIALIZABLE_PACKAGES");
        }
        if (type == null) {
            throw new UnknownRecordType("this build has no class for records of type " + written.getFullName()
                    + ": what is deployed here is older than what writes them");
        }
        return type;
    }
}
