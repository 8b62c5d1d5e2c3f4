package io.memstream.schemas.serde;

import org.apache.avro.specific.SpecificRecord;

/**
 * Avro records as self-describing bytes: magic byte 0, schema id (4 bytes, big-endian), Avro binary. Used for what is
 * sealed inside other records; thread-safe.
 */
public interface RecordFrames {
    byte[] write(SpecificRecord record);

    /** The record in the reader's generated class, whatever version wrote it. */
    SpecificRecord read(byte[] frame);
}
