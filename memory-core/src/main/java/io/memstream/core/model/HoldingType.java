package io.memstream.core.model;

import java.util.Arrays;

/** The types of holdings, as stores name them. */
public enum HoldingType {
    SESSION(Session.class),
    THREAD(TopicThread.class),
    ENTITY(Entity.class),
    BLOCK(Block.class),
    PROCEDURE(Procedure.class),
    CONSENT(Consent.class),
    OBSERVATION(Observation.class),
    ALIAS(Alias.class),
    FORGETTING(Forgetting.class);

    private final Class<? extends Holding> held;

    HoldingType(Class<? extends Holding> held) {
        this.held = held;
    }

    public Class<? extends Holding> held() {
        return held;
    }

    public static HoldingType of(Class<? extends Holding> held) {
        return Arrays.stream(values())
                .filter(type -> type.held.equals(held))
                .findFirst()
                .orElseThrow();
    }
}
