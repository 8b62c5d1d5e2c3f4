package io.memstream.parts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedPartsTest {
    @Test
    void startsEachPartOnce() {
        assertThat(SharedParts.kafka()).isSameAs(SharedParts.kafka()).matches(Part::isReady);
        assertThat(SharedParts.registry()).isSameAs(SharedParts.registry()).matches(Part::isReady);
        assertThat(SharedParts.cassandra()).isSameAs(SharedParts.cassandra()).matches(Part::isReady);
    }
}
