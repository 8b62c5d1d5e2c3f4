package io.memstream.adapters.lucene;

import io.memstream.core.model.Vector;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.lucene.util.BytesRef;

/** A vector as it lies in the index: one over its length, then its int8 components; and, apart from that, their signs. */
final class StoredVector {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private StoredVector() {}

    static BytesRef bytes(Vector vector) {
        byte[] components = vector.components();
        long squares = 0;
        for (byte component : components) {
            squares += component * component;
        }
        float inverse = squares == 0 || vector.scale() == 0 ? 0 : (float) (1 / Math.sqrt((double) squares));
        return new BytesRef(ByteBuffer.allocate(Float.BYTES + components.length)
                .putFloat(inverse)
                .put(components)
                .array());
    }

    /** One bit per component, set when it is positive, filled up to whole longs. */
    static BytesRef signs(byte[] components) {
        byte[] bits = new byte[signBytes(components.length)];
        for (int i = 0; i < components.length; i++) {
            if (components[i] > 0) {
                bits[i >> 3] |= (byte) (1 << (i & 7));
            }
        }
        return new BytesRef(bits);
    }

    static long[] signs(float[] query) {
        long[] bits = new long[signBytes(query.length) / Long.BYTES];
        for (int i = 0; i < query.length; i++) {
            if (query[i] > 0) {
                bits[i >> 6] |= 1L << (i & 63);
            }
        }
        return bits;
    }

    /** Number of components whose signs differ. */
    static int distance(long[] query, BytesRef signs) {
        int distance = 0;
        for (int i = 0; i < query.length; i++) {
            distance += Long.bitCount(query[i] ^ (long) LONG.get(signs.bytes, signs.offset + i * Long.BYTES));
        }
        return distance;
    }

    static int dimensions(BytesRef vector) {
        return vector.length - Float.BYTES;
    }

    /**
     * Cosine, for a query of length one. Four sums at a time: one alone would wait for each addition.
     */
    static double cosine(float[] query, BytesRef vector) {
        byte[] bytes = vector.bytes;
        int at = vector.offset + Float.BYTES;
        float first = 0;
        float second = 0;
        float third = 0;
        float fourth = 0;
        int i = 0;
        for (; i + 3 < query.length; i += 4) {
            first += query[i] * bytes[at + i];
            second += query[i + 1] * bytes[at + i + 1];
            third += query[i + 2] * bytes[at + i + 2];
            fourth += query[i + 3] * bytes[at + i + 3];
        }
        for (; i < query.length; i++) {
            first += query[i] * bytes[at + i];
        }
        float inverse = ByteBuffer.wrap(bytes, vector.offset, Float.BYTES).getFloat();
        return (double) (first + second + third + fourth) * inverse;
    }

    static float[] unitLength(float[] query) {
        double squares = 0;
        for (float value : query) {
            squares += value * value;
        }
        float[] unit = new float[query.length];
        if (squares > 0) {
            double inverse = 1 / Math.sqrt(squares);
            for (int i = 0; i < query.length; i++) {
                unit[i] = (float) (query[i] * inverse);
            }
        }
        return unit;
    }

    private static int signBytes(int dimensions) {
        return (dimensions + Long.SIZE - 1) / Long.SIZE * Long.BYTES;
    }
}
