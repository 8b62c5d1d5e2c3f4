package io.memstream.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.memstream.adapters.config.StreamConfig;
import io.memstream.adapters.http.StaticKeys;
import io.memstream.schemas.Topics;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class ConversationLogTest {
    private final GatewayConfig config = GatewayConfig.at(
            "127.0.0.1",
            0,
            StaticKeys.none(),
            new StreamConfig(
                    Map.of("bootstrap.servers", "nowhere:1"),
                    Map.of("schema.registry.url", "http://nowhere"),
                    new Topics("", "g1"),
                    3,
                    (short) 1));

    @Test
    void whatMustKeepItsOrderIsNeverGivenUp() {
        Map<String, Object> settings = ConversationLog.patientSettings(config);

        assertThat(settings)
                .containsEntry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE)
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .doesNotContainKey(ProducerConfig.RETRIES_CONFIG);
    }
}
