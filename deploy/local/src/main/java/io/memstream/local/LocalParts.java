package io.memstream.local;

/**
 * Where the services find the parts, local or outside.
 *
 * @param kafka bootstrap servers
 * @param registry base URL
 * @param cassandra contact points
 */
record LocalParts(String kafka, String registry, String cassandra) {}
