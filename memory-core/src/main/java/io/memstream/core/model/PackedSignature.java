package io.memstream.core.model;

/**
 * A token signature with six bits for a component instead of eight: of each token its largest component, and of every other
 * one which sixty-second part of that it is nearest to. Cosines change by less than what a turn's neighbours lend it.
 */
public final class PackedSignature {
    private static final int BITS = 6;

    /** Steps from zero to a token's largest component. */
    private static final int STEPS = (1 << (BITS - 1)) - 1;

    private PackedSignature() {}

    /** What a token takes, packed. */
    public static int bytesPerToken(int dimensions) {
        return 1 + (dimensions * BITS + Byte.SIZE - 1) / Byte.SIZE;
    }

    /** @param signature its dimension, then the components of its tokens; may be empty */
    public static byte[] pack(byte[] signature) {
        if (signature.length == 0) {
            return signature;
        }
        int dimensions = signature[0] & 0xff;
        int tokens = (signature.length - 1) / dimensions;
        byte[] packed = new byte[1 + tokens * bytesPerToken(dimensions)];
        packed[0] = signature[0];
        for (int token = 0; token < tokens; token++) {
            pack(signature, 1 + token * dimensions, dimensions, packed, 1 + token * bytesPerToken(dimensions));
        }
        return packed;
    }

    private static void pack(byte[] signature, int from, int dimensions, byte[] packed, int to) {
        int largest = 1;
        for (int i = 0; i < dimensions; i++) {
            largest = Math.max(largest, Math.min(Byte.MAX_VALUE, Math.abs(signature[from + i])));
        }
        packed[to] = (byte) largest;
        float perUnit = (float) STEPS / largest;
        for (int i = 0; i < dimensions; i++) {
            int steps = Math.max(-STEPS, Math.min(STEPS, Math.round(signature[from + i] * perUnit)));
            putBits(packed, (to + 1) * Byte.SIZE + i * BITS, steps + STEPS);
        }
    }

    /** What packing left of the signature. Packing it again leaves it as it is. */
    public static byte[] unpack(byte[] packed) {
        if (packed.length == 0) {
            return packed;
        }
        int dimensions = packed[0] & 0xff;
        int tokens = (packed.length - 1) / bytesPerToken(dimensions);
        byte[] signature = new byte[1 + tokens * dimensions];
        signature[0] = packed[0];
        for (int token = 0; token < tokens; token++) {
            int from = 1 + token * bytesPerToken(dimensions);
            float perStep = (float) packed[from] / STEPS;
            for (int i = 0; i < dimensions; i++) {
                int steps = bits(packed, (from + 1) * Byte.SIZE + i * BITS) - STEPS;
                signature[1 + token * dimensions + i] = (byte) Math.round(steps * perStep);
            }
        }
        return signature;
    }

    private static void putBits(byte[] bytes, int at, int value) {
        int shifted = value << at % Byte.SIZE;
        bytes[at / Byte.SIZE] |= (byte) shifted;
        if (shifted >= 1 << Byte.SIZE) {
            bytes[at / Byte.SIZE + 1] |= (byte) (shifted >> Byte.SIZE);
        }
    }

    private static int bits(byte[] bytes, int at) {
        int two = bytes[at / Byte.SIZE] & 0xff;
        if (at / Byte.SIZE + 1 < bytes.length) {
            two |= (bytes[at / Byte.SIZE + 1] & 0xff) << Byte.SIZE;
        }
        return two >> at % Byte.SIZE & (1 << BITS) - 1;
    }
}
