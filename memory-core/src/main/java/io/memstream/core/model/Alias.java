package io.memstream.core.model;

import java.util.UUID;

/**
 * An id that was answered to a caller and stands for a fact that has another.
 *
 * @param id the answered id, as text
 */
public record Alias(String id, UUID fact) implements Holding {}
