package io.memstream.adapters.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.memstream.adapters.cassandra.CassandraConfig.Credentials;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CassandraConfigTest {
    private static final InetSocketAddress NODE = new InetSocketAddress("127.0.0.1", 9042);

    @Test
    void defaultsSuitALocalNode() {
        CassandraConfig config = CassandraConfig.at(NODE);

        assertThat(config)
                .isEqualTo(new CassandraConfig(
                        List.of(NODE),
                        "datacenter1",
                        "memstream",
                        Map.of("datacenter1", 1),
                        null,
                        false,
                        Duration.ofSeconds(5),
                        64));
    }

    @Test
    void contactPointsAreReadWithAndWithoutPort() {
        List<InetSocketAddress> read = CassandraConfig.contactPoints("127.0.0.1:9142, 127.0.0.2");

        assertThat(read)
                .containsExactly(new InetSocketAddress("127.0.0.1", 9142), new InetSocketAddress("127.0.0.2", 9042));
    }

    @Test
    void replicasAreReadPerDataCentre() {
        Map<String, Integer> read = CassandraConfig.replicas("berlin:3, porto:2");

        assertThat(read).containsOnly(Map.entry("berlin", 3), Map.entry("porto", 2));
    }

    @Test
    void wrongSettingsAreNamed() {
        assertThatThrownBy(() -> CassandraConfig.at()).hasMessageStartingWith("cassandra.contact-points:");
        assertThatThrownBy(() -> CassandraConfig.at(NODE).withPrefix("Mem-1"))
                .hasMessageStartingWith("cassandra.prefix:");
        assertThatThrownBy(() -> CassandraConfig.at(NODE).withRequestTimeout(Duration.ZERO))
                .hasMessageStartingWith("cassandra.request-timeout:");
        assertThatThrownBy(() -> CassandraConfig.replicas("three")).hasMessageStartingWith("cassandra.replicas:");
        assertThatThrownBy(() -> CassandraConfig.contactPoints("a:b"))
                .hasMessageStartingWith("cassandra.contact-points:");
        assertThatThrownBy(() -> with("porto", Map.of("berlin", 1))).hasMessageStartingWith("cassandra.replicas:");
        assertThatThrownBy(() -> with("porto", Map.of("porto", 0))).hasMessageStartingWith("cassandra.replicas:");
        assertThatThrownBy(() -> with("po'rto", Map.of("po'rto", 1))).hasMessageStartingWith("cassandra.datacenter:");
    }

    @Test
    void passwordIsNotPrinted() {
        String printed = new Credentials("memstream", "hunter2").toString();

        assertThat(printed).contains("memstream").doesNotContain("hunter2");
    }

    private static CassandraConfig with(String datacenter, Map<String, Integer> replicas) {
        return new CassandraConfig(
                List.of(NODE), datacenter, "memstream", replicas, null, false, Duration.ofSeconds(1), 1);
    }
}
