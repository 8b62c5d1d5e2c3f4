package io.memstream.core.consolidation;

import java.util.UUID;

/** Ids derived, under the owner's key, from what they name: every replay gives the same. */
@FunctionalInterface
public interface DerivedIds {
    /** @param purpose what kind of thing it is; equal names of other purposes have other ids */
    UUID id(String purpose, String name);
}
