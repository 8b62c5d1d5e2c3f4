package io.memstream.schemas.serde;

import io.memstream.schemas.BadRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/** Objects to frames. Thread-safe. */
final class FrameEncoder {
    static final byte MAGIC = 0;

    /** A buffer that one large record has grown beyond this is not kept. */
    private static final int LARGEST_KEPT = 256 * 1024;

    private final ConcurrentMap<Schema, DatumWriter<Object>> specific = new ConcurrentHashMap<>();
    private final ConcurrentMap<Schema, DatumWriter<Object>> generic = new ConcurrentHashMap<>();
    private final ThreadLocal<Workspace> workspaces = ThreadLocal.withInitial(Workspace::new);

    /** The buffered encoder keeps what it has not flushed, so it lives and dies with its buffer. */
    private static final class Workspace {
        final FrameBuffer buffer = new FrameBuffer();
        final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(buffer, null);
    }

    /**
     * @param written schema of the frame
     * @param datum in that schema, or in one of its own that can be read as it
     */
    byte[] encode(int id, Schema written, Object datum) {
        Workspace workspace = workspaces.get();
        boolean clean = false;
        try {
            workspace.buffer.clear();
            workspace.buffer.write(MAGIC);
            workspace.buffer.writeInt(id);
            if (datum instanceof byte[] plain) {
                // By convention of the format, a value of the bytes type is the payload as it is, without its length.
                workspace.buffer.write(plain, 0, plain.length);
            } else {
                write(inSchema(written, datum), written, workspace.encoder);
                workspace.encoder.flush();
            }
            byte[] frame = workspace.buffer.copy();
            clean = workspace.buffer.capacity() <= LARGEST_KEPT;
            return frame;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (AvroRuntimeException | ClassCastException | NullPointerException | IndexOutOfBoundsException wrong) {
            throw new BadRecord(
                    BadRecord.Code.UNENCODABLE, written.getFullName() + " cannot be written: " + reason(wrong));
        } finally {
            // What a failed record left in the encoder must not reach the next one.
            if (!clean) {
                workspaces.remove();
            }
        }
    }

    private void write(Object datum, Schema schema, BinaryEncoder encoder) throws IOException {
        writer(datum, schema).write(datum, encoder);
    }

    private DatumWriter<Object> writer(Object datum, Schema schema) {
        if (datum instanceof SpecificRecordBase event) {
            return specific.computeIfAbsent(schema, key -> new SpecificDatumWriter<>(key, fast(event)));
        }
        return generic.computeIfAbsent(schema, key -> new GenericDatumWriter<>(key, GenericData.get()));
    }

    /** The class's own model, with its generated code for writing switched on: up to twice as fast. */
    private static SpecificData fast(SpecificRecordBase event) {
        SpecificData data = new SpecificData(event.getClass().getClassLoader());
        event.getSpecificData().getConversions().forEach(data::addLogicalTypeConversion);
        data.setCustomCoders(true);
        return data;
    }

    /** Avro writes fields by position, so a record of another version must first be resolved to the one written. */
    private Object inSchema(Schema written, Object datum) throws IOException {
        Schema own = SchemaOf.value(datum);
        if (own.equals(written) || own.getType() != Schema.Type.RECORD) {
            return datum;
        }
        FrameBuffer bytes = new FrameBuffer();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        write(datum, own, encoder);
        encoder.flush();
        return new GenericDatumReader<>(own, written)
                .read(null, DecoderFactory.get().binaryDecoder(bytes.copy(), null));
    }

    /** A missing value's message says where; those of the others may quote the value. */
    private static String reason(RuntimeException wrong) {
        return wrong instanceof NullPointerException missing
                ? String.valueOf(missing.getMessage())
                : wrong.getClass().getSimpleName();
    }
}
