package io.memstream.retrieval;

import io.memstream.core.model.Generation;

/** Opens what serves a generation; called once per generation. */
interface GenerationFactory {
    ServedGeneration open(Generation generation);
}
