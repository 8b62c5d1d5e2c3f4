package io.memstream.adapters.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An error as callers see it, RFC 9457.
 *
 * @param code stable, for machines
 * @param detail what is wrong and what to do
 * @param headers sent along
 */
record Problem(int status, String title, String code, String detail, Map<String, String> headers) {
    static final String CONTENT_TYPE = "application/problem+json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    Problem(int status, String title, String code, String detail) {
        this(status, title, code, detail, Map.of());
    }

    byte[] json() {
        ObjectNode body = MAPPER.createObjectNode()
                .put("type", "urn:memstream:problem:" + code)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("code", code);
        try {
            return MAPPER.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException plainTextNeverFails) {
            throw new IllegalStateException(plainTextNeverFails);
        }
    }
}
