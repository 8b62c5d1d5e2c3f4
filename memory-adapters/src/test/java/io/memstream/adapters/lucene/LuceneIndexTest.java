package io.memstream.adapters.lucene;

import io.memstream.adapters.index.MemoryIndexContract;
import io.memstream.core.port.MemoryIndex;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LuceneIndexTest extends MemoryIndexContract {
    private final Path folder;

    LuceneIndexTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Override
    protected MemoryIndex openEmpty(int dimensions) {
        return LuceneIndex.open(folder);
    }

    @Override
    protected MemoryIndex reopen(MemoryIndex open) {
        open.close();
        return LuceneIndex.open(folder);
    }
}
