package io.memstream.gateway;

import io.memstream.core.model.Owner;

/**
 * A turn or command ready for the log.
 *
 * @param key keyed hash of the turn's or command's id; another one in each life of the owner
 * @param value the framed SealedTurn or SealedCommand
 */
record SealedRecord(Owner owner, String key, byte[] value) {}
