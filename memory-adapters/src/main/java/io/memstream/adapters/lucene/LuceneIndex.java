package io.memstream.adapters.lucene;

import io.memstream.adapters.index.AcceptedVersion;
import io.memstream.core.failure.Rejected;
import io.memstream.core.failure.Unavailable;
import io.memstream.core.model.Owner;
import io.memstream.core.port.MemoryIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.NRTCachingDirectory;
import org.jspecify.annotations.Nullable;

/**
 * The index of one generation in one folder, for one process. Writes and reads are of the same process, as another one
 * would see only what was committed.
 */
public final class LuceneIndex implements MemoryIndex {
    /** Segments up to this size are kept in memory until the next commit, of at most so much in all. */
    private static final double CACHED_SEGMENT_MB = 4;

    private static final double CACHED_MB = 48;

    /** How often an erasure looks again when other writes come between; each time waits for the merges under way. */
    private static final int ERASURE_ATTEMPTS = 50;

    private final Directory directory;
    private final ConcurrentMergeScheduler merges;
    private final IndexWriter writer;
    private final SearcherManager searchers;

    /** Held while entries are compared with the stored ones and written, so that searches are never behind it. */
    private final Object writing = new Object();

    /** Held while committing, so that a commit carries the offsets that belong to it. */
    private final Object committing = new Object();

    private volatile Checkpoint durable;

    /** Length of all vectors; 0 until there is one. */
    private volatile int dimensions;

    private LuceneIndex(Directory directory) throws IOException {
        this.directory = directory;
        this.merges = new ConcurrentMergeScheduler();
        this.writer = new IndexWriter(directory, writerConfig().setMergeScheduler(merges));
        this.searchers = new SearcherManager(writer, true, false, new UncachedSearchers());
        this.durable = Checkpoint.of(writer.getLiveCommitData());
        this.dimensions = durable.dimensions();
    }

    /**
     * Opens what the last checkpoint left in the folder, or an empty index.
     *
     * @throws Unavailable when another process has it open or its files cannot be read; a folder that is broken may be
     *     deleted, the index is then built anew from the change stream
     */
    public static LuceneIndex open(Path folder) {
        try {
            Files.createDirectories(folder);
            return new LuceneIndex(new NRTCachingDirectory(FSDirectory.open(folder), CACHED_SEGMENT_MB, CACHED_MB));
        } catch (LockObtainFailedException inUse) {
            throw new Unavailable("index folder " + folder + " is already open", inUse);
        } catch (IOException failed) {
            throw new Unavailable(
                    "index folder " + folder + " cannot be opened; when its files are damaged, delete it and the index"
                            + " is built anew from the change stream",
                    failed);
        }
    }

    private static IndexWriterConfig writerConfig() {
        TieredMergePolicy merging = new TieredMergePolicy();
        merging.setForceMergeDeletesPctAllowed(0);
        // An owner's entries side by side: a search reads a few pages, not one for each entry.
        Sort byPlace = new Sort(new SortField(EntryFields.PLACE, SortField.Type.STRING));
        return new IndexWriterConfig(new KeywordAnalyzer())
                .setMergePolicy(merging)
                .setIndexSort(byPlace)
                .setCommitOnClose(false);
    }

    @Override
    public void upsert(Collected collected, List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        writing(() -> {
            synchronized (writing) {
                accept(entries);
                write(collected, entries);
                searchers.maybeRefreshBlocking();
            }
        });
    }

    /** All or none, before anything is written. */
    private void accept(List<Entry> entries) {
        int expected = dimensions == 0 ? entries.get(0).vector().components().length : dimensions;
        for (Entry entry : entries) {
            int length = entry.vector().components().length;
            if (length != expected) {
                throw new Rejected("invalid_vector", "vector: has " + length + " dimensions, expected " + expected);
            }
            AcceptedVersion.check(entry.version());
        }
        dimensions = expected;
    }

