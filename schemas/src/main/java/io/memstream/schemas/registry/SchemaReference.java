package io.memstream.schemas.registry;

/**
 * A schema that another one is built on.
 *
 * @param name full name of the type, as the other schema uses it
 * @param subject where it is registered
 * @param version from 1
 */
public record SchemaReference(String name, String subject, int version) {}
