package io.memstream.schemas;

import io.memstream.schemas.event.Changes;
import io.memstream.schemas.event.Extractions;
import io.memstream.schemas.event.Inbox;
import io.memstream.schemas.event.Log;
import io.memstream.schemas.event.Operations;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Protocol;
import org.apache.avro.Schema;

/** The record types of this build. */
public final class EventTypes {
    private static final SortedMap<String, Schema> SCHEMAS = schemas();

    private EventTypes() {}

    /** Schemas of all record types, by simple name, in its order. */
    public static SortedMap<String, Schema> byName() {
        return Collections.unmodifiableSortedMap(SCHEMAS);
    }

    private static SortedMap<String, Schema> schemas() {
        SortedMap<String, Schema> byName = new TreeMap<>();
        Stream.of(Inbox.PROTOCOL, Log.PROTOCOL, Extractions.PROTOCOL, Changes.PROTOCOL, Operations.PROTOCOL)
                .map(Protocol::getTypes)
                .flatMap(Collection::stream)
                .filter(type -> type.getType() == Schema.Type.RECORD)
                .forEach(type -> byName.putIfAbsent(type.getName(), type));
        return byName;
    }
}
