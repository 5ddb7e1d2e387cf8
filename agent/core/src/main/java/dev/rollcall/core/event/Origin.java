package dev.rollcall.core.event;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
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

    /** The JSON fields, each with a comma before it. */
    String asFields(Instance instance) {
        StringBuilder fields = new StringBuilder();
        field(fields, "service", service);
        field(fields, "instance", instance.text());
        field(fields, "environment", environment);
        field(fields, "agent_version", agentVersion);
        return fields.toString();
    }

    private static void field(StringBuilder fields, String name, @Nullable String value) {
        String bounded = BoundedText.of(value, MAX_NAME);
        if (bounded != null) {
            fields.append(",\"").append(name).append("\":\"");
            JsonStringEncoder.getInstance().quoteAsString(bounded, fields);
            fields.append('"');
        }
    }
}
