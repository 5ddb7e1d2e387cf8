package dev.rollcall.backend.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.backend.http.Asker.In;
import dev.rollcall.backend.query.Agents;
import dev.rollcall.backend.query.Agents.Agent;
import dev.rollcall.backend.query.Scope;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** {@code /api/agents}: what the agents tell of themselves, in their own counters (docs/events.md). */
final class AgentRoutes {
    /** They tell once a minute; two may get lost or be late. */
    private static final Duration SILENT_AFTER = Duration.ofMinutes(3);

    private final Asker asker;

    AgentRoutes(Asker asker) {
        this.asker = asker;
    }

    void addTo(Router router) {
        router.add("GET", "/api/agents", Access.USER, this::agents);
    }

    private void agents(Call call) throws BadRequest, SQLException {
        long silentBefore = (asker.clock().millis() - SILENT_AFTER.toMillis()) * 1000;
        In<Agents> in = asker.askIn(call, Scope.ALL, asked -> Agents.ask(asked.reader(), asked.window(), silentBefore));
        call.json(json -> {
            json.writeStartObject();
            JsonFields.window(json, in.window());
            json.writeNumberField("total_agents", in.answer().total());
            JsonFields.array(json, "agents", in.answer().agents(), agent -> fields(json, agent, silentBefore));
            json.writeEndObject();
        });
    }

    private static void fields(JsonGenerator json, Agent agent, long silentBefore) throws IOException {
        json.writeStringField("instance", agent.instance());
        JsonFields.text(json, "service", agent.service());
        JsonFields.text(json, "environment", agent.environment());
        JsonFields.text(json, "agent_version", agent.agentVersion());
        JsonFields.time(json, "first", agent.firstMicros());
        JsonFields.time(json, "last", agent.lastMicros());
        JsonFields.time(json, "heard", agent.heardMicros());
        json.writeBooleanField("alive", agent.heardMicros() > silentBefore);
        new AgentCounters(agent.properties()).write(json);
        json.writeNumberField("stored_requests", agent.storedRequests());
    }
}
