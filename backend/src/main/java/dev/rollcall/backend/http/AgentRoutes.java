package dev.rollcall.backend.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollcall.backend.http.Asker.In;
import dev.rollcall.backend.query.Agents;
import dev.rollcall.backend.query.Agents.Agent;
import dev.rollcall.backend.query.Scope;
import dev.rollcall.backend.sql.JsonTree;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code /api/agents}: what the agents tell of themselves, in their own counters (docs/events.md). */
final class AgentRoutes {
    /** They tell once a minute; two may get lost or be late. */
    private static final Duration SILENT_AFTER = Duration.ofMinutes(3);

    private static final String LOST = "lost_";

    private static final String[] COUNTERS = {
        "seen", "delivered", "waiting", "excluded", "rolled_up", "lost", "uptime_s"
    };

    private final Asker asker;

    AgentRoutes(Asker asker) {
        this.asker = asker;
    }

    void addTo(Router router) {
        router.add("GET", "/api/agents", Access.USER, this::agents);
    }

    private void agents(Call call) throws BadRequest, SQLException {
        In<Agents> in = asker.askIn(call, Scope.ALL, asked -> Agents.ask(asked.reader(), asked.window()));
        long silentBefore = (asker.clock().millis() - SILENT_AFTER.toMillis()) * 1000;
        call.json(json -> {
            json.writeStartObject();
            JsonFields.window(json, in.window());
            JsonFields.array(json, "agents", in.answer().agents(), agent -> fields(json, agent, silentBefore));
            json.writeEndObject();
        });
    }

    private static void fields(JsonGenerator json, Agent agent, long silentBefore) throws IOException {
        Map<?, ?> properties = properties(agent.properties());
        json.writeStringField("instance", agent.instance());
        JsonFields.text(json, "service", agent.service());
        JsonFields.text(json, "environment", agent.environment());
        JsonFields.text(json, "agent_version", agent.agentVersion());
        JsonFields.time(json, "first", agent.firstMicros());
        JsonFields.time(json, "last", agent.lastMicros());
        json.writeBooleanField("alive", agent.lastMicros() > silentBefore);
        JsonFields.texts(json, "woven", words(properties.get("woven")));
        for (String counter : COUNTERS) {
            JsonFields.number(json, counter, number(properties.get(counter)));
        }
        json.writeObjectFieldStart("lost_by_reason");
        for (Map.Entry<String, Long> reason : lost(properties).entrySet()) {
            json.writeNumberField(reason.getKey(), reason.getValue().longValue());
        }
        json.writeEndObject();
        json.writeNumberField("stored_requests", agent.storedRequests());
    }

    private static Map<?, ?> properties(@Nullable String json) {
        try {
            return json != null && JsonTree.read(json) instanceof Map<?, ?> map ? map : Map.of();
        } catch (IOException notOurs) {
            return Map.of();
        }
    }

    private static TreeMap<String, Long> lost(Map<?, ?> properties) {
        TreeMap<String, Long> lost = new TreeMap<>();
        for (Map.Entry<?, ?> property : properties.entrySet()) {
            String name = String.valueOf(property.getKey());
            Long count = number(property.getValue());
            if (name.startsWith(LOST) && count != null && count > 0) {
                lost.put(name.substring(LOST.length()), count);
            }
        }
        return lost;
    }

    /** Properties are texts; what is no number is somebody else's. */
    private static @Nullable Long number(@Nullable Object value) {
        try {
            return value == null ? null : Long.valueOf(value.toString());
        } catch (NumberFormatException notOne) {
            return null;
        }
    }

    private static List<String> words(@Nullable Object value) {
        List<String> words = new ArrayList<>();
        if (value != null) {
            for (String word : value.toString().split(",", -1)) {
                if (!word.isBlank()) {
                    words.add(word.trim());
                }
            }
        }
        return words;
    }
}
