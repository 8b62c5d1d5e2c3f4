package io.memstream.core.model;

import java.util.UUID;

/**
 * A turn as remembered.
 *
 * @param id derived from owner and turn id
 * @param ordinal number among the owner's episodes, from 0
 * @param sessionOrdinal number among the session's episodes, from 0
 * @param model name and version of the embedding model
 */
public record Episode(
        UUID id, String turnKey, Turn turn, long ordinal, int sessionOrdinal, String model, TextFeatures features) {}
