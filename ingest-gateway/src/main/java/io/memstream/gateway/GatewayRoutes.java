package io.memstream.gateway;

import io.memstream.adapters.http.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;

/** The map of the gateway's HTTP side. */
final class GatewayRoutes {
    private GatewayRoutes() {}

    static HttpServer.Builder server(
            GatewayConfig config, TurnsHandler turns, CommandsHandler commands, Probes probes, MeterRegistry meters) {
        return HttpServer.named("gateway")
                .listen(config.host(), config.port())
                .authenticator(config.authenticator())
                .meters(meters)
                .openApi(Objects.requireNonNull(GatewayRoutes.class.getResource("openapi.json")))
                .check("broker", probes::broker)
                .check("keys", probes::keys)
                .check("inbox", probes::inbox)
                .post("/v1/turns", turns)
                .post("/v1/users/{user}/memories", commands::remember)
                .patch("/v1/users/{user}/memories/{id}", commands::correct)
                .delete("/v1/users/{user}/memories/{id}", commands::forgetOne)
                .post("/v1/users/{user}/forget", commands::forget)
                .put("/v1/users/{user}/consents/{category}", commands::consent)
                .put("/v1/users/{user}/mode", commands::mode)
                .put("/v1/users/{user}/blocks/{label}", commands::block)
                .post("/v1/users/{user}/outcomes", commands::outcome)
                .delete("/v1/users/{user}", commands::erase);
    }
}
