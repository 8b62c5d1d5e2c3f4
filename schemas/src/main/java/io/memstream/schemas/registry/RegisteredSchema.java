package io.memstream.schemas.registry;

import org.apache.avro.Schema;

/**
 * A schema as the registry holds it under a subject.
 *
 * @param id unique in the registry; what frames carry
 * @param version within the subject, from 1
 */
public record RegisteredSchema(String subject, int version, int id, Schema schema) {}
