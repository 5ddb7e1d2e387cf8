package dev.rollcall.core.event;

import org.jspecify.annotations.Nullable;

/** What every event says of the process it comes from. */
public final class Origin {
    private static final int MAX_NAME = 255;

    private final String service;
    private final @Nullable String environment;
    private final String agentVersion;

    /**
     * Names the process.
     *
     * @param service the name of the API
     * @param environment for example {@code production}, or null
     * @param agentVersion the version of the agent
     */
    public Origin(String service, @Nullable String environment, String agentVersion) {
        this.service = service;
        this.environment = environment;
        this.agentVersion = agentVersion;
    }

    /** Writes the fields, each with a comma before it. */
    void write(Instance instance, EventBytes json) {
        field(json, "service", service);
        field(json, "instance", instance.text());
        field(json, "environment", environment);
        field(json, "agent_version", agentVersion);
    }

    private static void field(EventBytes json, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            json.raw(EventBytes.name(name));
            json.text(value, MAX_NAME);
        }
    }
}
