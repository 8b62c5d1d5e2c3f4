package io.memstream.schemas;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The topic catalogue. Log, extractions and changes share one partition count, fixed for the life of the log, and each
 * record keeps its partition through all three.
 *
 * @param prefix in front of every name; empty for none
 * @param generation suffix of the derived topics
 */
public record Topics(String prefix, String generation) {
    /** On every record of a derived topic: the log record it comes from, see {@link OriginHeader}. */
    public static final String ORIGIN_HEADER = "memstream-origin";

    private static final Pattern PREFIX = Pattern.compile("[a-z0-9._-]{0,64}");
    private static final Pattern GENERATION = Pattern.compile("[a-z][a-z0-9]{0,15}");

    public Topics {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("topics.prefix: must match " + PREFIX + ", was " + prefix);
        }
        if (!GENERATION.matcher(generation).matches()) {
            throw new IllegalArgumentException("generation: must match " + GENERATION + ", was " + generation);
        }
    }

    /** What apps write, in clear, for at most a day. */
    public Topic conversationInbox() {
        return new Topic(
                prefix + "conversation-inbox",
                "any",
                List.of("ConversationTurn", "MemoryCommand"),
                Duration.ofHours(24),
                false,
                List.of("any app"),
                List.of("ingest-gateway"));
    }

    /** The truth, for ever. */
    public Topic conversationLog() {
        return new Topic(
                prefix + "conversation-log",
                "owner",
                List.of(
                        "SealedTurn",
                        "SealedCommand",
                        "EraseOrdered",
                        "ExtractionRecorded",
                        "UsageObserved",
                        "CurationResolved",
                        "MaintenanceTick"),
                null,
                false,
                List.of("ingest-gateway", "extractor-stream", "consolidator-stream"),
                List.of("extractor-stream"));
    }

    /** One record for each record of the log, for ever. */
    public Topic turnExtractions() {
        return new Topic(
                prefix + "turn-extractions-" + generation,
                "owner",
                List.of("TurnExtraction", "CommandExtraction", "and whatever else the log carries"),
                null,
                false,
                List.of("extractor-stream"),
                List.of("consolidator-stream"));
    }

    /** Every change to memory, as long as its generation. */
    public Topic memoryChanges() {
        return new Topic(
                prefix + "memory-changes-" + generation,
                "owner",
                List.of("MemoryChange", "UserErased", "Settled", "GenerationEnded"),
                null,
                false,
                List.of("consolidator-stream"),
                List.of("projector", "retrieval-api", "anyone"));
    }

    /** What was served to whom. */
    public Topic memoryAccesses() {
        return new Topic(
                prefix + "memory-accesses",
                "owner",
                List.of("MemoryAccess"),
                Duration.ofDays(7),
                false,
                List.of("retrieval-api"),
                List.of("consolidator-stream"));
    }

    /** What never will be processed as it is. */
    public Topic deadLetters() {
        return new Topic(
                prefix + "dead-letters",
                "owner, or none when it could not be told",
                List.of("DeadLetter"),
                Duration.ofDays(30),
                false,
                List.of("ingest-gateway", "extractor-stream", "consolidator-stream"),
                List.of("operator"));
    }

    /** Every schema that frames of the other topics carry the id of: with it, they can be read without the registry. */
    public Topic schemaArchive() {
        return new Topic(
                prefix + "schema-archive",
                "schema id, as decimal text",
                List.of("text of the schema, UTF-8 JSON, not framed"),
                null,
                true,
                List.of("ingest-gateway"),
                List.of("operator"));
    }

    /** All of them, in the order of the flow. */
    public List<Topic> all() {
        return List.of(
                conversationInbox(),
                conversationLog(),
                turnExtractions(),
                memoryChanges(),
                memoryAccesses(),
                deadLetters(),
                schemaArchive());
    }

    /**
     * @param key what the record key means
     * @param values simple names of the record types
     * @param retention kept at most as long, by log-append time; null for ever
     * @param compacted whether the newest record of a key replaces the older ones
     */
    public record Topic(
            String name,
            String key,
            List<String> values,
            @Nullable Duration retention,
            boolean compacted,
            List<String> writers,
            List<String> readers) {}
}
