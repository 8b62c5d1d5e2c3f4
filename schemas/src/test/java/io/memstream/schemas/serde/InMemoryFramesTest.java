package io.memstream.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.schemas.event.Origin;
import io.memstream.schemas.event.Settled;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

final class InMemoryFramesTest {
    private final InMemoryFrames frames = new InMemoryFrames();

    @Test
    void readsWhatItWrote() {
        Settled settled = new Settled(new Origin(3, 42L), "remembered", 2);

        SpecificRecord read = frames.read(frames.write(settled));

        assertThat(read).isEqualTo(settled);
    }
}
