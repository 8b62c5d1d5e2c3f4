package io.memstream.gateway;

import io.memstream.core.model.Owner;

/**
 * A turn ready for the log.
 *
 * @param turnKey keyed hash of the turn id; another one in each life of the owner
 * @param value the framed SealedTurn
 */
record SealedRecord(Owner owner, String turnKey, byte[] value) {}
