package io.memstream.extractor.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void withoutWorkAllIsDoneUpToTheLastRecord() {
        Progress progress = Progress.from(7);

        progress.read(7, false);
        progress.read(9, false);

        assertThat(progress.offset()).isEqualTo(10);
        assertThat(progress.isDone(9)).isTrue();
        assertThat(progress.isDone(10)).isFalse();
    }

    @Test
    void whatIsOpenIsReadAgainAndWhatIsDoneBehindItIsNot() {
        Progress before = Progress.from(0);
        for (long offset = 0; offset < 10; offset++) {
            before.read(offset, offset % 2 == 0);
        }
        before.done(0);
        before.done(6);

        Progress after = Progress.committed(before.offset(), before.metadata());

        assertThat(before.offset()).isEqualTo(2);
        assertThat(notDone(after, 12)).containsExactly(2L, 4L, 8L, 10L, 11L);
    }

    @Test
    void whatTheProcessBeforeHadDoneStaysDoneOverSeveralCrashes() {
        Random random = new Random(3);
        Set<Long> open = new TreeSet<>();
        Progress progress = Progress.from(1_000_000_000_000L);
        long read = progress.offset();
        for (int life = 0; life < 50; life++) {
            for (long offset = progress.offset(); offset < read + random.nextInt(20); offset++) {
                if (!progress.isDone(offset)) {
                    boolean work = random.nextBoolean() || open.contains(offset);
                    progress.read(offset, work);
                    if (work) {
                        open.add(offset);
                    }
                } else {
                    progress.read(offset, false);
                }
                read = Math.max(read, offset + 1);
            }
            for (long offset : Set.copyOf(open)) {
                if (random.nextInt(3) == 0 && offset < progress.offset() + 10) {
                    progress.done(offset);
                    open.remove(offset);
                }
            }

            progress = Progress.committed(progress.offset(), progress.metadata());

            assertThat(notDoneUpTo(progress, read)).containsExactlyElementsOf(open);
        }
    }

    @Test
    void sixHundredOpenTurnsFitIntoTheMetadata() {
        Progress progress = Progress.from(5_000_000_000L);
        Random random = new Random(1);
        long offset = 5_000_000_000L;
        for (int i = 0; i < 700; i++) {
            offset += 1 + random.nextInt(100);
            progress.read(offset, true);
        }

        assertThat(progress.metadata()).hasSizeLessThan(4_096);
    }

    @Test
    void metadataOfSomebodyElseMeansThatNothingIsDone() {
        assertThat(notDone(Progress.committed(3, "hello!"), 5)).containsExactly(3L, 4L);
        assertThat(notDone(Progress.committed(3, ""), 5)).containsExactly(3L, 4L);
    }

    private static Set<Long> notDone(Progress progress, long until) {
        Set<Long> open = new TreeSet<>();
        for (long offset = 0; offset < until; offset++) {
            if (!progress.isDone(offset)) {
                open.add(offset);
            }
        }
        return open;
    }

    private static Set<Long> notDoneUpTo(Progress progress, long until) {
        Set<Long> open = new TreeSet<>();
        for (long offset = progress.offset(); offset < until; offset++) {
            if (!progress.isDone(offset)) {
                open.add(offset);
            }
        }
        return open;
    }
}
