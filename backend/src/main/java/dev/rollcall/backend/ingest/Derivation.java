package dev.rollcall.backend.ingest;

import dev.rollcall.backend.event.ApiEvent;
import org.jspecify.annotations.Nullable;

/** Fills in what follows from what the sender told: device, AI agent and threat level. Safe for use by many threads. */
public final class Derivation {
    private final Devices devices;

    public Derivation() {
        this(new Devices());
    }

    Derivation(Devices devices) {
        this.devices = devices;
    }

    /** Fills them in; an event that tells of no request stays as it is. */
    public void fill(ApiEvent event) {
        if (event.kind == ApiEvent.Kind.STATUS) {
            return;
        }
        String agent = event.userAgent;
        event.aiAgent = agent == null ? null : AiAgents.name(agent);
        event.device = agent == null ? null : device(agent, event.aiAgent);
        event.threat = ThreatRules.level(event).word();
    }

    private String device(String agent, @Nullable String aiAgent) {
        return aiAgent == null ? devices.of(agent) : Devices.BOT;
    }
}
