package io.memstream.core.model;

import java.util.regex.Pattern;

/**
 * One complete build of all projections from the log.
 *
 * @param name names its topics, tables and collections; lower-case letters and digits
 * @param model name and version of the embedding model its vectors were made with
 * @param rules version of the consolidation rules
 */
public record Generation(String name, String model, String rules) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,15}");

    public Generation {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("generation: must match [a-z][a-z0-9]{0,15}, was " + name);
        }
    }
}