    private void write(Collected collected, List<Entry> entries) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            StoredVersions stored = new StoredVersions(searcher.getIndexReader());
            for (Entry entry : entries) {
                Term key = EntryFields.key(collected, entry.owner(), entry.id());
                long version = stored.of(key.bytes());
                if (version == StoredVersions.NONE) {
                    // Not an update: that would look the key up once more, in every segment.
                    writer.addDocument(EntryFields.document(collected, entry));
                } else if (version <= entry.version()) {
                    writer.updateDocument(key, EntryFields.document(collected, entry));
                }
            }
        } finally {
            searchers.release(searcher);
        }
    }

    @Override
    public void delete(Collected collected, Owner owner, Collection<UUID> ids) {
        Term[] keys =
                ids.stream().map(id -> EntryFields.key(collected, owner, id)).toArray(Term[]::new);
        writing(() -> {
            synchronized (writing) {
                writer.deleteDocuments(keys);
                searchers.maybeRefreshBlocking();
            }
        });
    }

    /** Returns when no file of the folder holds anything of the owner's any more; that takes as long as a merge. */
    @Override
    public void deleteOwner(Owner owner) {
        Term[] places = Arrays.stream(Collected.values())
                .map(collected -> EntryFields.place(collected, owner))
                .toArray(Term[]::new);
        writing(() -> {
            synchronized (writing) {
                writer.deleteDocuments(places);
                searchers.maybeRefreshBlocking();
            }
            for (int attempt = 0; holdsDeleted(places); attempt++) {
                if (attempt == ERASURE_ATTEMPTS) {
                    throw new Unavailable("an erased owner's entries are still in the index, as others write to it");
                }
                writer.forceMergeDeletes(true);
                merges.sync();
                searchers.maybeRefreshBlocking();
            }
            commit(durable.offsets());
        });
    }

    /** Whether segments still have what was deleted: a term's frequency counts that until it is merged away. */
    private boolean holdsDeleted(Term[] places) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            int held = 0;
            for (Term place : places) {
                held += searcher.getIndexReader().docFreq(place);
            }
            return held > 0;
        } finally {
            searchers.release(searcher);
        }
    }

    @Override
    public Candidates search(Collected collected, Query query) {
        float @Nullable [] vector = query.vector();
        int expected = dimensions;
        if (vector != null && expected != 0 && vector.length != expected) {
            throw new Rejected("invalid_vector", "vector: has " + vector.length + " dimensions, expected " + expected);
        }
        return answering(() -> {
            IndexSearcher searcher = searchers.acquire();
            try {
                return search(searcher, collected, query);
            } finally {
                searchers.release(searcher);
            }
        });
    }

    private static Candidates search(IndexSearcher searcher, Collected collected, Query query) throws IOException {
        if (query.limit() <= 0) {
            return new Candidates(List.of(), List.of());
        }
        List<SegmentMatches> all = SegmentMatches.of(searcher, EntryFields.everything(collected, query.owner()));
        List<SegmentMatches> matches = query.filter().equals(Filter.NONE)
                ? all
                : SegmentMatches.of(searcher, EntryFields.matching(collected, query.owner(), query.filter()));
        float @Nullable [] vector = query.vector();
        return new Candidates(
                vector == null ? List.of() : new DenseScan(vector, query.limit()).best(matches),
                query.terms().isEmpty() ? List.of() : new LexicalScan(query).best(all, matches));
    }

    @Override
    public long count(Collected collected, Owner owner) {
        return answering(() -> {
            IndexSearcher searcher = searchers.acquire();
            try {
                return (long) searcher.count(EntryFields.everything(collected, owner));
            } finally {
                searchers.release(searcher);
            }
        });
    }

    @Override
    public void checkpoint(Map<Integer, Long> nextOffsets) {
        writing(() -> {
            commit(nextOffsets);
        });
    }

    private void commit(Map<Integer, Long> nextOffsets) throws IOException {
        synchronized (committing) {
            Checkpoint checkpoint = new Checkpoint(nextOffsets, dimensions);
            writer.setLiveCommitData(checkpoint.entries());
            writer.commit();
            durable = checkpoint;
        }
    }

    @Override
    public Map<Integer, Long> durableUpTo() {
        return durable.offsets();
    }

    @Override
    public void close() {
        writing(() -> {
            searchers.close();
            writer.rollback();
            directory.close();
        });
    }

    /** A full disk or a lost folder closes the writer for good: then only a restart helps, from the last checkpoint. */
    private static Unavailable unavailable(Exception cause) {
        return new Unavailable("the index does not take reads or writes", String.valueOf(cause.getMessage()), cause);
    }

    private static <T> T answering(Read<T> read) {
        try {
            return read.run();
        } catch (IOException | AlreadyClosedException failed) {
            throw unavailable(failed);
        }
    }

    private static void writing(Write write) {
        try {
            write.run();
        } catch (IOException | AlreadyClosedException failed) {
            throw unavailable(failed);
        }
    }

    private interface Read<T> {
        T run() throws IOException;
    }

    private interface Write {
        void run() throws IOException;
    }

    /** Without Lucene's cache of filters: each owner's differ, and what it holds is gone with the next segment. */
    private static final class UncachedSearchers extends SearcherFactory {
        @Override
        public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
            IndexSearcher searcher = new IndexSearcher(reader);
            searcher.setQueryCache(null);
            return searcher;
        }
    }
}
